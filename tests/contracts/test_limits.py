"""No field of an event is without a limit, and what documents really hold fits into a message of Kafka."""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

import pytest

from contracts.catalogue import CATALOGUE
from contracts.envelope import Envelope
from contracts.events.extraction import DocumentExtracted
from contracts.fields import DocumentFields, LineFields, Origin, PartyFields, Read, VatCategory, VatRow
from contracts.generate import event_schema
from contracts.registry import Event
from libs.service_kit.settings import KitSettings
from tests.contracts.builders import Json, every_version, example

BOUNDED = {"date", "date-time", "uuid", "eu-vat-number", "iban", "be-ogm-vcs", "iso-11649"}
"""Formats whose values have a length of their own."""


def without_limit(schema: Json, definitions: Json, path: str = "") -> Iterator[str]:
    """The places in a schema where a text, a list or a map may be of any size."""
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    for choice in schema.get("anyOf", []):
        yield from without_limit(choice, definitions, path)
    if schema.get("type") == "string" and not _is_bounded(schema):
        yield path
    if schema.get("type") == "array":
        if "maxItems" not in schema:
            yield f"{path}[]"
        yield from without_limit(schema["items"], definitions, f"{path}[]")
    if isinstance(schema.get("additionalProperties"), dict):
        if "maxProperties" not in schema or "propertyNames" not in schema:
            yield f"{path}{{}}"
        yield from without_limit(schema["additionalProperties"], definitions, f"{path}.*")
    for name, field in schema.get("properties", {}).items():
        yield from without_limit(field, definitions, f"{path}.{name}")


def _is_bounded(schema: Json) -> bool:
    endless = any(sign in schema.get("pattern", "*").replace(r"\.", "") for sign in "*+")
    return bool({"maxLength", "enum", "const"} & schema.keys()) or schema.get("format") in BOUNDED or not endless


@pytest.mark.parametrize("cls", every_version(CATALOGUE), ids=lambda cls: cls.type())
def test_every_text_and_every_list_of_an_event_has_a_limit(cls: type[Event]) -> None:
    schema = event_schema(cls)

    assert list(without_limit(schema, schema.get("$defs", {}))) == []


@pytest.mark.parametrize(
    "field",
    [
        {"type": "string"},
        {"type": "string", "pattern": "^[A-Z]+$"},
        {"type": "array", "items": {"type": "string", "maxLength": 5}},
        {"type": "array", "maxItems": 5, "items": {"type": "string"}},
        {"type": "object", "additionalProperties": {"type": "string", "maxLength": 5}},
        {"anyOf": [{"$ref": "#/$defs/Line"}, {"type": "null"}]},
    ],
)
def test_a_field_without_a_limit_is_found(field: Json) -> None:
    line = {"type": "object", "properties": {"name": {"type": "string"}}}

    assert list(without_limit({"properties": {"field": field}}, {"Line": line}))


def test_an_invoice_of_five_thousand_lines_fits_with_room_for_its_release() -> None:
    line = LineFields(
        name="Roggemeel, zak 25 kg", unit_price=Decimal(20), net=Decimal("20.00"),
        category=VatCategory.STANDARD, rate=Decimal(6), origin=Origin.EMBEDDED,
    )  # fmt: skip
    event = extracted(DocumentFields(lines=(line,) * 5_000))

    assert size_of(event) < 0.9 * KitSettings().kafka_largest_message


def test_long_texts_everywhere_but_in_the_lines_fit_several_times() -> None:
    name = Read(value="x" * 500, confidence=1, origin=Origin.TEXT)
    text = Read(value="x" * 5_000, confidence=1, origin=Origin.TEXT)
    party = PartyFields(name=name, street=name, city=name, email=name, company_number=name, endpoint="x" * 500)
    row = VatRow(category=VatCategory.EXEMPT, rate=Decimal(0), base=Decimal(1), vat=Decimal(0))
    event = extracted(
        DocumentFields(seller=party, buyer=party, number=name, note=text, payment_text=text, vat=(row,) * 100)
    )

    assert size_of(event) * 10 < KitSettings().kafka_largest_message


def extracted(fields: DocumentFields) -> DocumentExtracted:
    data = example("document.extracted.v1") | {"client_id": str(UUID(int=1))}
    return DocumentExtracted.model_validate(data | {"fields": fields})


def size_of(event: Event) -> int:
    return len(Envelope.wrap(event, source="serein/ocr_extract").encode())
