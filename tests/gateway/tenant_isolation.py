"""Checks every public endpoint against another tenant's client; the endpoints come from the merged OpenAPI document.

The checks work for any services behind a gateway. They need the document, the headers of a signed-in user, and the id
of a client that is not theirs. A new endpoint is covered as soon as it exists.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx

CLIENT = "{client_id}"


@dataclass(frozen=True)
class Endpoint:
    """One operation of the public OpenAPI document."""

    method: str
    template: str
    parameters: tuple[str, ...]

    def path(self, values: Mapping[str, object]) -> str:
        """Returns the path with these values; a parameter without value gets a random id."""
        path = self.template
        for name in self.parameters:
            path = path.replace(f"{{{name}}}", str(values.get(name, uuid4())))
        return path


@dataclass(frozen=True)
class Leak:
    """An endpoint that did not refuse the request, with its answer."""

    endpoint: Endpoint
    status: int
    answer: str


def endpoints(document: Mapping[str, Any]) -> list[Endpoint]:
    """Returns all operations of an OpenAPI document."""
    found = []
    for template, operations in document["paths"].items():
        names = tuple(part[1:-1] for part in template.split("/") if part.startswith("{"))
        found += [Endpoint(method.upper(), template, names) for method in operations]
    return found


def endpoints_of_a_client(document: Mapping[str, Any]) -> list[Endpoint]:
    """Returns the operations about one client."""
    return [endpoint for endpoint in endpoints(document) if CLIENT in endpoint.template]


async def leaks_of_foreign_client(
    browser: httpx.AsyncClient,
    document: Mapping[str, Any],
    headers: Mapping[str, str],
    foreign_client: UUID | str,
    *,
    objects: Mapping[str, object] | None = None,
    bodies: Iterable[Any] = (None, {}),
) -> list[Leak]:
    """Returns the endpoints that do not answer 404 about a client that is not the caller's.

    `objects` gives ids of real objects of that client by parameter (`document_id`), so that a leak would have data to
    show. Every write is sent with each of `bodies`: the tenant must be checked before the body.
    """
    leaks = []
    values = {**(objects or {}), "client_id": foreign_client}
    for endpoint in endpoints_of_a_client(document):
        for body in bodies if endpoint.method != "GET" else (None,):
            request: dict[str, Any] = {} if body is None else {"json": body}
            async with browser.stream(endpoint.method, endpoint.path(values), headers=headers, **request) as answer:
                if answer.status_code != 404:
                    leaks.append(Leak(endpoint, answer.status_code, await _beginning(answer)))
    return leaks


async def leaks_of_foreign_objects(
    browser: httpx.AsyncClient,
    document: Mapping[str, Any],
    headers: Mapping[str, str],
    own_client: UUID | str,
    objects: Mapping[str, object],
) -> list[Leak]:
    """Returns the reads that show another client's objects under the caller's own client; each must answer 404."""
    leaks = []
    values = {**objects, "client_id": own_client}
    for endpoint in endpoints_of_a_client(document):
        if endpoint.method == "GET" and set(endpoint.parameters) & set(objects):
            async with browser.stream("GET", endpoint.path(values), headers=headers) as answer:
                if answer.status_code != 404:
                    leaks.append(Leak(endpoint, answer.status_code, await _beginning(answer)))
    return leaks


async def leaks_without_sign_in(
    browser: httpx.AsyncClient, document: Mapping[str, Any], open_to_all: Iterable[tuple[str, str]]
) -> list[Leak]:
    """Returns the endpoints that do not answer 401 without a sign-in, except those in `open_to_all`."""
    leaks = []
    for endpoint in endpoints(document):
        if (endpoint.method, endpoint.template) in set(open_to_all):
            continue
        async with browser.stream(endpoint.method, endpoint.path({})) as answer:
            if answer.status_code != 401:
                leaks.append(Leak(endpoint, answer.status_code, await _beginning(answer)))
    return leaks


async def _beginning(answer: httpx.Response) -> str:
    """Returns the first 300 characters of an answer; a stream that never ends is not awaited."""
    async for piece in answer.aiter_text():
        return piece[:300]
    return ""
