"""The public API for a program that repeats a request with the same key until it is answered."""

import asyncio
from typing import Any, Self
from uuid import uuid4

import httpx

from tests.faults.load import Upload
from tests.faults.timeline import Timeline

_RETRIED_STATUSES = (408, 425, 429)
_SECONDS = 300


class FinallyRefused(Exception):
    """The API gave a final refusal, which no fault may cause."""


class PublicApi:
    """A client that signs in once; its session is in the database and outlives every process."""

    def __init__(self, url: str, token: str, timeline: Timeline) -> None:
        self._http = httpx.AsyncClient(
            base_url=url, headers={"authorization": f"Bearer {token}", "accept-language": "en"}, timeout=20
        )
        self._timeline = timeline
        self.requests = 0

    @classmethod
    async def open(cls, url: str, email: str, password: str, timeline: Timeline) -> Self:
        """Sign in."""
        async with httpx.AsyncClient(base_url=url, timeout=20) as http:
            answer = await http.post("/v1/sessions", json={"email": email, "password": password})
        return cls(url, answer.raise_for_status().json()["token"], timeline)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def send(self, base: str, upload: Upload) -> Any:
        """Upload one file; returns the answer for it."""
        place = "bank-statements" if upload.is_statement else "documents"
        request = {
            "files": [("files", (upload.filename, upload.content, upload.media_type))],
            "headers": {"idempotency-key": str(uuid4())},
        }
        return (await self._until_answered("POST", f"{base}/{place}", **request))["results"][0]

    async def everything(self, path: str, **params: Any) -> list[dict[str, Any]]:
        """All pages of a list."""
        found: list[dict[str, Any]] = []
        cursor: dict[str, str] = {}
        while True:
            page = await self._until_answered("GET", path, params={"limit": 200, **params, **cursor})
            found += page["items"]
            if page["next"] is None:
                return found
            cursor = {"cursor": page["next"]}

    async def _until_answered(self, method: str, path: str, **request: Any) -> Any:
        async with asyncio.timeout(_SECONDS):
            while True:
                self.requests += 1
                try:
                    answer = await self._http.request(method, path, **request)
                except httpx.TransportError:
                    await asyncio.sleep(0.2)
                    continue
                if answer.is_success:
                    return answer.json()
                if not _may_be_retried(answer):
                    self._timeline.note("refused", path=path, status=answer.status_code, answer=answer.text[:500])
                    raise FinallyRefused(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
                await asyncio.sleep(0.2)


def _may_be_retried(answer: httpx.Response) -> bool:
    """Whether a client may repeat the request: after our failures, and while it is still being processed."""
    if answer.status_code >= 500 or answer.status_code in _RETRIED_STATUSES:
        return True
    return answer.status_code == 409 and "request_in_progress" in answer.text
