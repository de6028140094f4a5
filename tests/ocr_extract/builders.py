"""Builders of documents, files and events for the tests of reading."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from contracts.events.client import ClientConfigured
from contracts.events.document import Channel, DocumentReceived
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.layout.lines import read_pages
from services.ocr_extract.domain.layout.page import Pages, Word

CELL, LINE = 6.0, 12.0

OUR_VAT = "BE0592348514"
OUR_IBAN = "BE57068056959235"
THEIR_VAT = "BE0727449025"
THEIR_IBAN = "BE25407926029582"
US = ClientIdentity.of(name="Menuiserie Wérisoul SRL", vat_number=OUR_VAT, ibans=(OUR_IBAN,))

INVOICE = """
Rivanto Molens BV                                  FACTUUR
Dorpsstraat 61
9700 Oudenaarde                                    Factuurnummer:   VF-004513
BTW BE 0727.449.025                                Factuurdatum:    14-10-2026
                                                   Vervaldatum:     13-11-2026

                                                   Klant:
                                                   Menuiserie Wérisoul SRL
                                                   Place Saint-Aubain 191
                                                   7000 Mons
                                                   BTW BE 0592.348.514

Omschrijving                    Aantal     Prijs       BTW     Bedrag
Roggemeel, zak 25 kg            10         20,00       6%      200,00
Levering op pallet              1          50,00       21%     50,00

                                     BTW      Maatstaf      Bedrag btw
                                     21%      50,00         10,50
                                     6%       200,00        12,00

                                                   Totaal excl. btw   250,00
                                                   Totaal btw          22,50
                                                   Te betalen         272,50 EUR

Gelieve te betalen op rekening BE25 4079 2602 9582 (BIC KREDBEBB) met mededeling +++228/4852/00227+++
"""
"""A Dutch purchase invoice of the client with two VAT rates; all its values are consistent."""


def text_pages(*texts: str, size: float = 10.0) -> Pages:
    """Pages from plain text: a line is 12 points high, a letter 6 wide, and two spaces separate two cells."""
    words = [word for number, text in enumerate(texts, start=1) for word in words_of(text, number, size)]
    return read_pages(words, dict.fromkeys(range(1, len(texts) + 1), (595.0, 842.0)))


def words_of(text: str, page: int, size: float) -> Iterator[Word]:
    """The words of a plain text at their places."""
    for row, line in enumerate(text.strip("\n").split("\n")):
        at = 0
        for part in line.split(" "):
            if part:
                x0, y0 = 30 + at * CELL, 40 + row * LINE
                yield Word(part, page, x0, y0, x0 + len(part) * CELL, y0 + size, size)
            at += len(part) + 1


def pdf(*texts: str, password: str | None = None, owner_password: str | None = None, size: float = 8.0) -> bytes:
    """The same text as a PDF in a monospaced font."""
    buffer = io.BytesIO()
    encryption: Any = None
    if password or owner_password:
        encryption = StandardEncryption(password or "", ownerPassword=owner_password or "owner", strength=128)
    canvas = Canvas(buffer, pagesize=A4, encrypt=encryption)
    for text in texts:
        canvas.setFont("Courier", size)
        for row, line in enumerate(text.strip("\n").split("\n")):
            canvas.drawString(36, 800 - row * 1.3 * size, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def canvas_pdf(draw: Any, pagesize: tuple[float, float] = A4) -> bytes:
    """A PDF drawn by a function that receives the canvas."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=pagesize)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def client_configured(client_id: UUID, **more: Any) -> ClientConfigured:
    """The event with the settings of the client `US`."""
    values: dict[str, Any] = {"name": US.name, "vat_number": OUR_VAT, "ibans": (OUR_IBAN,)}
    return ClientConfigured(client_id=client_id, **(values | more))


def document_received(client_id: UUID, sha256: str, **more: Any) -> DocumentReceived:
    """The event of an uploaded file."""
    values: dict[str, Any] = {
        "document_id": uuid4(),
        "media_type": "application/pdf",
        "size": 1000,
        "filename": "invoice.pdf",
        "channel": Channel.UPLOAD,
        "received_at": datetime(2026, 11, 1, 8, 0, tzinfo=UTC),
    }
    return DocumentReceived(client_id=client_id, sha256=sha256, **(values | more))
