"""The public API, used as a user's program would use it: what it says may be sent again is sent again."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Self
from uuid import uuid4

import httpx

from cli.language import spoken
from cli.texts import CliCode
from libs.refusal import Refusal

AGAIN = {409, 425, 429, 502, 503, 504}
"""The states that may go away by themselves; a 409 only with Retry-After: the same request is still at work."""

PATIENCE = 120.0
LONGEST_PAUSE = 10.0


class ApiRefused(Refusal):
    """The API answered with an error; the message contains its own words."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        super().__init__(CliCode.API_REFUSED, reason=_words_of(answer))

    def __str__(self) -> str:
        """What was asked, and the answer."""
        asked = self.answer.request
        return f"{asked.method} {asked.url.path}: {self.answer.status_code} {self.params['reason']}"


class ApiAway(Refusal):
    """Nobody answers at the address, or not in time."""


class Api:
    """A client of the API, signed in as one user or as nobody. Answers are in the language of the command's user."""

    def __init__(
        self,
        url: str,
        token: str | None = None,
        *,
        patience: float = PATIENCE,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`patience` is how long a request that the API asks to repeat is repeated, in seconds; `sleep` pauses."""
        headers = {"accept-language": spoken()} | ({"authorization": f"Bearer {token}"} if token else {})
        self._http = httpx.AsyncClient(base_url=url, headers=headers, timeout=60, trust_env=False)
        self._url, self._patience, self._sleep = url, patience, sleep

    async def sign_in(self, email: str, password: str) -> "Api":
        """A new client, signed in as this user."""
        answer = await self.post("/v1/sessions", {"email": email, "password": password})
        return Api(self._url, answer["token"], patience=self._patience, sleep=self._sleep)

    async def get(self, path: str, **params: Any) -> Any:
        """GET; returns the JSON of the answer. Raises ApiRefused, ApiAway."""
        return await self._answer(self._http.build_request("GET", path, params=params))

    async def post(self, path: str, body: Any = None) -> Any:
        """POST with an Idempotency-Key, so that it may be repeated."""
        return await self._answer(self._http.build_request("POST", path, json=body, headers=_key()))

    async def put(self, path: str, body: Any) -> Any:
        """PUT with an Idempotency-Key."""
        return await self._answer(self._http.build_request("PUT", path, json=body, headers=_key()))

    async def send(self, path: str, files: Iterable[tuple[str, bytes, str]]) -> Any:
        """Upload files (name, content, media type) in one request."""
        form = [("files", file) for file in files]
        return await self._answer(self._http.build_request("POST", path, files=form, headers=_key()))

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

    async def _answer(self, request: httpx.Request) -> Any:
        """Send the request until it has a final answer, byte for byte the same each time, as its key demands."""
        await request.aread()
        deadline, pause = time.monotonic() + self._patience, 0.2
        while True:
            answer, error = await self._sent(request)
            if answer is not None and not _may_be_repeated(answer):
                return _content(answer)
            wait = _pause(answer, pause)
            if time.monotonic() + wait > deadline:
                if answer is None:
                    raise ApiAway(CliCode.API_AWAY, address=self._url) from error
                return _content(answer)
            await self._sleep(wait)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _sent(self, request: httpx.Request) -> tuple[httpx.Response | None, httpx.TransportError | None]:
        try:
            return await self._http.send(request), None
        except httpx.TransportError as error:
            return None, error

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()


def _key() -> dict[str, str]:
    return {"idempotency-key": str(uuid4())}


def _may_be_repeated(answer: httpx.Response) -> bool:
    return answer.status_code in AGAIN and (answer.status_code != 409 or "retry-after" in answer.headers)


def _pause(answer: httpx.Response | None, pause: float) -> float:
    """What the answer asks for (seconds), otherwise ours; a little more, so that not everybody comes back at once."""
    asked = answer.headers.get("retry-after", "") if answer is not None else ""
    return (float(asked) if asked.isdecimal() else pause) + random.uniform(0, 0.1)


def _content(answer: httpx.Response) -> Any:
    if answer.status_code >= 400:
        raise ApiRefused(answer)
    return answer.json() if answer.content else None


def _words_of(answer: httpx.Response) -> str:
    """The words of a problem (RFC 9457), or what there is."""
    try:
        problem = answer.json()
    except ValueError:
        problem = None
    if isinstance(problem, dict) and problem.get("detail"):
        return str(problem["detail"])
    return f"{answer.status_code} {answer.text[:300]}"
