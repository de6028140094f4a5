"""E-invoices to read, with and without a PDF."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pikepdf

from libs.ubl_schema import BIS3, CII_EN16931, serialise
from libs.ubl_schema.model import (
    Address,
    Attachment,
    Identifier,
    Invoice,
    Line,
    Party,
    Payment,
    Totals,
    VatBreakdown,
)
from tests.ocr_extract.builders import INVOICE, OUR_VAT, THEIR_IBAN, THEIR_VAT, pdf


def invoice(**more: Any) -> Invoice:
    """The printed sample as an e-invoice."""
    values: dict[str, Any] = {
        "number": "VF-004513",
        "issue_date": date(2026, 10, 14),
        "due_date": date(2026, 11, 13),
        "currency": "EUR",
        "buyer_reference": "WRK-12",
        "seller": _party("Rivanto Molens BV", THEIR_VAT, "Dorpsstraat 61", "9700", "Oudenaarde"),
        "buyer": _party("Menuiserie Wérisoul SRL", OUR_VAT, "Place Saint-Aubain 191", "7000", "Mons"),
        "payments": (Payment(means="30", iban=THEIR_IBAN, bic="KREDBEBB", reference="+++228/4852/00227+++"),),
        "breakdown": (
            VatBreakdown(base=Decimal(50), vat=Decimal("10.50"), category="S", rate=Decimal(21)),
            VatBreakdown(base=Decimal(200), vat=Decimal(12), category="S", rate=Decimal(6)),
        ),
        "totals": Totals(
            lines=Decimal(250),
            without_vat=Decimal(250),
            vat=Decimal("22.50"),
            with_vat=Decimal("272.50"),
            payable=Decimal("272.50"),
        ),
        "lines": (
            _line("1", "Roggemeel, zak 25 kg", "10", "200.00", "20", "6"),
            _line("2", "Levering op pallet", "1", "50.00", "50", "21"),
        ),
    }
    return Invoice(**(values | more))


def _party(name: str, vat: str, street: str, postcode: str, city: str) -> Party:
    return Party(
        name=name,
        vat_id=vat,
        legal_id=Identifier(value=vat[2:], scheme="0208"),
        endpoint=Identifier(value=vat[2:], scheme="0208"),
        address=Address(line1=street, post_code=postcode, city=city, country="BE"),
    )


def _line(number: str, name: str, quantity: str, net: str, price: str, rate: str) -> Line:
    return Line(
        id=number,
        name=name,
        quantity=Decimal(quantity),
        unit="C62",
        net=Decimal(net),
        price=Decimal(price),
        vat_category="S",
        vat_rate=Decimal(rate),
    )


def ubl(attachment: bytes | None = None, **more: Any) -> bytes:
    """A UBL file, with a PDF inside when given."""
    files = (
        (Attachment(id="1", filename="invoice.pdf", media_type="application/pdf", content=attachment),)
        if attachment
        else ()
    )
    return serialise(invoice(attachments=files, **more), BIS3)


def facturx(page: str = INVOICE, **more: Any) -> bytes:
    """A PDF with the e-invoice inside; the page and the XML may differ."""
    return with_einvoice(pdf(page), **more)


def with_einvoice(pdf: bytes, **more: Any) -> bytes:
    """This PDF with the e-invoice inside."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.attachments["factur-x.xml"] = serialise(invoice(**more), CII_EN16931)
        file.save(buffer)
    return buffer.getvalue()
