"""A received e-invoice as lines of text, for packages that want a picture where its sender sent none."""

import textwrap
from collections.abc import Iterator
from decimal import Decimal

from libs.ubl_schema import Invoice
from libs.ubl_schema.model import AllowanceCharge, Line, Party
from services.ubl_render.texts import PAGE, WITHOUT_REASON

WIDTH = 88


def page_text(invoice: Invoice, language: str) -> list[str]:
    """The lines, at most WIDTH characters each; everything that decides a booking, and where it comes from."""
    words = PAGE.get(language, PAGE["en"])
    money = invoice.currency or ""
    lines = [
        words["credit_note" if invoice.is_credit_note else "invoice"],
        "",
        *_pairs(
            (words["number"], invoice.number),
            (words["date"], invoice.issue_date),
            (words["due"], invoice.due_date),
            *((words["corrects"], earlier.number) for earlier in invoice.preceding),
        ),
        "",
        *_party(words["seller"], invoice.seller),
        "",
        *_party(words["buyer"], invoice.buyer),
        "",
        *(_row(_name(line), line.net, money) for line in invoice.lines),
        *(_row(_reason(item, language), _signed(item), money) for item in invoice.allowances),
        "",
        *(
            _row(f"{words['vat']} {part.category} {_plain(part.rate)} % ({_plain(part.base)})", part.vat, money)
            for part in invoice.breakdown
        ),
        _row(words["without_vat"], invoice.totals.without_vat, money),
        _row(words["with_vat"], invoice.totals.with_vat, money),
        _row(words["payable"], invoice.totals.payable, money),
        "",
        *_pairs(
            *((words["account"], payment.iban) for payment in invoice.payments),
            *((words["reference"], payment.reference) for payment in invoice.payments[:1]),
        ),
        *_wrapped(invoice.note or ""),
        "",
        *_wrapped(words["origin"]),
    ]
    return [line[:WIDTH] for line in lines]


def _pairs(*pairs: tuple[str, object]) -> Iterator[str]:
    for name, value in pairs:
        if value is not None:
            yield f"{name:<28} {value}"


def _party(role: str, party: Party) -> Iterator[str]:
    yield role
    address = party.address
    town = " ".join(part for part in (address.post_code, address.city, address.country) if part)
    for part in (party.name or party.trading_name, address.line1, town, party.vat_id):
        if part:
            yield f"  {part}"


def _name(line: Line) -> str:
    quantity = "" if line.quantity in (None, Decimal(1)) else f"{_plain(line.quantity)} x {_plain(line.price)}  "
    return f"{quantity}{line.name or line.description or ''}"


def _reason(item: AllowanceCharge, language: str) -> str:
    words = WITHOUT_REASON["charge" if item.is_charge else "allowance"]
    return item.reason or words.get(language, words["en"])


def _signed(item: AllowanceCharge) -> Decimal | None:
    """What it does to the total."""
    return item.amount if item.amount is None or item.is_charge else -item.amount


def _row(name: str, amount: Decimal | None, currency: str) -> str:
    figure = f"{_plain(amount)} {currency}"
    return f"{name[: WIDTH - len(figure) - 2]:<{WIDTH - len(figure)}}{figure}"


def _plain(number: Decimal | None) -> str:
    return "-" if number is None else f"{number:f}"


def _wrapped(text: str) -> list[str]:
    return [part for line in text.splitlines() for part in textwrap.wrap(line, WIDTH) or [""]]
