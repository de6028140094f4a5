"""No wrong link in years of invented companies whose true pairs are known, and the same links in any order."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.reconcile.domain.blocking import blocking_keys_of_document, blocking_keys_of_transaction, connected
from services.reconcile.domain.keys import DocumentKeys, TransactionKeys
from services.reconcile.domain.matching import PairIds, find_matches
from tests.reconcile.company_year import company_year


def arrive(items: Sequence[DocumentKeys | TransactionKeys]) -> frozenset[PairIds]:
    """Returns the links after adding items one by one, each time matching only what is connected with the new one."""
    documents: dict[int, list[DocumentKeys]] = {}
    transactions: dict[int, list[TransactionKeys]] = {}
    links: set[PairIds] = set()
    for item in items:
        if item.cents is None:
            continue
        cents = abs(item.cents)
        if isinstance(item, DocumentKeys):
            documents.setdefault(cents, []).append(item)
            blocking_keys = blocking_keys_of_document(item)
        else:
            transactions.setdefault(cents, []).append(item)
            blocking_keys = blocking_keys_of_transaction(item)
        near_documents, near_transactions = connected(
            documents.get(cents, []), transactions.get(cents, []), blocking_keys
        )
        near_ids = {d.document_id for d in near_documents} | {t.transaction_id for t in near_transactions}
        links = {pair for pair in links if not set(pair) & near_ids} | find_matches(
            near_documents, near_transactions
        ).pairs()
    return frozenset(links)


@pytest.mark.feature(215, 217)
def test_automatic_links_are_right_in_at_least_999_of_1000(record_property: Callable[[str, object], None]) -> None:
    made, wrong, payable, found = 0, 0, 0, 0
    grounds: Counter[str] = Counter()

    for seed in range(500, 525):
        year = company_year(seed, suppliers=20, per_supplier=12)
        result = find_matches(year.document_keys(), year.transaction_keys())
        made += len(result.matches)
        wrong += len(result.pairs() - year.truth)
        payable += len(year.exact)
        found += len(result.pairs() & year.exact)
        grounds.update(match.ground.name for match in result.matches)

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

    result = find_matches(year.document_keys(), year.transaction_keys())

    assert len(result.pairs() - year.truth) <= 1


@given(seed=st.integers(min_value=0, max_value=10**6))
@settings(max_examples=15, deadline=None)
def test_nothing_is_linked_twice(seed: int) -> None:
    year = company_year(seed, suppliers=5, per_supplier=6)

    result = find_matches(year.document_keys(), year.transaction_keys())

    assert len({match.document_id for match in result.matches}) == len(result.matches)
    assert len({match.transaction_id for match in result.matches}) == len(result.matches)
    ambiguous: frozenset[UUID] = result.ambiguous_documents | result.ambiguous_transactions
    assert not ambiguous & {i for pair in result.pairs() for i in pair}


@given(seed=st.integers(min_value=0, max_value=10**6))
@settings(max_examples=10, deadline=None)
def test_the_order_of_arrival_does_not_matter(seed: int) -> None:
    year = company_year(seed, suppliers=6, per_supplier=6)
    documents, transactions = year.document_keys(), year.transaction_keys()
    shuffled: list[DocumentKeys | TransactionKeys] = [*documents, *transactions]
    random.Random(seed).shuffle(shuffled)

    all_at_once = find_matches(documents, transactions).pairs()

    assert arrive([*documents, *transactions]) == all_at_once
    assert arrive([*transactions, *documents]) == all_at_once
    assert arrive(shuffled) == all_at_once
