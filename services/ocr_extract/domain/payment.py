"""How the paper says it is paid: by card, by direct debit, in cash, or by bank transfer."""

import re
from collections.abc import Sequence

from contracts.fields import PaymentState, Read
from services.ocr_extract.domain.found import Found
from services.ocr_extract.domain.page import Line, Pages
from services.ocr_extract.domain.wording import payment as wording


def read_payment(pages: Pages, *, ibans: Sequence[Found[str]], receipt: bool) -> Read[PaymentState] | None:
    """The payment state with the words that say it; a printed account alone asks for a transfer; else None."""
    debit = _first(pages, wording.DIRECT_DEBIT, PaymentState.DIRECT_DEBIT, unless=wording.NOT_DIRECT_DEBIT)
    if debit:
        return debit.read(0.9)
    card = _first(pages, wording.PAID_BY_CARD, PaymentState.CARD)
    cash = _first(pages, wording.CASH, PaymentState.CASH)
    if receipt:
        card = card or _first(pages, wording.CARD_TENDER, PaymentState.CARD)
        cash = cash or _first(pages, wording.CASH_TENDER, PaymentState.CASH)
    if card:
        return card.read(0.9 if not cash else 0.7)
    if cash:
        return cash.read(0.9)
    bank = _first(pages, wording.BANK, PaymentState.BANK)
    if bank:
        return bank.read(0.85 if ibans else 0.6)
    if ibans:
        account = ibans[0]
        return Found(PaymentState.BANK, account.line, account.start, account.end).read(0.7)
    return None


def is_direct_debit(pages: Pages) -> bool:
    """Will the seller collect the money himself? Then a printed IBAN may well be the buyer's."""
    return _first(pages, wording.DIRECT_DEBIT, PaymentState.DIRECT_DEBIT, unless=wording.NOT_DIRECT_DEBIT) is not None


def _first(
    pages: Pages, pattern: re.Pattern[str], state: PaymentState, unless: re.Pattern[str] | None = None
) -> Found[PaymentState] | None:
    for line in pages.lines:
        for match in pattern.finditer(line.folded):
            if unless is None or not unless.search(line.folded[: match.start()]):
                return _found(line, match, state)
    return None


def _found(line: Line, match: re.Match[str], state: PaymentState) -> Found[PaymentState]:
    return Found(state, line, match.start(), match.end())
