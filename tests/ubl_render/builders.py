"""Releases with good defaults: a Belgian purchase invoice of 121 euros."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from contracts.events.client import Address
from contracts.events.release import ClientCard, DocumentReleased, ReleaseCause
from contracts.fields import DocumentFields, DocumentKind, Origin, PartyFields, Read, Route, VatCategory, VatRow

PDF = (Path(__file__).parent / "golden" / "document.pdf").read_bytes()


def read(value: Any, origin: Origin = Origin.TEXT) -> Read[Any]:
    """Returns a value that was read with certainty."""
    return Read(value=value, confidence=0.99, origin=origin, sure=True)


def seller(**more: Any) -> PartyFields:
    """Returns a seller as an invoice shows it."""
    values = {
        "name": read("Drukkerij Verhaegen & Zonen bv"),
        "vat_number": read("BE0403170701"),
        "street": read("Stationsstraat 12"),
        "postcode": read("9000"),
        "city": read("Gent"),
        "country": read("BE"),
    }
    return PartyFields(**(values | more))


def fields(**more: Any) -> DocumentFields:
    """Returns the fields of an invoice of 100 euros and 21 % VAT."""
    values: dict[str, Any] = {
        "number": read("2026-0042"),
        "issue_date": read(date(2026, 3, 2)),
        "due_date": read(date(2026, 4, 1)),
        "currency": read("EUR"),
        "seller": seller(),
        "iban": read("BE68539007547034"),
        "structured_communication": read("090933755493"),
        "total_without_vat": read(Decimal("100.00")),
        "total_vat": read(Decimal("21.00")),
        "total_with_vat": read(Decimal("121.00")),
        "vat": (row("21", "100.00", "21.00"),),
    }
    return DocumentFields(**(values | more))


def row(rate: str, base: str, vat: str, category: VatCategory = VatCategory.STANDARD, **more: Any) -> VatRow:
    """Returns one row of the VAT breakdown."""
    return VatRow(category=category, rate=Decimal(rate), base=Decimal(base), vat=Decimal(vat), **more)


def release(client_id: UUID | None = None, **more: Any) -> DocumentReleased:
    """Returns the release of a document."""
    values: dict[str, Any] = {
        "client_id": client_id or uuid4(),
        "release_id": uuid4(),
        "document_id": uuid4(),
        "cause": ReleaseCause.LINKED,
        "kind": DocumentKind.PURCHASE_INVOICE,
        "route": Route.PURCHASE,
        "package": "octopus",
        "client": ClientCard(
            name="Bakkerij De Korenaar bv",
            vat_number="BE0417497106",
            address=Address(street="Molenberg 3", postcode="2800", city="Mechelen", country="BE"),
            language="nl",
        ),
        "fields": fields(),
        "sequence": 7,
        "sha256": "a" * 64,
        "media_type": "application/pdf",
        "filename": "factuur.pdf",
        "released_at": datetime(2026, 3, 5, 9, 30, tzinfo=UTC),
    }
    return DocumentReleased(**(values | more))
