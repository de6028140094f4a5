"""The generated years are consistent with their own truth, and the score counts what it says."""

from collections import Counter
from collections.abc import Sequence

import pytest

from contracts.events.bank import TransactionBooked
from tests.reconcile.years.deciding import signed
from tests.reconcile.years.generate import SCENARIOS, generate
from tests.reconcile.years.matcher import Proposal, Result, present
from tests.reconcile.years.score import SAID, lower_bound, score
from tests.reconcile.years.truth import ONE_TO_ONE, PROPOSED, TOGETHER, Group, Paper, Relation, Years

YEARS = generate(1500, 20_261_201)
ONE = generate(900, 20_261_202, one=True)


def parts(years: Years) -> list[tuple[Group, list[Paper], list[TransactionBooked]]]:
    """Returns every group with its documents and its transactions."""
    found = []
    for company in years.companies:
        papers = {p.id: p for p in company.documents}
        booked = {t.transaction_id: t for t in company.transactions}
        for group in company.groups:
            found.append((group, [papers[i] for i in group.documents], [booked[i] for i in group.transactions]))
    return found


def cents(transactions: Sequence[TransactionBooked]) -> int:
    """Returns the sum of transactions."""
    return sum(int(t.amount * 100) for t in transactions)


def truth(documents: Sequence[Paper], _: Sequence[TransactionBooked]) -> Result:
    """Returns what a matcher that knows the truth would say."""
    company = next(c for c in YEARS.companies if {p.id for p in c.documents} == {p.id for p in documents})
    automatic = [g for g in company.groups if g.relation not in PROPOSED]
    of = {t: (frozenset(g.documents), SAID.get(g.relation, ("",))[0]) for g in company.groups for t in g.transactions}
    return Result(
        links=frozenset(pair for g in automatic for pair in g.pairs),
        returns=frozenset(pair for g in company.groups for pair in g.returned),
        duplicates=frozenset(frozenset(pair) for pair in company.copies.items()),
        propose=lambda transaction_id: [Proposal(*of[transaction_id])],
    )


def test_the_same_seed_gives_the_same_years() -> None:
    one, other, another = generate(300, 7), generate(300, 7), generate(300, 8)

    assert one == other
    assert one != another


def test_every_scenario_and_every_relation_occurs() -> None:
    scenarios = {g.scenario for g in YEARS.groups()}

    assert {g.relation for g in YEARS.groups()} == set(Relation)
    assert len(scenarios) >= len(SCENARIOS) - 4
    assert any(c.copies for c in YEARS.companies)


@pytest.mark.parametrize("years", [YEARS, ONE], ids=["many companies", "one company"])
def test_every_transaction_and_every_document_belongs_to_one_group(years: Years) -> None:
    for company in years.companies:
        transactions = Counter(t for g in company.groups for t in g.transactions)
        documents = Counter(d for g in company.groups for d in g.documents)

        assert transactions == Counter(t.transaction_id for t in company.transactions)
        assert documents + Counter([*company.copies]) == Counter(p.id for p in company.documents)
        assert company.copies.keys().isdisjoint(documents)


def test_what_is_paid_whole_adds_up() -> None:
    complete = [
        p for p in parts(YEARS) if p[0].relation in ONE_TO_ONE | TOGETHER and p[0].scenario != "missing_document"
    ]

    assert complete
    for _, papers, transactions in complete:
        assert sum(signed(p) for p in papers) == cents(transactions)


def test_a_discount_is_1_to_3_percent_and_a_rounding_at_most_5_cents() -> None:
    for group, papers, transactions in parts(YEARS):
        off = abs(cents(transactions)) - sum(p.cents for p in papers)
        if group.relation is Relation.DISCOUNT:
            assert 0.009 <= -off / papers[0].cents <= 0.03
        elif group.relation is Relation.ROUNDING:
            assert 0 < abs(off) <= 5
        elif group.relation is Relation.INSTALMENT:
            assert off == 0
        elif group.relation is Relation.PART:
            assert off <= 0


def test_what_came_back_is_the_opposite_of_what_was_paid() -> None:
    returned = 0

    for group, _, transactions in parts(YEARS):
        amounts = {t.transaction_id: t.amount for t in transactions}
        returned += len(group.returned)
        assert all(amounts[payment] == -amounts[back] for payment, back in group.returned)

    assert returned


def test_a_decidable_pair_shows_what_decides_it() -> None:
    decidable = [p for p in parts(YEARS) if p[0].decidable and p[0].relation in ONE_TO_ONE]

    assert len(decidable) > 500
    for group, (paper,), (transaction,) in decidable:
        assert paper.fields.total_with_vat is not None
        assert int(paper.fields.total_with_vat.value * 100) == paper.cents
        if {"reference"} <= group.shows & paper.intact:
            assert digits_of(paper.reference) in digits_of(everything(transaction))
        elif {"number"} <= group.shows & paper.intact:
            assert digits_of(paper.number) in digits_of(everything(transaction))
        else:
            assert group.shows & {"iban", "name", "mandate", "merchant"}


def test_a_payment_of_several_that_is_decidable_names_them_or_is_the_only_sum() -> None:
    decidable = [p for p in parts(YEARS) if p[0].decidable and p[0].relation in TOGETHER]

    assert len(decidable) > 30
    for group, papers, (transaction,) in decidable:
        named = [digits_of(p.number) in digits_of(transaction.communication or "") for p in papers]
        assert all(named) or "references" in group.shows or group.shows & {"iban", "name", "merchant"}


def test_a_matcher_that_knows_the_truth_scores_full_marks() -> None:
    figures = score(YEARS, truth).figures()

    counted = ("wrong", "links on fee, interest, cash, tax, salary", "linked by itself though only to propose")
    shares = [name for name in figures if name.startswith(("recall", "proposals", "duplicates", "returns found"))]
    assert [figures[name] for name in counted] == [0, 0, 0]
    assert {figures[name] for name in shares} == {1.0}


def test_a_link_on_a_salary_is_counted() -> None:
    company = YEARS.companies[0]
    barred = next(g for g in company.groups if g.barred)
    wrong = Result(frozenset({(company.documents[0].id, barred.transactions[0])}))

    counted = score(Years((company,)), lambda _documents, _transactions: wrong)

    assert (counted.links, counted.wrong, counted.barred) == (1, 1, 1)


def test_a_payment_that_came_back_pays_nothing() -> None:
    company = YEARS.companies[0]
    returned = next(g for g in company.groups if g.returned and g.documents)
    wrong = Result(frozenset({(returned.documents[0], returned.returned[0][0])}))

    counted = score(Years((company,)), lambda _documents, _transactions: wrong)

    assert (counted.wrong, counted.reopened) == (1, 1)


def test_part_of_a_batch_is_not_the_batch() -> None:
    company = next(c for c in YEARS.companies if decidable_batches(c.groups))
    batch = decidable_batches(company.groups)[0]
    half = Result(frozenset({(batch.documents[0], batch.transactions[0])}))

    counted = score(Years((company,)), lambda _documents, _transactions: half)

    assert counted.wrong == 0
    assert counted.recall(TOGETHER) == 0


def test_the_lower_bound_of_a_share_is_that_of_wilson() -> None:
    assert lower_bound(2811, 2811) == pytest.approx(0.99863, abs=1e-5)
    assert lower_bound(90, 100) == pytest.approx(0.82563, abs=1e-5)
    assert lower_bound(0, 0) == 0


def test_hardly_a_wrong_link_and_nine_in_ten_of_what_is_decidable() -> None:
    found = score(YEARS, present)

    assert found.links > 800
    assert found.wrong <= 2
    assert found.barred == 0
    assert found.recall(ONE_TO_ONE) >= 0.88
    assert found.recall(TOGETHER) >= 0.65


@pytest.mark.slow
def test_hardly_a_wrong_link_in_years_of_ten_thousand_documents() -> None:
    found = score(generate(10_000, 20_261_203), present)

    assert found.precision_low >= 0.995
    assert found.barred == 0
    assert found.recall(ONE_TO_ONE) >= 0.88


def decidable_batches(groups: Sequence[Group]) -> list[Group]:
    """Returns the payments of several documents of one party that are decidable."""
    return [g for g in groups if g.relation is Relation.BATCH and g.decidable]


def everything(transaction: TransactionBooked) -> str:
    """Returns all that the bank shows of what the payer wrote."""
    texts = (transaction.communication, transaction.structured_communication, transaction.creditor_reference)
    return " ".join(text for text in (*texts, transaction.end_to_end_id) if text)


def digits_of(text: str | None) -> str:
    """Returns the digits of a text."""
    return "".join(c for c in text or "" if c.isdigit())
