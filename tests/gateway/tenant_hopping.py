"""Every public endpoint against another tenant's client; the list of endpoints is the assembled OpenAPI document.

`hop` is meant for whatever services stand behind a gateway: it needs the document, a browser signed in as somebody,
and the number of a client that is not his. A new endpoint is in the test from the moment it exists.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx

CLIENT = "{client_id}"


@dataclass(frozen=True)
class Endpoint:
    """One operation of the public document."""

    method: str
    template: str
    parameters: tuple[str, ...]

    def path(self, values: Mapping[str, object]) -> str:
        """The path with these values; a parameter nobody named gets a number that is nobody's."""
        path = self.template
        for name in self.parameters:
            path = path.replace(f"{{{name}}}", str(values.get(name, uuid4())))
        return path


@dataclass(frozen=True)
class Leak:
    """An endpoint that did not say 404."""

    endpoint: Endpoint
    status: int
    answer: str


def endpoints(document: Mapping[str, Any]) -> list[Endpoint]:
    """All operations of an OpenAPI document."""
    found = []
    for template, operations in document["paths"].items():
        names = tuple(part[1:-1] for part in template.split("/") if part.startswith("{"))
        found += [Endpoint(method.upper(), template, names) for method in operations]
    return found


def of_a_client(document: Mapping[str, Any]) -> list[Endpoint]:
    """Those that are about one client."""
    return [endpoint for endpoint in endpoints(document) if CLIENT in endpoint.template]


async def hop(
    browser: httpx.AsyncClient,
    document: Mapping[str, Any],
    headers: Mapping[str, str],
    foreign_client: UUID | str,
    *,
    objects: Mapping[str, object] | None = None,
    bodies: Iterable[Any] = (None, {}),
) -> list[Leak]:
    """Ask every endpoint about a client that is not the caller's; what was not answered 404.

    `objects` names real things of that client by parameter (`document_id`), so that a leak would have something to
    show. `bodies` are tried with every write: neither an empty nor a wrong one may be answered before the tenant is.
    """
    leaks = []
    values = {**(objects or {}), "client_id": foreign_client}
    for endpoint in of_a_client(document):
        for body in bodies if endpoint.method != "GET" else (None,):
            request: dict[str, Any] = {} if body is None else {"json": body}
            async with browser.stream(endpoint.method, endpoint.path(values), headers=headers, **request) as answer:
                if answer.status_code != 404:
                    leaks.append(Leak(endpoint, answer.status_code, await _beginning(answer)))
    return leaks


async def hop_with_own_client(
    browser: httpx.AsyncClient,
    document: Mapping[str, Any],
    headers: Mapping[str, str],
    own_client: UUID | str,
    objects: Mapping[str, object],
) -> list[Leak]:
    """Ask about another client's things under one's own client: 404 as well. Reading only; nothing is changed."""
    leaks = []
    values = {**objects, "client_id": own_client}
    for endpoint in of_a_client(document):
        if endpoint.method == "GET" and set(endpoint.parameters) & set(objects):
            async with browser.stream("GET", endpoint.path(values), headers=headers) as answer:
                if answer.status_code != 404:
                    leaks.append(Leak(endpoint, answer.status_code, await _beginning(answer)))
    return leaks


async def without_sign_in(
    browser: httpx.AsyncClient, document: Mapping[str, Any], open_to_all: Iterable[tuple[str, str]]
) -> list[Leak]:
    """Ask every endpoint as nobody: 401, but for those that are open to all."""
    leaks = []
    for endpoint in endpoints(document):
        if (endpoint.method, endpoint.template) in set(open_to_all):
            continue
        async with browser.stream(endpoint.method, endpoint.path({})) as answer:
            if answer.status_code != 401:
                leaks.append(Leak(endpoint, answer.status_code, await _beginning(answer)))
    return leaks


async def _beginning(answer: httpx.Response) -> str:
    """Enough of an answer to see what leaked; a stream that never ends is not waited for."""
    async for piece in answer.aiter_text():
        return piece[:300]
    return ""
