"""The gate of a service: only the gateway comes in, with a token for this very request, before any body is read."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from libs.refusal import Refusal
from libs.service_kit.context import Caller
from libs.service_kit.http_texts import KitCode
from libs.service_kit.tokens import TOKEN_HEADER, TokenReader

WITHOUT_TOKEN: Final = frozenset({"/livez", "/readyz", "/metrics"})


class TokenGate:
    """Reads the token of each request; answers 401 without a good one."""

    def __init__(self, app: ASGIApp, tokens: TokenReader, refuse: Callable[[Request, Refusal], ASGIApp]) -> None:
        self._app, self._tokens, self._refuse = app, tokens, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in with its caller, or refuse it."""
        if scope["type"] != "http" or scope["path"] in WITHOUT_TOKEN:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            token = request.headers.get(TOKEN_HEADER, "")
            request.state.caller = self._tokens.read(token, f"{scope['method']} {scope['path']}")
        except Refusal as refusal:
            await self._refuse(request, refusal)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def caller_of(request: Request) -> Caller:
    """Who sent this request. Raises Refusal `not_signed_in` for one that came through no gate."""
    state: Mapping[str, Any] = request.scope.get("state", {})
    caller = state.get("caller")
    if not isinstance(caller, Caller):
        raise Refusal(KitCode.NOT_SIGNED_IN)
    return caller
