"""The routes of a service that the gateway shows to the world."""

from collections.abc import Iterable

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from libs.path_templates import PUBLIC, PathTemplate


def check_templates(routes: Iterable[BaseRoute]) -> None:
    """Raises TemplateNotUnderstood for a documented public route that the gateway could not match."""
    for route in routes:
        if isinstance(route, APIRoute) and route.include_in_schema and route.path.startswith(PUBLIC):
            PathTemplate.parse(route.path)
