"""Builds the model from what a reader gathered, without validating twice.

The reader has already converted every text to the exact value that the model keeps (with the same functions), so the
models are built directly; validating them again would cost more than all the rest of reading. A test compares both
ways.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, get_args

from ..party import Part

Record = dict[str, Any]

_set = object.__setattr__


@cache
def builder(model: type[Part]) -> Callable[[Record], Any]:
    """The function that builds this model from a record."""
    defaults = {name: field.get_default(call_default_factory=True) for name, field in model.model_fields.items()}
    parts: dict[str, Callable[[Record], Any]] = {}
    lists: dict[str, Callable[[Record], Any]] = {}
    for name, field in model.model_fields.items():
        inner, many = _part_in(field.annotation)
        if inner is not None:
            (lists if many else parts)[name] = builder(inner)
    special = parts.keys() | lists.keys()

    def build(record: Record) -> Any:
        values = {**defaults, **record}
        for name in special & record.keys():
            if name in parts:
                values[name] = parts[name](record[name])
            else:
                make = lists[name]
                values[name] = tuple([make(item) for item in record[name]])
        made = model.__new__(model)
        _set(made, "__dict__", values)
        _set(made, "__pydantic_fields_set__", set(record))
        _set(made, "__pydantic_extra__", None)
        _set(made, "__pydantic_private__", None)
        return made

    return build


def _part_in(annotation: Any) -> tuple[type[Part] | None, bool]:
    """The model inside a type annotation, and whether it is a tuple of them."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation, False
    many = getattr(annotation, "__origin__", None) is tuple
    for argument in get_args(annotation):
        inner, _ = _part_in(argument)
        if inner is not None:
            return inner, many
    return None, False
