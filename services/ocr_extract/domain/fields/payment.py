"""Reads how the document is paid: by card, by direct debit, in cash, or by bank transfer."""

import re
from collections.abc import Sequence

from contracts.fields import PaymentState, Read
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.layout.page import Line, Pages
from services.ocr_extract.domain.wording import payment as wording

_OR = re.compile(r"\b(?:ou|of|or|oder)\b|/|,")


def read_payment(
    pages: Pages, broken: Sequence[Line], *, ibans: Sequence[Found[str]], receipt: bool
) -> Read[PaymentState] | None:
    """The payment state with its words; bank transfer when only an account is printed; else None."""
    lines = (*pages.lines, *broken)
    debit = find_direct_debit(lines)
    stated = _first(lines, wording.BANK_STATED, PaymentState.BANK)
    if debit and stated and stated.line.index < debit.line.index:
        return stated.read(0.85)
    if debit:
        return debit.read(0.9)
    told = [line for line in lines if not _lists_ways(line)]
    card = _first(told, wording.PAID_BY_CARD, PaymentState.CARD)
    cash = _first(lines, wording.CASH, PaymentState.CASH)
    if receipt:
        card = card or _first(lines, wording.CARD_TENDER, PaymentState.CARD)
        cash = cash or _first(lines, wording.CASH_TENDER, PaymentState.CASH)
    if card:
        return card.read(0.9 if not cash else 0.7)
    if cash:
        return cash.read(0.9)
    if stated:
        return stated.read(0.85)
    bank = _first(lines, wording.BANK, PaymentState.BANK)
    if bank:
        return bank.read(0.85 if ibans else 0.6)
    if ibans:
        account = ibans[0]
        return Found(PaymentState.BANK, account.line, account.start, account.end).read(0.7)
    return None


def find_direct_debit(lines: Sequence[Line]) -> Found[PaymentState] | None:
    """The words for a direct debit by the seller, if any; a printed IBAN may then be the buyer's."""
    for line in lines:
        for match in wording.DIRECT_DEBIT.finditer(line.folded):
            if not wording.NOT_DIRECT_DEBIT.search(line.folded[: match.start()]):
                return Found(PaymentState.DIRECT_DEBIT, line, match.start(), match.end())
    return None


def _lists_ways(line: Line) -> bool:
    """Whether the line offers ways to pay, so that none of them says how this document was paid."""
    if wording.OFFERED.search(line.folded):
        return True
    others = {match[0] for match in wording.OTHER_WAY.finditer(line.folded)}
    return len(others) > 1 or (bool(others) and bool(_OR.search(line.folded)))


def _first(lines: Sequence[Line], pattern: re.Pattern[str], state: PaymentState) -> Found[PaymentState] | None:
    for line in lines:
        match = pattern.search(line.folded)
        if match:
            return Found(state, line, match.start(), match.end())
    return None
