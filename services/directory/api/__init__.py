"""The HTTP routes of the directory: public ones under /v1, and internal ones for the gateway."""

from services.directory.api import client_users, clients, firms, hand_over, internal, invitations, me, staff

ROUTERS = [
    firms.router,
    staff.router,
    clients.router,
    hand_over.router,
    hand_over.of_firm,
    client_users.router,
    me.router,
    me.on_client,
    invitations.router,
    internal.router,
]

__all__ = ["ROUTERS"]
