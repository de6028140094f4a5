"""The public API, used as a user's program would use it."""

import asyncio
from collections.abc import Iterable
from typing import Any, Self
from uuid import uuid4

import httpx


class ApiRefused(Exception):
    """The API answered with an error; the message contains its own words."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        super().__init__(f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text[:500]}")


class Api:
    """A client of the API, signed in as one user or as nobody."""

    def __init__(self, url: str, token: str | None = None) -> None:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self._http = httpx.AsyncClient(base_url=url, headers=headers, timeout=60)
        self._url = url

    async def sign_in(self, email: str, password: str) -> "Api":
        """A new client, signed in as this user."""
        answer = await self.post("/v1/sessions", {"email": email, "password": password})
        return Api(self._url, answer["token"])

    async def get(self, path: str, **params: Any) -> Any:
        """GET; returns the JSON of the answer. Raises ApiRefused."""
        return self._content(await self._http.get(path, params=params))

    async def post(self, path: str, body: Any = None) -> Any:
        """POST with an Idempotency-Key, so that it may be repeated."""
        return self._content(await self._http.post(path, json=body, headers={"idempotency-key": str(uuid4())}))

    async def put(self, path: str, body: Any) -> Any:
        """PUT with an Idempotency-Key."""
        return self._content(await self._http.put(path, json=body, headers={"idempotency-key": str(uuid4())}))

    async def send(self, path: str, files: Iterable[tuple[str, bytes, str]]) -> Any:
        """Upload files (name, content, media type) in one request."""
        form = [("files", file) for file in files]
        return self._content(await self._http.post(path, files=form, headers={"idempotency-key": str(uuid4())}))

    async def everything(self, path: str, **params: Any) -> list[dict[str, Any]]:
        """All pages of a list."""
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            page = await self.get(path, limit=200, **params, **({"cursor": cursor} if cursor else {}))
            found += page["items"]
            cursor = page["next"]
            if cursor is None:
                return found

    async def until_up(self, path: str = "/v1/openapi.json", *, wants: str) -> None:
        """Wait until the gateway has learnt this route from its service. Raises TimeoutError."""
        async with asyncio.timeout(60):
            while True:
                answer = await self._http.get(path)
                if answer.status_code == 200 and wants in answer.text:
                    return
                await asyncio.sleep(0.1)

    @staticmethod
    def _content(answer: httpx.Response) -> Any:
        if answer.status_code >= 400:
            raise ApiRefused(answer)
        return answer.json() if answer.content else None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()
