"""Parameters of an address that are given more than once: one reader takes the first value and another the last."""

from collections.abc import Iterator
from typing import get_args, get_origin

from fastapi import Request
from fastapi.dependencies.models import Dependant

from libs.service_kit.invalid_request import FieldError, InvalidRequest


def refuse_given_twice(request: Request) -> None:
    """Raises InvalidRequest (422) for each parameter of the route that takes one value and has several."""
    query = request.query_params
    if len(query) == len(query.multi_items()):
        return
    names = dict.fromkeys(_single(request.scope["route"].dependant))
    twice = [name for name in names if len(query.getlist(name)) > 1]
    if twice:
        raise InvalidRequest(FieldError((), "given_twice", parameter=name) for name in twice)


def _single(dependant: Dependant) -> Iterator[str]:
    """The names of the parameters that take one value."""
    for field in dependant.query_params:
        annotation = field.field_info.annotation
        if not any(get_origin(part) is list for part in (annotation, *get_args(annotation))):
            yield field.alias
    for each in dependant.dependencies:
        yield from _single(each)
