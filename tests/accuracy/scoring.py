"""Compares what was read with the truth, field by field, after the same plain normalisation of both."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contracts.fields import DocumentFields, PaymentState
from libs.samples.truth import CardStatementTruth, Truth
from services.ocr_extract.outcome import Extracted, Outcome, Unreadable

IDENTIFIERS = ("seller.vat", "buyer.vat", "iban", "structured_communication", "creditor_reference", "bic")
AMOUNTS = ("total_without_vat", "total_vat", "total_with_vat", "payable", "prepaid", "vat_rows")
NAMES = ("seller.name", "buyer.name")
_NOT_BOOKED = ("contract", "other")


@dataclass(frozen=True)
class Finding:
    """One field of one document. `expected` is None when the document has no such value, `got` when none was read."""

    field: str
    expected: Any
    got: Any
    sure: bool = False
    confidence: float | None = None

    @property
    def verdict(self) -> str:
        if self.expected is None:
            return "silent" if self.got is None else "made_up"
        if self.got is None:
            return "absent"
        return "exact" if normal(self.got) == normal(self.expected) else "wrong"


def normal(value: Any) -> Any:
    """The value without what does not count: case, kinds of blanks and dashes, a country before a postcode."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFKC", value).replace("–", "-").replace("’", "'")
    return " ".join(text.split()).casefold()


def findings(truth: Truth, outcome: Outcome) -> Iterator[Finding]:
    """Every field of one document; a file that could not be read has none of them."""
    result = outcome.result
    yield Finding("readable", "yes", "yes" if isinstance(result, Extracted) else None)
    if isinstance(result, Extracted) and result.reader.startswith("pdf+"):
        truth = truth.model_copy(update={"shown": {}})  # the e-invoice inside has every value, whatever the page shows
    read = _Unread() if isinstance(result, Unreadable) else _Answers(result)
    yield Finding("kind", truth.kind, read.kind, confidence=read.kind_confidence)
    yield Finding("language", truth.language if truth.shown else None, read.language if truth.shown else None)
    if truth.kind in _NOT_BOOKED:
        return
    if truth.card_statement is not None:
        yield from _statement_findings(truth, truth.card_statement, read)
        return
    expected = _expected(truth)
    for field, value in expected.items():
        yield read.finding(field, value)
    yield Finding("vat_rows", _rows(truth), read.rows())
    if (lines := _lines(truth)) is not None:
        yield Finding("lines", lines, read.lines())
        yield Finding("allowances", _allowances(truth), read.allowances())
    if truth.payment != "bank" or not truth.shown or "seller.iban" in truth.shown:  # otherwise it cannot be known
        yield Finding("payment", None if truth.payment == "unknown" else truth.payment, read.payment())


def _statement_findings(truth: Truth, statement: CardStatementTruth, read: "_Unread") -> Iterator[Finding]:
    """Number, date, every line and the total, which a prepaid card does not have, because nothing is owed."""
    yield read.finding("issue_date", truth.issue_date)
    yield read.finding("currency", truth.currency)
    if statement.scheme != "prepaid":
        yield read.finding("total_with_vat", truth.total_with_vat)
    told = read.statement
    lines = told.lines if told else ()
    yield Finding("card_number", truth.number, told.number if told else None)
    yield Finding("card_scheme", statement.scheme, told.scheme if told else None)
    yield Finding("card_total", statement.total, told.total if told else None)
    yield Finding("card_carried_over", statement.brought, told.carried_over if told else None)
    yield Finding("card_debit_day", statement.debit_day, told.debit_date if told else None)
    yield Finding("card_lines", [_line(line) for line in statement.lines], [_line(line) for line in lines] or None)
    yield Finding("card_sorts", [line.kind for line in statement.lines], [line.kind for line in lines] or None)
    yield Finding("card_merchants", [normal(line.merchant) for line in statement.lines],
                  [normal(line.merchant) for line in lines] or None)  # fmt: skip
    yield Finding("card_foreign", [_foreign(line) for line in statement.lines],
                  [_foreign(line) for line in lines] or None)  # fmt: skip


def _line(line: Any) -> tuple[Any, ...]:
    """The values of a line that are compared: card (by its last four digits), day and amount."""
    return line.card[-4:], line.day, line.amount


def _foreign(line: Any) -> tuple[Any, ...]:
    return line.foreign_currency, line.foreign_amount


def _expected(truth: Truth) -> dict[str, Any]:
    """The expected values by field; None for what the layout leaves out."""
    shown = _Shown(truth)
    found: dict[str, Any] = {"issue_date": shown.value("issue_date", truth.issue_date)}
    for side, party in (("seller", truth.seller), ("buyer", truth.buyer)):
        if party is None:
            continue
        found[f"{side}.name"] = shown.value(f"{side}.name", party.name)
        found[f"{side}.vat"] = shown.value(f"{side}.vat", party.vat)
        if party.address:
            for part in ("street", "postcode", "city"):
                found[f"{side}.{part}"] = _bare(shown.value(f"{side}.{part}", getattr(party.address, part)))
    reference = shown.value("structured_communication", truth.structured_communication)
    creditor = bool(reference and reference.startswith("RF"))
    seller = truth.seller
    paid_at_once = not truth.shown and truth.payment in ("card", "cash")  # e-invoices put that down as prepaid
    return found | {
        "number": shown.value("number", truth.number),
        "original_number": shown.value("original_number", truth.original_number),
        "due_date": shown.value("due_date", truth.due_date) or shown.value("terms", truth.due_date),
        "currency": truth.currency,
        "iban": shown.value("seller.iban", seller.iban if seller else None),
        "bic": shown.value("seller.bic", seller.bic if seller else None),
        "structured_communication": None if creditor else reference,
        "creditor_reference": reference if creditor else None,
        "total_without_vat": truth.total_without_vat,
        "total_vat": truth.total_vat,
        "total_with_vat": truth.total_with_vat,
        "prepaid": (truth.total_with_vat if paid_at_once else truth.prepaid) or None,
    }


@dataclass(frozen=True)
class _Shown:
    truth: Truth

    def value(self, name: str, value: Any) -> Any:
        """The value when the document shows it; structured files (nothing `shown`) show all."""
        return value if not self.truth.shown or name in self.truth.shown else None


def _rows(truth: Truth) -> Any:
    return {(row.category, Decimal(row.rate), row.base, row.amount) for row in truth.vat_rows} or None


def _lines(truth: Truth) -> Any:
    """Description and net of every line; None where prices include VAT or a line's rate cannot be known."""
    if not truth.lines or (truth.shown and "line.0.net" not in truth.shown):
        return None
    if truth.shown and "line.0.rate" not in truth.shown and len(truth.vat_rows) > 1:
        return None
    return [(normal(line.description), line.net) for line in truth.lines]


def _allowances(truth: Truth) -> Any:
    """Per rate, the difference between its lines and its base: the discount on the whole; None without one."""
    off = {(row.category, Decimal(row.rate)): -row.base for row in truth.vat_rows}
    for line in truth.lines:
        off[line.category, Decimal(line.rate)] += line.net
    return {(category, rate, amount) for (category, rate), amount in off.items() if amount} or None


def _bare(text: str | None) -> str | None:
    for country in ("L-", "B-", "D-", "F-"):
        text = text.removeprefix(country) if text else text
    return text


_READS: dict[str, Callable[[DocumentFields], Any]] = {
    "seller.name": lambda fields: fields.seller.name,
    "seller.vat": lambda fields: fields.seller.vat_number,
    "buyer.name": lambda fields: fields.buyer.name,
    "buyer.vat": lambda fields: fields.buyer.vat_number,
} | {
    f"{side}.{part}": (lambda fields, side=side, part=part: getattr(getattr(fields, side), part))
    for side in ("seller", "buyer")
    for part in ("street", "postcode", "city")
}


class _Unread:
    """The values of an unreadable document: none."""

    kind: str | None = None
    kind_confidence: float | None = None
    language: str | None = None
    statement: Any = None

    def finding(self, field: str, expected: Any) -> Finding:
        return Finding(field, expected, None)

    def rows(self) -> Any:
        return None

    def lines(self) -> Any:
        return None

    def allowances(self) -> Any:
        return None

    def payment(self) -> str | None:
        return None


class _Answers(_Unread):
    """The values that were read."""

    def __init__(self, result: Extracted) -> None:
        self.kind = result.kind.value
        self.kind_confidence = result.kind_confidence
        self.language = result.language
        self.statement = getattr(result, "card_statement", None)
        self._fields = result.fields

    def finding(self, field: str, expected: Any) -> Finding:
        read = _READS[field](self._fields) if field in _READS else getattr(self._fields, field)
        if read is None:
            return Finding(field, expected, None)
        value = _bare(read.value) if field.endswith("postcode") else read.value
        return Finding(field, expected, value, bool(read.sure), read.confidence)

    def rows(self) -> Any:
        return {(row.category.value, Decimal(row.rate), row.base, row.vat) for row in self._fields.vat} or None

    def lines(self) -> Any:
        return [(normal(line.name), line.net) for line in self._fields.lines] or None

    def allowances(self) -> Any:
        found = self._fields.allowances
        return {(a.category, a.rate, -a.amount if a.is_charge else a.amount) for a in found} or None

    def payment(self) -> str | None:
        state = self._fields.payment_state
        return None if state is None or state.value is PaymentState.UNKNOWN else state.value.value
