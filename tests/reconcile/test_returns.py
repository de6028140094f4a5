"""A payment that came back opens what it paid, and neither of the two transactions asks for a document."""

from datetime import date
from typing import Any

import pytest

from contracts.events.bank import TransactionKind
from contracts.fields import DocumentKind
from services.reconcile.domain.keys import TransactionKeys
from services.reconcile.domain.matching import find_matches
from services.reconcile.domain.return_words import says_return
from services.reconcile.domain.returns import find_returns
from tests.reconcile.builders import bank_transaction, be_iban, document
from tests.reconcile.company import Company

PAYER: dict[str, Any] = {"name": "DRUKKERIJ DUBOIS", "iban": be_iban(7)}
COLLECTED = {"amount": "444.19", "kind": TransactionKind.DIRECT_DEBIT, "text": "2026/330201", "on": date(2026, 3, 2)}
REFUSED = COLLECTED | {"amount": "-444.19", "text": "RETOUR MD06 2026/330201", "on": date(2026, 3, 5)}
PAID_AGAIN = {"amount": "444.19", "text": "2026/330201", "on": date(2026, 3, 20)}


def of_payer(values: dict[str, Any]) -> TransactionKeys:
    """Returns a transaction of one payer as the matcher sees it."""
    return bank_transaction(**PAYER, **values)


def test_what_is_paid_again_after_a_return_is_linked_to_the_last_payment() -> None:
    sale = document(
        DocumentKind.SALES_INVOICE, buyer="Drukkerij Dubois", iban=None, number="2026/330201", total="444.19"
    )
    collected, refused, again = of_payer(COLLECTED), of_payer(REFUSED), of_payer(PAID_AGAIN)

    result = find_matches([sale], [collected, refused, again])

    assert [(r.payment, r.returned) for r in result.returns] == [(collected, refused)]
    assert result.pairs() == {(sale.document_id, again.transaction_id)}


@pytest.mark.parametrize(
    "values",
    [
        {"amount": "-444.18"},
        {"on": date(2026, 3, 1)},
        {"text": "terugbetaling kosten"},
        {"iban": be_iban(8), "name": "GARAGE MAES"},
        {"currency": "USD"},
        {"mandate_id": "M-2"},
    ],
)
def test_other_money_that_goes_back_is_no_return(values: dict[str, Any]) -> None:
    collected = of_payer(COLLECTED | {"mandate_id": "M-1"})
    other = bank_transaction(**(PAYER | REFUSED | values))

    assert find_returns([collected, other]) == ()


def test_a_return_takes_back_the_last_payment_before_it_and_each_only_once() -> None:
    january, february = of_payer(COLLECTED | {"on": date(2026, 1, 2)}), of_payer(COLLECTED | {"on": date(2026, 2, 2)})
    first, second = of_payer(REFUSED), of_payer(REFUSED | {"on": date(2026, 3, 6)})

    found = find_returns([second, january, first, february])

    assert [(r.payment, r.returned) for r in found] == [(february, first), (january, second)]


@pytest.mark.parametrize(
    "text",
    ["RETOUR MD06", "Rejet domiciliation", "onbetaald", "impayée", "AM04 solde insuffisant", "REFUND DIRECT DEBIT F12"],
)
def test_a_return_is_known_by_the_words_and_codes_of_banks(text: str) -> None:
    assert says_return(text)


@pytest.mark.parametrize("text", ["retourtje Gent", "facture 2026", "MD0612", None, "refuge animalier"])
def test_other_words_say_no_return(text: str | None) -> None:
    assert not says_return(text)


def test_a_direct_debit_the_other_way_under_one_mandate_is_a_return() -> None:
    debit = {"kind": TransactionKind.DIRECT_DEBIT, "mandate_id": "M-1", "iban": None}
    taken = bank_transaction(amount="-11.72", on=date(2026, 3, 2), **debit)
    given_back = bank_transaction(amount="11.72", on=date(2026, 3, 9), **debit)
    of_another = bank_transaction(amount="11.72", on=date(2026, 3, 9), **(debit | {"mandate_id": "M-2"}))

    assert [(r.payment, r.returned) for r in find_returns([taken, given_back])] == [(taken, given_back)]
    assert find_returns([taken, of_another]) == ()


@pytest.mark.parametrize(("payments", "found"), [(1, 1), (2, 0)])
def test_a_return_that_names_nobody_is_of_the_only_payment_before_it(payments: int, found: int) -> None:
    paid = [bank_transaction(amount="-12.94", iban=be_iban(n), on=date(2026, 3, 1)) for n in range(payments)]
    back = bank_transaction(
        amount="12.94", name="HERMANS", iban=None, text="RETOUR AC04 COMPTE CLOTURE", on=date(2026, 3, 2)
    )

    assert len(find_returns([*paid, back])) == found


async def test_a_return_reopens_the_document_until_it_is_paid_again(company: Company) -> None:
    sale = await company.add_document(
        DocumentKind.SALES_INVOICE, seller="Brasserie Volkaert NV", buyer="Drukkerij Dubois", iban=None,
        number="2026/330201", total="444.19",
    )  # fmt: skip
    collected = await company.add_transaction(**PAYER, **COLLECTED)
    linked_at_first = await company.links()

    refused = await company.add_transaction(**PAYER, **REFUSED)
    open_in_between = await company.tasks()
    again = await company.add_transaction(**PAYER, **PAID_AGAIN)

    assert linked_at_first == {(sale, collected)}
    assert open_in_between == {("payment_missing", str(sale))}
    assert await company.links() == {(sale, again), (collected, refused)}
    assert await company.tasks() == set()


async def test_a_return_that_a_user_parted_stays_parted(company: Company) -> None:
    collected = await company.add_transaction(**PAYER, **COLLECTED)
    refused = await company.add_transaction(**PAYER, **REFUSED)
    linked_at_first = await company.links()

    await company.post("/links/unlink", {"item_id": str(refused)})
    await company.add_transaction(**PAYER, **PAID_AGAIN)

    assert linked_at_first == {(collected, refused)}
    assert await company.links() == set()
