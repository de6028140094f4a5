"""The terms of an operation (see `libs.terms`), stated beside its route and read from it."""

from collections.abc import Iterator, Sequence
from typing import Any

from fastapi import params
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import BaseRoute

from libs.terms import AUDIT_KEY, BODY_KEY, CONFIRMED_KEY, COST_KEY, RIGHT_KEY, SMALL_BODY, UPLOAD_BODY, Cost, Terms


def stated(
    *,
    largest_body: int | None = None,
    cost: Cost | None = None,
    audit: str | None = None,
    confirmed: bool | None = None,
) -> dict[str, Any]:
    """The terms of an operation where they are not the usual ones, for its `openapi_extra`."""
    terms = ((BODY_KEY, largest_body), (COST_KEY, cost), (AUDIT_KEY, audit), (CONFIRMED_KEY, confirmed))
    return {name: value for name, value in terms if value is not None}


def terms_of(route: BaseRoute | None, method: str) -> Terms:
    """The terms of a route: those stated beside it, otherwise the usual ones for what it takes."""
    if not isinstance(route, APIRoute):
        return Terms(cost=Cost.READ if method == "GET" else Cost.WRITE)
    extra = route.openapi_extra or {}
    is_upload = takes_files(route)
    usual = Cost.UPLOAD if is_upload else Cost.READ if method == "GET" else Cost.WRITE
    return Terms(
        largest_body=extra.get(BODY_KEY, UPLOAD_BODY if is_upload else SMALL_BODY),
        cost=Cost(extra.get(COST_KEY, usual)),
        right=next(_rights(route.dependant), None),
        audit=extra.get(AUDIT_KEY),
        confirmed=extra.get(CONFIRMED_KEY) is True,
    )


def takes_files(route: BaseRoute | None) -> bool:
    """Whether a route reads its body as a form of several parts."""
    return (
        isinstance(route, APIRoute)
        and route.body_field is not None
        and isinstance(route.body_field.field_info, params.File | params.Form)
    )


def show_terms(document: dict[str, Any], routes: Sequence[BaseRoute]) -> None:
    """Write the terms of every operation into the OpenAPI document of these routes."""
    for context in iter_route_contexts(routes):
        for method, operation in document.get("paths", {}).get(context.path_format, {}).items():
            if method.upper() in (context.methods or ()):
                terms = terms_of(context.original_route, method.upper())
                operation[COST_KEY] = terms.cost.value
                if "requestBody" in operation:
                    operation[BODY_KEY] = terms.largest_body
                if terms.right is not None:
                    operation[RIGHT_KEY] = terms.right


def _rights(dependant: Dependant) -> Iterator[str]:
    """The rights that a route's dependencies ask for; see `http.allowed`."""
    for each in dependant.dependencies:
        right = getattr(each.call, "right", None)
        if isinstance(right, str):
            yield right
        yield from _rights(each)
