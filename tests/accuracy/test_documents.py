"""The documents agree with their truth, and are the same in every run."""

from collections import Counter
from functools import cache

import pytest

from libs.samples.text_layer import plain, text_of
from tests.accuracy.designs import TUNING
from tests.accuracy.documents import CLASSES, Class, Document, Task, make_document, plan
from tests.accuracy.show import task_of
from tests.accuracy.specials import RECEIPTS, SPECIALS

PRINTED = 24


@cache
def printed() -> tuple[Document, ...]:
    """Invoices, receipts and statements with a text layer."""
    amounts: dict[Class, int] = {"born-digital": PRINTED, "receipts": 6, "card-statements": 6}
    return tuple(
        make_document(Task(class_, 3, number), TUNING) for class_, count in amounts.items() for number in range(count)
    )


def test_a_plan_holds_a_thousand_documents_of_every_class() -> None:
    counts = Counter(task.class_ for task in plan(1, 1200))

    assert set(counts) == set(CLASSES)
    assert counts.total() >= 1000
    assert min(counts.values()) >= 40


@pytest.mark.parametrize("class_", CLASSES)
def test_a_task_makes_the_same_document_in_every_run(class_: Class) -> None:
    task = Task(class_, 5, 2)

    first, again = make_document(task, TUNING), make_document(task, TUNING)

    assert first.sample.sha256 == again.sample.sha256
    assert first.sample.truth == again.sample.truth
    assert first.look == again.look


def test_the_name_of_a_document_says_how_to_make_it_again() -> None:
    document = printed()[3]

    assert task_of(document.sample.name) == document.task


def test_what_the_truth_shows_is_printed_on_the_document() -> None:
    missing = [
        (document.sample.name, key, value)
        for document in printed()
        for text in [text_of(document.sample.content)]
        for key, value in document.sample.truth.shown.items()
        if not key.endswith(".description") and plain(value) not in text
    ]

    assert missing == []


def test_every_document_to_book_names_its_sender_number_day_and_total() -> None:
    always = {"seller.name", "number", "issue_date", "total_with_vat"}
    booked = [document for document in printed() if document.sample.truth.kind not in ("contract", "other")]

    incomplete = [document.design for document in booked if not always <= document.sample.truth.shown.keys()]

    assert len(booked) > PRINTED / 2
    assert incomplete == []


def test_the_client_is_on_every_document_that_names_a_customer() -> None:
    strangers = [
        document.sample.name
        for document in printed()
        if (truth := document.sample.truth).buyer
        and truth.seller
        and document.client.name not in (truth.seller.name, truth.buyer.name)
    ]

    assert strangers == []


def test_an_offer_has_nothing_to_book() -> None:
    number = next(number for number in range(200) if drawn(number) == "offer")

    truth = make_document(Task("born-digital", 7, number), TUNING).sample.truth

    assert truth.kind == "other"
    assert (truth.number, truth.total_with_vat, truth.vat_rows) == (None, None, ())


def drawn(number: int) -> str:
    return make_document(Task("born-digital", 7, number), TUNING).special


def test_the_cases_cover_every_treatment_and_way_to_pay() -> None:
    cases = [*SPECIALS, *RECEIPTS]

    treatments = {special.spec.treatment for special in cases}
    payments = {special.spec.payment for special in cases}

    assert treatments == {
        "domestic", "reverse_charge", "intra_community", "small_business", "export", "margin", "zero",
    }  # fmt: skip
    assert payments == {"unknown", "bank", "card", "direct_debit", "cash"}
    assert any(special.spec.trade == "training" for special in cases)  # exempt because of what is sold
