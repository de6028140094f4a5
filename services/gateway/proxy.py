"""Forwards a request to a service and streams the answer back."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import httpx
from starlette.background import BackgroundTask
from starlette.responses import Response, StreamingResponse

from libs.service_kit.tokens import TOKEN_HEADER
from services.gateway.connectors.upstream import Body, Upstream
from services.gateway.domain.headers import Headers, passed_out


@dataclass(frozen=True)
class Forwarded:
    """A request as the service will see it, but for its body.

    `sign` makes its token, which is valid for a minute only: so it is made when the request is sent.
    """

    service: str
    method: str
    target: str
    headers: Headers
    sign: Callable[[], str]

    def signed(self) -> Headers:
        """The headers with the token of this moment."""
        return [*self.headers, (TOKEN_HEADER, self.sign())]


async def pass_on(forwarded: Forwarded, upstream: Upstream, body: Body) -> Response:
    """Send the request; the answer is returned piece by piece."""
    answer = await upstream.send(forwarded.service, forwarded.method, forwarded.target, forwarded.signed(), body)
    response = StreamingResponse(
        _pieces(answer), status_code=answer.status_code, background=BackgroundTask(answer.aclose)
    )
    return with_headers(response, passed_out(answer.headers.items()))


async def _pieces(answer: httpx.Response) -> AsyncIterator[bytes]:
    try:
        async for piece in answer.aiter_raw():
            yield piece
    finally:
        await answer.aclose()


def with_headers(response: Response, headers: Headers) -> Response:
    """Exactly these headers, as often as each occurs."""
    response.raw_headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    return response
