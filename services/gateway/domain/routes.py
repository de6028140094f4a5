"""Which service answers a method and a path, read from the services' OpenAPI documents."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

METHODS = ("get", "post", "put", "patch", "delete")
WRITES = ("POST", "PUT", "PATCH", "DELETE")
PUBLIC = "/v1/"
_PARAMETER = re.compile(r"\{(\w+)\}")

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Route:
    """One operation of one service; `template` is the path as OpenAPI writes it."""

    method: str
    template: str
    service: str

    @property
    def shape(self) -> tuple[str, str]:
        """The method, and the path without the names of its parameters: routes of one shape are the same."""
        return self.method, _PARAMETER.sub("{}", self.template)


@dataclass(frozen=True)
class Conflict:
    """Two services claim an operation; the first keeps it until the conflict is solved."""

    route: Route
    also: str


@dataclass(frozen=True)
class Match:
    """The route of a request and the values of its parameters."""

    route: Route
    parameters: dict[str, str]


@dataclass(frozen=True)
class RoutingTable:
    """All routes by number of path segments, the most literal first."""

    routes: tuple[Route, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    _by_length: dict[int, list[tuple[Route, tuple[str, ...]]]] = field(default_factory=dict, repr=False)

    def match(self, method: str, path: str) -> Match | None:
        """The route of this request, or None."""
        return next((match for match in self._matches(path) if match.route.method == method), None)

    def methods(self, path: str) -> list[str]:
        """The methods that this path allows."""
        return sorted({match.route.method for match in self._matches(path)})

    def _matches(self, path: str) -> Iterator[Match]:
        segments = tuple(path.split("/"))
        for route, wanted in self._by_length.get(len(segments), ()):
            if (parameters := _fits(wanted, segments)) is not None:
                yield Match(route, parameters)


def _fits(wanted: tuple[str, ...], segments: tuple[str, ...]) -> dict[str, str] | None:
    parameters = {}
    for expected, found in zip(wanted, segments, strict=True):
        if parameter := _PARAMETER.fullmatch(expected):
            if not found:
                return None
            parameters[parameter[1]] = found
        elif expected != found:
            return None
    return parameters


def routes_of(service: str, document: Document) -> list[Route]:
    """The public operations in a service's document."""
    return [
        Route(method.upper(), template, service)
        for template, operations in document.get("paths", {}).items()
        if template.startswith(PUBLIC)
        for method in operations
        if method in METHODS
    ]


def routing_table(documents: Mapping[str, Document]) -> RoutingTable:
    """One table of all services; the order of the documents decides who keeps a route that two claim."""
    kept: dict[tuple[str, str], Route] = {}
    conflicts = []
    for service, document in documents.items():
        for route in routes_of(service, document):
            first = kept.setdefault(route.shape, route)
            if first.service != service:
                conflicts.append(Conflict(first, service))
    by_length: dict[int, list[tuple[Route, tuple[str, ...]]]] = {}
    for route in sorted(kept.values(), key=_literal_first):
        segments = tuple(route.template.split("/"))
        by_length.setdefault(len(segments), []).append((route, segments))
    return RoutingTable(tuple(kept.values()), tuple(conflicts), by_length)


def _literal_first(route: Route) -> tuple[list[bool], str]:
    """`/v1/clients/archive` goes before `/v1/clients/{client_id}`."""
    return [bool(_PARAMETER.fullmatch(segment)) for segment in route.template.split("/")], route.template


def plain_path(raw: str) -> str | None:
    """The path with its escapes undone, or None when it is not plain (`..`, empty or hidden segments)."""
    segments = raw.split("/")[1:]
    shown = [unquote(segment) for segment in segments]
    if any(segment in ("", ".", "..") or "/" in segment or "\\" in segment or "\0" in segment for segment in shown):
        return None
    return "/" + "/".join(shown)
