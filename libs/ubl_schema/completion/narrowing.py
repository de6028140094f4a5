"""Steps about what EN 16931 allows and BIS 3 does not: what does not change the meaning is left out, and declared."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from ..checks.vat_families import FIXED_REASON
from ..checks.vat_parts import fits
from ..embedded_file import ALLOWED_MEDIA_TYPES, looks_like
from ..invoice import Attachment, Invoice, Payment, Provenance, VatBreakdown
from ..line import AllowanceCharge, Line
from ..notes import has_wrong_subject, join_note, split_note
from ..party import Party
from .facts import Facts

Taxed = TypeVar("Taxed", Line, AllowanceCharge)
_SLACK = Decimal("0.02")
_SCHEME_OF_CREDITORS = "SEPA"


def vat_currency_that_adds_nothing(invoice: Invoice, _facts: Facts) -> Invoice:
    """Leave out a VAT currency that is that of the document, or comes without its total; and a total without it."""
    other, total = invoice.vat_currency, invoice.totals.vat_in_vat_currency
    if (other is None) == (total is None) and (other is None or other != invoice.currency):
        return invoice
    vat = invoice.totals.vat
    if other == invoice.currency and vat is None:
        vat = total
    totals = invoice.totals.model_copy(update={"vat": vat, "vat_in_vat_currency": None})
    update = {"vat_currency": None, "totals": totals}
    return invoice.model_copy(update=update).with_provenance(Provenance.DERIVED, "BT-6", "BT-111")


def rates_that_do_not_fit_their_category(invoice: Invoice, _facts: Facts) -> Invoice:
    """No rate outside the scope of VAT, and zero where a category has no VAT and none was charged."""
    lines = tuple(_without_rate(line) for line in invoice.lines)
    items = tuple(_without_rate(item) for item in invoice.allowances)
    parts = tuple(_part_without_rate(part) for part in invoice.breakdown)
    if (lines, items, parts) == (invoice.lines, invoice.allowances, invoice.breakdown):
        return invoice
    update = {"lines": lines, "allowances": items, "breakdown": parts}
    return invoice.model_copy(update=update).with_provenance(Provenance.DERIVED, "BT-119", "BT-152")


def _without_rate(item: Taxed) -> Taxed:
    if item.vat_category == "O" and item.vat_rate == 0:
        return item.model_copy(update={"vat_rate": None})
    return item


def _part_without_rate(part: VatBreakdown) -> VatBreakdown:
    if part.category is None or part.rate is None or fits(part.category, part.rate) or part.vat:
        return part
    if part.category == "O":
        return part.model_copy(update={"rate": None})
    return part.model_copy(update={"rate": Decimal(0)}) if part.category not in {"S", "L", "M"} else part


def exemption_code_in_capitals(invoice: Invoice, facts: Facts) -> Invoice:
    """The exemption code in capitals; one that belongs to another category becomes words."""
    parts = tuple(_with_code(part, facts) for part in invoice.breakdown)
    if parts == invoice.breakdown:
        return invoice
    return invoice.model_copy(update={"breakdown": parts}).with_provenance(Provenance.DERIVED, "BT-120", "BT-121")


def _with_code(part: VatBreakdown, facts: Facts) -> VatBreakdown:
    if part.exemption_code is None:
        return part
    code = part.exemption_code.upper()
    category, _rule = FIXED_REASON.get(code, (part.category, ""))
    if category == part.category:
        return part if code == part.exemption_code else part.model_copy(update={"exemption_code": code})
    reason = part.exemption_reason or facts.word("exempt")
    return part.model_copy(update={"exemption_code": None, "exemption_reason": reason})


def allowances_without_half_a_calculation(invoice: Invoice, _facts: Facts) -> Invoice:
    """The amount of an allowance or charge alone, where base and percentage are not both there or do not make it."""
    items = tuple(_calculated(item) for item in invoice.allowances)
    lines = tuple(_with_allowances(line) for line in invoice.lines)
    if (items, lines) == (invoice.allowances, invoice.lines):
        return invoice
    update = {"allowances": items, "lines": lines}
    return invoice.model_copy(update=update).with_provenance(Provenance.DERIVED, "BT-93", "BT-94")


def _calculated(item: AllowanceCharge) -> AllowanceCharge:
    if item.base is None and item.percentage is None:
        return item
    if item.base is not None and item.percentage is not None:
        expected = item.base * item.percentage / 100
        if item.amount is None or abs(expected - item.amount) <= _SLACK:
            return item
    elif item.amount is None:
        return item
    return item.model_copy(update={"base": None, "percentage": None})


def _with_allowances(line: Line) -> Line:
    items = tuple(_calculated(item) for item in line.allowances)
    return line if items == line.allowances else line.model_copy(update={"allowances": items})


def prices_that_contradict_each_other(invoice: Invoice, _facts: Facts) -> Invoice:
    """The net price alone, where gross price and discount do not make it; no unit for a price per one."""
    lines = tuple(_price(line) for line in invoice.lines)
    if lines == invoice.lines:
        return invoice
    return invoice.model_copy(update={"lines": lines}).with_provenance(Provenance.DERIVED, "BT-147", "BT-148")


def _price(line: Line) -> Line:
    update: dict[str, object] = {}
    if line.gross_price is not None and line.price is not None:
        discount = line.price_discount if line.price_discount is not None else line.gross_price - line.price
        if line.gross_price - discount != line.price or line.gross_price < 0:
            update |= {"gross_price": None, "price_discount": None}
    if line.base_unit is not None and line.base_unit != line.unit and line.base_quantity in (None, 1):
        update["base_unit"] = None
    return line.model_copy(update=update) if update else line


def period_that_covers_its_lines(invoice: Invoice, _facts: Facts) -> Invoice:
    """The period of the invoice, as wide as the periods of its lines."""
    whole = invoice.period
    starts = [line.period.start for line in invoice.lines if line.period.start is not None]
    ends = [line.period.end for line in invoice.lines if line.period.end is not None]
    start = min([whole.start, *starts]) if whole.start is not None else None
    end = max([whole.end, *ends]) if whole.end is not None else None
    if (start, end) == (whole.start, whole.end):
        return invoice
    period = whole.model_copy(update={"start": start, "end": end})
    return invoice.model_copy(update={"period": period}).with_provenance(Provenance.DERIVED, "BT-73", "BT-74")


def one_identifier_for_buyer_and_payee(invoice: Invoice, _facts: Facts) -> Invoice:
    """The first identifier of buyer and payee, one with its register before one without."""
    buyer = _one_identifier(invoice.buyer)
    payee = None if invoice.payee is None else _one_identifier(invoice.payee)
    if (buyer, payee) == (invoice.buyer, invoice.payee):
        return invoice
    update = {"buyer": buyer, "payee": payee}
    return invoice.model_copy(update=update).with_provenance(Provenance.DERIVED, "BT-46", "BT-60")


def _one_identifier(party: Party) -> Party:
    creditor = [item for item in party.identifiers if item.scheme == _SCHEME_OF_CREDITORS]
    others = [item for item in party.identifiers if item.scheme != _SCHEME_OF_CREDITORS]
    if len(others) < 2:
        return party
    first = next((item for item in others if item.scheme is not None), others[0])
    return party.model_copy(update={"identifiers": (first, *creditor)})


def one_means_of_payment(invoice: Invoice, _facts: Facts) -> Invoice:
    """Of several means of payment those of one kind, the one with an account first; one reference, card and mandate."""
    payments = invoice.payments
    if len(payments) < 2:
        return invoice
    kept = next((payment.means for payment in payments if payment.iban is not None), payments[0].means)
    chosen = [payment for payment in payments if payment.means == kept]
    seen: set[str] = set()
    one = tuple(_only_once(payment, seen) for payment in chosen)
    if one == payments:
        return invoice
    return invoice.model_copy(update={"payments": one}).with_provenance(Provenance.DERIVED, "BG-16")


def _only_once(payment: Payment, seen: set[str]) -> Payment:
    """The payment without what an earlier one has: an invoice has one reference, one card, one mandate."""
    update: dict[str, object] = {}
    for mark, names in (
        ("card", ("card_number", "card_holder")),
        ("debit", ("mandate", "debited_iban")),
        ("text", ("means_text",)),
    ):
        if any(getattr(payment, name) is not None for name in names):
            if mark in seen:
                update |= dict.fromkeys(names)
            seen.add(mark)
    if payment.reference is not None:
        if any(mark.startswith("=") and mark != f"={payment.reference}" for mark in seen):
            update["reference"] = None
        else:
            seen.add(f"={payment.reference}")
    if payment.card_holder is not None and payment.card_number is None:
        update["card_holder"] = None
    return payment.model_copy(update=update) if update else payment


def attachments_that_are_what_they_say(invoice: Invoice, _facts: Facts) -> Invoice:
    """Leave out embedded files of a type that is not allowed, or that are not of the type that they state."""
    kept = tuple(item for item in invoice.attachments if not _is_another(item))
    if kept == invoice.attachments:
        return invoice
    return invoice.model_copy(update={"attachments": kept}).with_provenance(Provenance.DERIVED, "BG-24")


def _is_another(attachment: Attachment) -> bool:
    if attachment.content is None or attachment.media_type is None:
        return False
    if attachment.media_type not in ALLOWED_MEDIA_TYPES:
        return True
    return not attachment.content or not looks_like(attachment.media_type, attachment.content[:1024])


def note_without_a_wrong_subject_code(invoice: Invoice, _facts: Facts) -> Invoice:
    """The note in the form in which its first characters are not taken for a subject code."""
    note = invoice.note
    if note is None or not has_wrong_subject(note):
        return invoice
    written = join_note(split_note(note))
    return invoice.model_copy(update={"note": written}).with_provenance(Provenance.DERIVED, "BT-22")


STEPS: tuple[Callable[[Invoice, Facts], Invoice], ...] = (
    vat_currency_that_adds_nothing,
    rates_that_do_not_fit_their_category,
    exemption_code_in_capitals,
    allowances_without_half_a_calculation,
    prices_that_contradict_each_other,
    period_that_covers_its_lines,
    one_identifier_for_buyer_and_payee,
    attachments_that_are_what_they_say,
    note_without_a_wrong_subject_code,
)
