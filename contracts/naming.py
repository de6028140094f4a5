"""Names for the schemas of generic models: `Iban` for what a `Read[Iban]` holds, and not how an IBAN is checked."""

from collections.abc import Mapping
from typing import Annotated, Any, get_origin

from pydantic import TypeAdapter

from contracts import values

Json = Mapping[str, Any]


def value_name(value: Json) -> str | None:
    """The name in `contracts.values` of what a `Read` holds, or of its plain type; None if it has more rules."""
    shape = {keyword: part for keyword, part in value.items() if keyword != "title"}
    for name, alias in vars(values).items():
        if get_origin(alias) is Annotated and TypeAdapter(alias).json_schema() == shape:
            return name
    if shape.keys() == {"$ref"}:
        return str(shape["$ref"].rpartition("/")[2])
    return str(shape.get("format", shape["type"])) if shape.keys() <= {"type", "format"} else None
