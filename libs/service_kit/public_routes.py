"""The routes of a service that the gateway shows to the world."""

from collections.abc import Iterable

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from libs.path_templates import PUBLIC, PathTemplate

OF_A_FIRM = "/v1/firms/{firm_id}/connect"
"""Connectors and connections: the same routes as those of a client, for a firm."""


def operation_id(route: APIRoute) -> str:
    """The name of an operation for programs that are made from the document: `listClients` for `list_clients`.

    The routes of a firm that a client has as well say so: `listFirmConnections`.
    """
    first, *rest = route.name.split("_")
    of_firm = ["Firm"] if route.path_format.startswith(OF_A_FIRM) else []
    return "".join([first, *of_firm, *(word.title() for word in rest)])


def check_templates(routes: Iterable[BaseRoute]) -> None:
    """Raises TemplateNotUnderstood for a documented public route that the gateway could not match."""
    for route in routes:
        if isinstance(route, APIRoute) and route.include_in_schema and route.path.startswith(PUBLIC):
            PathTemplate.parse(route.path)
