"""Which service answers a method and a path, read from the services' OpenAPI documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from libs.path_templates import PUBLIC, PathTemplate, TemplateNotUnderstood
from libs.terms import USUAL, Terms, terms_in

METHODS = ("get", "post", "put", "patch", "delete")
WRITES = ("POST", "PUT", "PATCH", "DELETE")

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Route:
    """One operation of one service; `template` is the path as OpenAPI writes it."""

    method: str
    template: str
    service: str
    parsed: PathTemplate = field(compare=False, repr=False)
    terms: Terms = USUAL

    @property
    def shape(self) -> tuple[str, str]:
        """The method, and the path without the names of its parameters: routes of one shape are the same."""
        return self.method, self.parsed.shape


@dataclass(frozen=True)
class Conflict:
    """Two services claim an operation; the first keeps it until the conflict is solved."""

    route: Route
    also: str


@dataclass(frozen=True)
class Unroutable:
    """An operation that a service documents and nobody can call: its template is not understood."""

    service: str
    template: str


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
    unroutable: tuple[Unroutable, ...] = ()
    _by_length: dict[int, list[Route]] = field(default_factory=dict, repr=False)

    def match(self, method: str, path: str) -> Match | None:
        """The route of this request, or None."""
        return next((match for match in self._matches(path) if match.route.method == method), None)

    def methods(self, path: str) -> list[str]:
        """The methods that this path allows."""
        return sorted({match.route.method for match in self._matches(path)})

    def _matches(self, path: str) -> Iterator[Match]:
        segments = path.split("/")[1:]
        for route in self._by_length.get(len(segments), ()):
            if (parameters := route.parsed.match(segments)) is not None:
                yield Match(route, parameters)


def routes_of(service: str, document: Document) -> tuple[list[Route], list[Unroutable]]:
    """The public operations in a service's document, and those that cannot be routed."""
    routes, unroutable = [], []
    for template, operations in document.get("paths", {}).items():
        if not template.startswith(PUBLIC):
            continue
        try:
            parsed = PathTemplate.parse(template)
        except TemplateNotUnderstood:
            unroutable.append(Unroutable(service, template))
            continue
        routes += [
            Route(method.upper(), template, service, parsed, terms_in(operation, method.upper()))
            for method, operation in operations.items()
            if method in METHODS
        ]
    return routes, unroutable


def routing_table(documents: Mapping[str, Document]) -> RoutingTable:
    """One table of all services; the order of the documents decides who keeps a route that two claim."""
    kept: dict[tuple[str, str], Route] = {}
    conflicts = []
    unroutable: list[Unroutable] = []
    for service, document in documents.items():
        routes, others = routes_of(service, document)
        unroutable += others
        for route in routes:
            first = kept.setdefault(route.shape, route)
            if first.service != service:
                conflicts.append(Conflict(first, service))
    by_length: dict[int, list[Route]] = {}
    for route in sorted(kept.values(), key=lambda route: (route.parsed.freedom, route.template)):
        by_length.setdefault(len(route.parsed.segments), []).append(route)
    return RoutingTable(tuple(kept.values()), tuple(conflicts), tuple(unroutable), by_length)


def plain_path(raw: str) -> str | None:
    """The path with its escapes undone, or None when it is not plain (`..`, empty or hidden segments)."""
    segments = raw.split("/")[1:]
    shown = [unquote(segment) for segment in segments]
    if any(segment in ("", ".", "..") or "/" in segment or "\\" in segment or "\0" in segment for segment in shown):
        return None
    return "/" + "/".join(shown)
