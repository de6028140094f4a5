"""Marks values that a user must check."""

from typing import Any, TypeVar

from contracts.fields import DocumentFields, PartyFields, Read

DOUBTED = 0.3

Fields = TypeVar("Fields", DocumentFields, PartyFields)


def doubted(read: Read[Any]) -> Read[Any]:
    """The value without its proof, with a confidence too low to be used."""
    return read.model_copy(update={"sure": False, "confidence": min(read.confidence, DOUBTED)})


def all_doubted(fields: Fields) -> Fields:
    """Every value without its proof; lines and VAT rows, which prove each other, are left out."""
    changes: dict[str, Any] = {}
    for name, value in fields:
        if isinstance(value, Read):
            changes[name] = doubted(value)
        elif isinstance(value, PartyFields):
            changes[name] = all_doubted(value)
        elif isinstance(value, tuple):
            changes[name] = ()
    return fields.model_copy(update=changes)
