"""The gateway's own routes, and the one that forwards everything else; that one comes last."""

from services.gateway.api import forward, live, openapi, pages, sessions, unlocking

OWN = [sessions.router, unlocking.router, live.router, openapi.router]
ROUTERS = [*OWN, pages.router, forward.router]

__all__ = ["OWN", "ROUTERS"]
