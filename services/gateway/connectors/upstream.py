"""Requests to the services: streamed both ways, with a time limit on every wait, refused when one is away."""

from collections.abc import AsyncIterator, Mapping
from typing import Any
from uuid import uuid4

import httpx

from libs.refusal import Refusal
from libs.service_kit.telemetry import log
from services.gateway.texts import Code

_NOT_REACHED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_BROKE_OFF = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.CloseError)

Body = bytes | AsyncIterator[bytes] | None


class Upstream:
    """One pool of connections to all services, by name."""

    def __init__(self, services: Mapping[str, str], *, connect: float, seconds: float) -> None:
        self.services = {name: httpx.URL(url) for name, url in services.items()}
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(seconds, connect=connect, pool=connect),
            limits=httpx.Limits(max_connections=400, max_keepalive_connections=100, keepalive_expiry=2),
            follow_redirects=False,
            trust_env=False,
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def send(
        self,
        service: str,
        method: str,
        target: str,
        headers: list[tuple[str, str]],
        body: Body = None,
        *,
        reads: bool | None = None,
    ) -> httpx.Response:
        """The answer, its body still to be read. Raises Refusal: 503 not reached, 502 broken off, 504 too late.

        `reads`: it changes nothing and is sent once more where no answer came; by default a GET without a body.
        """
        url = self.services[service].copy_with(raw_path=target.encode("latin-1"))
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]  # bytes as they came
        again = (method == "GET" and body is None) if reads is None else reads  # a busy service may be late
        while True:
            request = self._client.build_request(method, url, headers=raw, content=body)
            try:
                return await self._client.send(request, stream=True)
            except _NOT_REACHED as error:
                if not again:
                    raise _away(service, error, Code.SERVICE_AWAY) from error
                again = False
            except httpx.TimeoutException as error:
                raise _away(service, error, Code.SERVICE_SILENT) from error
            except _BROKE_OFF as error:
                if not again:
                    raise _away(service, error, Code.SERVICE_BROKE_OFF) from error
                again = False

    async def openapi(self, service: str, headers: list[tuple[str, str]]) -> dict[str, Any] | None:
        """A service's own document, or None when it cannot be had now."""
        url = self.services[service].join("/openapi.json")
        try:
            answer = await self._client.get(url, headers=headers, timeout=5)
            document = answer.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            log.debug("routes.not_learnt", upstream=service, error=type(error).__name__)
            return None
        return document if isinstance(document, dict) else None


def _away(service: str, error: httpx.HTTPError, code: Code) -> Refusal:
    reference = uuid4().hex[:12]
    log.warning("upstream.failed", upstream=service, error=type(error).__name__, code=code, reference=reference)
    refusal = Refusal(code, reference=reference)
    if code is Code.SERVICE_AWAY:
        refusal.add(seconds=1)  # becomes Retry-After
    return refusal
