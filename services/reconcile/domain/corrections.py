"""Corrections of users: they replace what was read and are remembered for the counterparty.

When the next document of the same counterparty shows the value that was corrected, or none, the corrected value is
used. A different value is believed: suppliers do change their bank account, and a remembered IBAN must not hide that.

Lines, VAT rows, allowances and the total depend on each other. A user who corrects one of them rarely thinks of the
discount below the lines, so a discount that was read is dropped when the lines add up to the corrected total without
it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from contracts.fields import DocumentFields, DocumentKind, LineFields, Origin, value_of
from libs.refusal import Refusal
from services.reconcile.texts.problems import Code

from .keys import company_digits, counterparty_of
from .names import name_key
from .sums import without_stale_allowances

WHOLE = frozenset({"vat", "lines", "allowances"})
"""Lists that a correction replaces as a whole."""

ADDED_UP = frozenset({"vat", "lines", "total_without_vat"})
"""Fields that allowances lie between: the lines above, the total and the VAT bases below."""

BARE = frozenset({"endpoint", "endpoint_scheme"})
"""Fields of plain text, without origin and confidence."""

REMEMBERED = frozenset(
    f"{party}.{part}"
    for party in ("seller", "buyer")
    for part in ("name", "vat_number", "company_number", "street", "postcode", "city", "country", "email")
) | {"iban", "bic", "currency", "payment_state"}


@dataclass(frozen=True, slots=True)
class RememberedCorrection:
    """A correction on an earlier document of the counterparty."""

    path: str
    was: Any
    value: Any


def corrected(fields: DocumentFields, corrections: Mapping[str, Any]) -> DocumentFields:
    """The fields with the corrections applied, origin `user`; a value of None removes the field.

    Raises Refusal for a path that is no field, and for a value that breaks the rules of its field.
    """
    data = fields.model_dump(mode="json")
    for path, value in corrections.items():
        _put(data, path, value)
    try:
        changed = DocumentFields.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(str(part) for part in first["loc"] if part != "value")
        at = ("fields", next((sent for sent in corrections if f"{path}.".startswith(f"{sent}.")), path))
        raise Refusal(Code.FIELD_REFUSED, field=path, at=at, why=first["type"]) from error
    if "lines" in corrections:
        changed = changed.model_copy(update={"lines": _marked(changed.lines, fields.lines)})
    if changed.allowances and "allowances" not in corrections and not ADDED_UP.isdisjoint(corrections):
        return without_stale_allowances(changed)
    return changed


def read_value(fields: DocumentFields, path: str) -> Any:
    """The present value at a path, as JSON; None when absent."""
    found: Any = fields.model_dump(mode="json")
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found.get("value") if isinstance(found, dict) else found


def corrections_to_apply(fields: DocumentFields, remembered: Iterable[RememberedCorrection]) -> dict[str, Any]:
    """The earlier corrections that apply to a freshly read document; later ones win."""
    return {
        correction.path: correction.value
        for correction in remembered
        if correction.path in REMEMBERED and read_value(fields, correction.path) in (None, correction.was)
    }


def counterparty_key(kind: DocumentKind, fields: DocumentFields) -> str | None:
    """The key of a counterparty: its company number, else its name as read."""
    party = counterparty_of(kind, fields)
    number = company_digits(value_of(party.vat_number) or value_of(party.company_number))
    return number or name_key(value_of(party.name)) or None


def _put(data: dict[str, Any], path: str, value: Any) -> None:
    *parents, last = path.split(".")
    place = data
    for name in parents:
        place = place.get(name) if name in ("seller", "buyer") else None  # type: ignore[assignment]
        if place is None:
            raise Refusal(Code.FIELD_REFUSED, field=path, at=("fields", path), why="unknown_field")
    if last not in place or last in ("seller", "buyer"):
        raise Refusal(Code.FIELD_REFUSED, field=path, at=("fields", path), why="unknown_field")
    if path in WHOLE:
        place[last] = [_of_user(part) for part in value] if isinstance(value, list) else value or []
    elif value is None or last in BARE:
        place[last] = value
    else:
        place[last] = {"value": value, "confidence": 1.0, "origin": Origin.USER.value, "sure": True}


def _of_user(part: Any) -> Any:
    return part | {"origin": Origin.USER.value, "confidence": 1.0} if isinstance(part, dict) else part


def _marked(lines: tuple[LineFields, ...], read: tuple[LineFields, ...]) -> tuple[LineFields, ...]:
    """Lines that a user sent back unchanged, except for a ledger account, keep their origin."""
    if len(lines) != len(read):
        return lines
    return tuple(
        line.model_copy(update={"origin": before.origin}) if _is_unchanged(line, before) else line
        for line, before in zip(lines, read, strict=True)
    )


def _is_unchanged(line: LineFields, before: LineFields) -> bool:
    beside = {"origin": before.origin, "ledger_account": before.ledger_account}
    return line.model_copy(update=beside) == before
