"""No wrong link on years of invented companies whose truth is known; and the same links in any order of arrival."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.reconcile.domain.blocking import facets_of_document, facets_of_transaction, reached
from services.reconcile.domain.keys import DocumentKeys, TransactionKeys
from services.reconcile.domain.matching import PairIds, judge
from tests.reconcile.company_year import company_year


def arrive(items: Sequence[DocumentKeys | TransactionKeys]) -> frozenset[PairIds]:
    """Take things in one by one, judging each time only what hangs together with the new one, as the service does."""
    documents: dict[int, list[DocumentKeys]] = {}
    transactions: dict[int, list[TransactionKeys]] = {}
    links: set[PairIds] = set()
    for item in items:
        if item.cents is None:
            continue
        if isinstance(item, DocumentKeys):
            documents.setdefault(item.cents, []).append(item)
            facets = facets_of_document(item)
        else:
            transactions.setdefault(item.cents, []).append(item)
            facets = facets_of_transaction(item)
        papers, moves = reached(documents.get(item.cents, []), transactions.get(item.cents, []), facets)
        judged = {d.document_id for d in papers} | {t.transaction_id for t in moves}
        links = {pair for pair in links if not set(pair) & judged} | judge(papers, moves).pairs()
    return frozenset(links)


@pytest.mark.feature(215, 217)
def test_automatic_links_are_right_in_at_least_999_of_1000(record_property: Callable[[str, object], None]) -> None:
    made, wrong, payable, found = 0, 0, 0, 0
    grounds: Counter[str] = Counter()

    for seed in range(500, 525):
        year = company_year(seed, suppliers=20, per_supplier=12)
        verdict = judge(year.document_keys(), year.transaction_keys())
        made += len(verdict.links)
        wrong += len(verdict.pairs() - year.truth)
        payable += len(year.exact)
        found += len(verdict.pairs() & year.exact)
        grounds.update(link.ground.name for link in verdict.links)

    precision, recall = 1 - wrong / made, found / payable
    record_property("precision", precision)
    record_property("recall", recall)
    print(f"{made} links, {wrong} wrong, precision {precision:.5f}, recall {recall:.3f}, {dict(grounds)}")
    assert made > 5000
    assert precision >= 0.999
    assert recall >= 0.75


@given(seed=st.integers(min_value=0, max_value=10**6))
@settings(max_examples=25, deadline=None)
def test_hardly_any_wrong_link_on_any_small_company(seed: int) -> None:
    year = company_year(seed, suppliers=5, per_supplier=6)

    verdict = judge(year.document_keys(), year.transaction_keys())

    assert len(verdict.pairs() - year.truth) <= 1


@given(seed=st.integers(min_value=0, max_value=10**6))
@settings(max_examples=15, deadline=None)
def test_nothing_is_linked_twice(seed: int) -> None:
    year = company_year(seed, suppliers=5, per_supplier=6)

    verdict = judge(year.document_keys(), year.transaction_keys())

    assert len({link.document_id for link in verdict.links}) == len(verdict.links)
    assert len({link.transaction_id for link in verdict.links}) == len(verdict.links)
    asked: frozenset[UUID] = verdict.asked_documents | verdict.asked_transactions
    assert not asked & {i for pair in verdict.pairs() for i in pair}


@given(seed=st.integers(min_value=0, max_value=10**6))
@settings(max_examples=10, deadline=None)
def test_the_order_of_arrival_does_not_matter(seed: int) -> None:
    year = company_year(seed, suppliers=6, per_supplier=6)
    documents, transactions = year.document_keys(), year.transaction_keys()
    shuffled: list[DocumentKeys | TransactionKeys] = [*documents, *transactions]
    random.Random(seed).shuffle(shuffled)

    all_at_once = judge(documents, transactions).pairs()

    assert arrive([*documents, *transactions]) == all_at_once
    assert arrive([*transactions, *documents]) == all_at_once
    assert arrive(shuffled) == all_at_once
