"""Invoices with good defaults: a call gives only the values that the test is about. All companies are invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from libs.ubl_schema.model import (
    Address,
    Attachment,
    Identifier,
    Invoice,
    Line,
    Party,
    Payment,
    Preceding,
    Totals,
    VatBreakdown,
)

D = Decimal


def enterprise(seed: int) -> str:
    """Returns a Belgian enterprise number with valid check digits, in a range that the register does not use."""
    body = f"01{seed:06d}"
    return f"{body}{97 - int(body) % 97:02d}"


def iban(account: int) -> str:
    """Returns a Belgian IBAN with valid check digits, of a bank that does not exist."""
    body = f"{account:010d}"
    bban = f"{body}{int(body) % 97 or 97:02d}"
    return f"BE{98 - int(f'{bban}111400') % 97:02d}{bban}"


def ogm(number: int) -> str:
    """Returns a structured communication as banks print it."""
    digits = f"{number:010d}{number % 97 or 97:02d}"
    return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(64))


def belgian(company: str, seed: int, **more: object) -> Party:
    """Returns a Belgian company with all its data."""
    number = enterprise(seed)
    known: dict[str, object] = {
        "name": company,
        "trading_name": company,
        "vat_id": f"BE{number}",
        "legal_id": Identifier(value=number, scheme="0208"),
        "endpoint": Identifier(value=number, scheme="0208"),
        "address": Address(line1="Rue de l'Étang 12", city="Namur", post_code="5000", country="BE"),
    }
    return Party.model_validate(known | more)


def supplier(**more: object) -> Party:
    """Returns the seller of the purchase invoices."""
    return belgian("Papeterie de la Meuse SRL", 4711, **more)


def client(**more: object) -> Party:
    """Returns the client."""
    return belgian("Atelier Kwikstaart BV", 815, **more)


def line(number: int, net: str, rate: str | None = "21", category: str = "S", **more: object) -> Line:
    """Returns a line of one piece at that price."""
    known: dict[str, object] = {
        "id": str(number),
        "quantity": D(1),
        "unit": "C62",
        "net": D(net),
        "price": D(net),
        "name": f"Article {number}",
        "vat_category": category,
        "vat_rate": None if rate is None else D(rate),
    }
    return Line.model_validate(known | more)


def part(base: str, vat: str, rate: str | None = "21", category: str = "S", **more: object) -> VatBreakdown:
    """Returns one rate of the VAT breakdown."""
    known = {"base": D(base), "vat": D(vat), "rate": None if rate is None else D(rate), "category": category}
    return VatBreakdown.model_validate(known | more)


def totals(without_vat: str, vat: str, **more: object) -> Totals:
    """Returns totals that agree with each other."""
    base, tax = D(without_vat), D(vat)
    known: dict[str, object] = {
        "lines": base,
        "without_vat": base,
        "vat": tax,
        "with_vat": base + tax,
        "payable": base + tax,
    }
    return Totals.model_validate(known | more)


def invoice(**more: object) -> Invoice:
    """Returns a valid purchase invoice of 100 EUR and 21 % VAT."""
    known: dict[str, object] = {
        "number": "2026/0042",
        "issue_date": date(2026, 3, 2),
        "due_date": date(2026, 4, 1),
        "currency": "EUR",
        "buyer_reference": "KWIK-7",
        "seller": supplier(),
        "buyer": client(),
        "payments": (Payment(means="30", iban=iban(8140), reference=ogm(90212345)),),
        "breakdown": (part("100.00", "21.00"),),
        "totals": totals("100.00", "21.00"),
        "lines": (line(1, "100.00"),),
    }
    return Invoice.model_validate(known | more)


def sales_invoice(**more: object) -> Invoice:
    """Returns a sales invoice of the client; each line has its ledger account."""
    known: dict[str, object] = {
        "seller": client(),
        "buyer": supplier(),
        "lines": (line(1, "60.00", accounting_cost="700100"), line(2, "40.00", accounting_cost="700200")),
    }
    return invoice(**(known | more))


def credit_note(**more: object) -> Invoice:
    """Returns a credit note for the same 121 EUR, which names the invoice that it corrects."""
    known: dict[str, object] = {
        "number": "CN-2026/3",
        "type_code": "381",
        "preceding": (Preceding(number="2026/0042", issue_date=date(2026, 3, 2)),),
    }
    return invoice(**(known | more))


def attached(content: bytes = PDF, media_type: str = "application/pdf", filename: str = "facture.pdf") -> Attachment:
    """Returns the document as an attachment."""
    return Attachment(id=filename, description="Document", filename=filename, media_type=media_type, content=content)
