"""Card statements as in the events of `ocr_extract`, with good defaults."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from contracts.card_statement import CardLine, CardLineKind, CardStatementFields
from contracts.events.extraction import DocumentExtracted
from contracts.fields import Box, DocumentFields, DocumentKind

CARD = "5321 88XX XXXX 1122"
OTHER_CARD = "5321 88XX XXXX 7788"


def line(amount: str = "88.15", merchant: str = "TANKSTATION ZUIDRAND GENT", **more: Any) -> CardLine:
    """Returns one purchase."""
    values: dict[str, Any] = {
        "card": CARD,
        "day": date(2026, 4, 3),
        "booked": date(2026, 4, 5),
        "kind": CardLineKind.PURCHASE,
        "page": 1,
        "box": Box(x0=50, y0=200, x1=540, y1=210),
    }
    return CardLine(amount=Decimal(amount), merchant=merchant, **(values | more))


def statement(*lines: CardLine, **more: Any) -> CardStatementFields:
    """Returns a statement whose total is the sum of its lines."""
    values: dict[str, Any] = {
        "scheme": "mastercard",
        "number": "2026/04",
        "cards": tuple(dict.fromkeys(one.card for one in lines)),
        "total": sum((one.amount for one in lines), Decimal(0)),
    }
    return CardStatementFields(lines=lines, **(values | more))


def extracted(client_id: UUID, read: CardStatementFields | None, **more: Any) -> DocumentExtracted:
    """Returns the event for the document of a card statement."""
    values: dict[str, Any] = {
        "document_id": uuid4(),
        "sha256": "c" * 64,
        "kind": DocumentKind.CARD_STATEMENT,
        "kind_confidence": 0.95,
        "fields": DocumentFields(),
        "reader": "text-layer",
        "extracted_at": datetime(2026, 5, 2, 8, 0, tzinfo=UTC),
    }
    return DocumentExtracted(client_id=client_id, card_statement=read, **(values | more))
