"""The routes of a service that the gateway shows to the world.

Each has a name for programs that are made from the document: `@router.get("/clients", operation_id="listClients")`. It
is written at the route and is part of the contract: the function may be called otherwise tomorrow, the name stays.
Schemas are named by their model (`ClientView`), so a model of the API keeps its name too; docs/api/openapi.json is
checked in, and `python -m docs.generate` refuses to break it.
"""

from collections.abc import Iterable

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from libs.path_templates import PUBLIC, PathTemplate


class OperationWithoutName(Exception):
    """A documented public route has no `operation_id`: programs made from the document would be named by our code."""


def check_public_routes(routes: Iterable[BaseRoute]) -> None:
    """Check the documented public routes of a service.

    Raises TemplateNotUnderstood for one that the gateway could not match, OperationWithoutName for one without a name.
    """
    for route in routes:
        if isinstance(route, APIRoute) and route.include_in_schema and route.path.startswith(PUBLIC):
            PathTemplate.parse(route.path)
            if not route.operation_id:
                raise OperationWithoutName(f"{', '.join(sorted(route.methods or ()))} {route.path}")
