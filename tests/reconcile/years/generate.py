"""Company years of a size, from a seed: what occurs, and how often."""

import random
from collections.abc import Callable

from tests.reconcile.years import cards, invoices, no_paper, reversals, together
from tests.reconcile.years.deciding import note_decidable
from tests.reconcile.years.truth import CompanyYear, Years
from tests.reconcile.years.writer import Writer

PER_COMPANY = 300
"""Documents of one small company, where a set has many."""
DOCUMENTS_OF_A_PARTY = 9

SCENARIOS: dict[Callable[[Writer], None], int] = {
    invoices.purchase: 300,
    invoices.sale: 260,
    invoices.direct_debit: 50,
    invoices.subscription: 8,
    invoices.credit_note: 12,
    invoices.discount: 22,
    invoices.rounding: 18,
    invoices.parts: 30,
    invoices.instalments: 8,
    invoices.factor: 14,
    invoices.changed_account: 14,
    together.batch: 44,
    together.netted: 14,
    together.collective: 7,
    reversals.returned_debit: 16,
    reversals.returned_transfer: 5,
    reversals.paid_twice: 12,
    cards.card_receipt: 110,
    cards.card_statement: 22,
    cards.two_cards: 6,
    cards.foreign_currency: 18,
    no_paper.barred: 40,
    no_paper.own_transfer: 12,
    no_paper.settlement: 25,
    no_paper.unknown_refund: 6,
    no_paper.contract: 2,
    no_paper.same_number_other_year: 4,
    no_paper.corrected: 6,
    no_paper.twin_invoices: 4,
}
"""How often each occurs, of about a thousand."""


def generate(size: int, seed: int, *, one: bool = False) -> Years:
    """Years with about `size` documents, of many companies or of one; the same seed gives the same years."""
    companies = 1 if one else max(1, round(size / PER_COMPANY))
    each = size // companies
    return Years(tuple(_company(f"{seed}/{n}", each, whole=n == 0) for n in range(companies)))


def _company(seed: str, documents: int, *, whole: bool) -> CompanyYear:
    """One company; in a `whole` one each scenario occurs at least once."""
    chance = random.Random(seed)
    parties = max(6, documents // DOCUMENTS_OF_A_PARTY)
    writer = Writer(chance, suppliers=parties, customers=max(4, parties // 2))
    for scenario in SCENARIOS if whole else ():
        scenario(writer)
    drawn, weights = list(SCENARIOS), list(SCENARIOS.values())
    while len(writer.year.documents) < documents:
        chance.choices(drawn, weights)[0](writer)
    year = writer.year
    note_decidable(year)
    chance.shuffle(year.documents)
    chance.shuffle(year.transactions)
    return year
