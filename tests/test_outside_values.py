"""Every value that a route takes from outside has a type with limits: no bare text, number, day or object."""

import importlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

import pytest
from annotated_types import Ge, Gt, Le, Lt
from fastapi import APIRouter, UploadFile
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import AfterValidator, BaseModel, SecretStr
from pydantic.fields import FieldInfo

from cli.installation import SERVICES
from libs.outside_text import Form, Loose, Text
from libs.service_kit.paging import Cursor, CursorText

LIMITED_BY_THEMSELVES = (bool, UUID, Enum, UploadFile)


def bare(annotation: Any, metadata: tuple[Any, ...] = (), place: str = "") -> Iterator[str]:
    """The places in a type where a value without limits would be accepted."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from bare(parts[0], (*parts[1:], *metadata), place)
    elif origin in (Union, UnionType):
        for part in parts:
            yield from bare(part, metadata, place)
    elif origin in (list, tuple, set, frozenset):
        for part in parts:
            yield from () if part is Ellipsis else bare(part, (), f"{place}[]")
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            yield from bare(field.annotation, tuple(field.metadata), f"{place}.{name}")
    elif not _has_limits(annotation, origin, _flat(metadata)):
        yield f"{place}: {annotation}"


def _flat(metadata: tuple[Any, ...]) -> list[Any]:
    return [part for each in metadata for part in (each.metadata if isinstance(each, FieldInfo) else [each])]


def _has_limits(annotation: Any, origin: Any, metadata: list[Any]) -> bool:
    kinds = {type(each) for each in metadata}
    if annotation is NoneType or origin is Literal:
        return True
    if annotation in (str, SecretStr):
        return bool(kinds & {Text, CursorText})
    if annotation in (int, float, date, datetime):
        return bool(kinds & {Ge, Gt}) and bool(kinds & {Le, Lt})
    if annotation is Decimal:
        return AfterValidator in kinds
    if origin is dict or annotation in (dict, Any, object):
        return Loose in kinds
    return isinstance(annotation, type) and issubclass(annotation, LIMITED_BY_THEMSELVES)


def inputs(dependant: Dependant) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    """What a route and its dependencies take from a request: name, type and constraints."""
    for group in ("path_params", "query_params", "header_params", "cookie_params", "body_params"):
        for field in getattr(dependant, group):
            yield (
                f"{group.removesuffix('_params')} {field.name}",
                field.field_info.annotation,
                tuple(field.field_info.metadata),
            )
    for inner in dependant.dependencies:
        yield from inputs(inner)


def faults(router: APIRouter) -> list[str]:
    return [
        f"{min(route.methods or ())} {route.path} {fault}"
        for route in router.routes
        if isinstance(route, APIRoute) and "{path:path}" not in route.path
        for name, annotation, metadata in inputs(route.dependant)
        for fault in bare(annotation, metadata, name)
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_no_route_takes_a_value_without_limits(service: str) -> None:
    app = importlib.import_module(f"services.{service}.app").app

    assert [fault for router in app.routers for fault in faults(router)] == []


class Loosely(BaseModel):
    text: str
    texts: list[str] = []
    number: int = 0
    when: date | None = None
    money: Decimal = Decimal(0)
    anything: dict[str, Any] = {}
    secret: SecretStr | None = None


class Strictly(BaseModel):
    text: Annotated[str, Text(5)]
    anything: Form = {}


def test_the_test_itself_finds_a_bare_value() -> None:
    router = APIRouter()

    @router.post("/v1/{name}")
    async def loose(name: str, body: Strictly, q: str | None = None, number: int = 0, cursor: Cursor = None) -> None:
        """Nothing."""

    assert [fault.partition(":")[0] for fault in faults(router)] == [
        "POST /v1/{name} path name",
        "POST /v1/{name} query q",
        "POST /v1/{name} query number",
    ]
    assert [fault.partition(":")[0] for fault in bare(Loosely)] == [
        ".text",
        ".texts[]",
        ".number",
        ".when",
        ".money",
        ".anything",
        ".secret",
    ]
