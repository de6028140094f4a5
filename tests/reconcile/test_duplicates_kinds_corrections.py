"""Duplicates by content, sale or purchase, and the corrections of users."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from contracts.fields import DocumentKind, Origin, Route
from libs.refusal import Refusal
from services.reconcile.domain.corrections import (
    RememberedCorrection,
    corrected,
    corrections_to_apply,
    counterparty_key,
)
from services.reconcile.domain.duplicates import suspected_duplicate, suspected_duplicates
from services.reconcile.domain.kinds import kind_for_client, route_of
from tests.reconcile.builders import CLIENT_IBAN, CLIENT_VAT, SUPPLIER_VAT, be_iban, configured, document, fields

CLIENT = configured()
FIRST, SECOND = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    "second",
    [
        {"number": "2026 0042"},
        {"number": "2026-0042", "total": None},
        {"number": "2026-0O42"},
        {"number": None},
        {"supplier_vat": None},
    ],
)
def test_two_scans_of_one_invoice_are_suspected(second: dict[str, Any]) -> None:
    one, other = document(document_id=SECOND), document(document_id=FIRST, **second)

    found = suspected_duplicate(one, other)

    assert found is not None
    assert (found.first, found.second) == (FIRST, SECOND)


@pytest.mark.parametrize(
    "second",
    [
        {"number": "2026-0043"},
        {"number": "2026-0044"},
        {"number": "2026-0099"},
        {"number": "2026-9942", "issued": date(2026, 2, 21)},
        {"supplier_vat": CLIENT_VAT},
        {"supplier_vat": None, "seller": "Kapsalon Sofie"},
        {"issued": date(2025, 2, 20), "total": "60.00"},
    ],
)
def test_two_invoices_are_two_invoices(second: dict[str, Any]) -> None:
    assert suspected_duplicate(document(document_id=FIRST), document(document_id=SECOND, **second)) is None


def test_a_sale_is_named_by_its_number_alone_but_not_by_amount_and_day() -> None:
    sale = DocumentKind.SALES_INVOICE
    one = document(sale, document_id=FIRST, buyer="Hotel Lambermont")

    assert suspected_duplicate(one, document(sale, document_id=SECOND, buyer="Hotel L.")) is not None
    assert suspected_duplicate(one, document(sale, document_id=SECOND, number=None, buyer="Kapsalon Sofie")) is None


def test_an_invoice_and_its_credit_note_are_no_duplicates() -> None:
    note = document(DocumentKind.PURCHASE_CREDIT_NOTE, document_id=SECOND)

    assert suspected_duplicate(document(document_id=FIRST), note) is None


@pytest.mark.feature(132)
def test_a_pair_that_a_user_unlinked_is_not_suspected_again() -> None:
    one, other = document(document_id=FIRST), document(document_id=SECOND)

    assert len(suspected_duplicates(one, [other])) == 1
    assert suspected_duplicates(one, [other], frozenset({frozenset({FIRST, SECOND})})) == []


@pytest.mark.parametrize(
    ("kind", "parties", "seen"),
    [
        ("purchase_invoice", {"supplier_vat": CLIENT_VAT}, "sales_invoice"),
        ("purchase_credit_note", {"supplier_vat": CLIENT_VAT}, "sales_credit_note"),
        ("purchase_invoice", {"supplier_vat": None, "iban": CLIENT_IBAN}, "sales_invoice"),
        ("sales_invoice", {"customer_vat": CLIENT_VAT}, "purchase_invoice"),
        ("purchase_invoice", {"customer_vat": CLIENT_VAT}, "purchase_invoice"),
        ("sales_invoice", {"supplier_vat": CLIENT_VAT, "customer_vat": SUPPLIER_VAT}, "sales_invoice"),
        ("purchase_invoice", {"supplier_vat": CLIENT_VAT, "customer_vat": CLIENT_VAT}, "purchase_invoice"),
        ("receipt", {"supplier_vat": CLIENT_VAT}, "receipt"),
    ],
)
def test_the_issuer_decides_between_sale_and_purchase(kind: str, parties: dict[str, Any], seen: str) -> None:
    assert kind_for_client(DocumentKind(kind), fields(**parties), CLIENT) == seen


def test_a_card_statement_goes_the_way_the_client_chose() -> None:
    assert route_of(DocumentKind.CARD_STATEMENT, CLIENT) is Route.PURCHASE
    assert route_of(DocumentKind.CARD_STATEMENT, configured(card_statement_route=Route.MISC)) is Route.MISC
    assert route_of(DocumentKind.SALES_CREDIT_NOTE, CLIENT) is Route.SALES
    assert route_of(DocumentKind.CONTRACT, CLIENT) is Route.MISC


def test_a_correction_wins_and_says_that_a_user_made_it() -> None:
    fixed = corrected(fields(), {"number": "2026-0043", "seller.name": "Ateliers Dubois", "due_date": "2026-03-20"})

    assert fixed.number is not None
    assert fixed.seller.name is not None
    assert fixed.due_date is not None
    assert (fixed.number.value, fixed.number.origin, fixed.number.sure) == ("2026-0043", Origin.USER, True)
    assert fixed.seller.name.value == "Ateliers Dubois"
    assert fixed.due_date.value == date(2026, 3, 20)


def test_a_correction_can_take_a_value_away_or_replace_the_vat_rows() -> None:
    row = {"category": "S", "rate": "21", "base": "100.00", "vat": "21.00"}

    fixed = corrected(fields(), {"number": None, "vat": [row]})

    assert fixed.number is None
    assert [str(r.vat) for r in fixed.vat] == ["21.00"]


@pytest.mark.parametrize(
    ("path", "value"),
    [("colour", "blue"), ("seller", "x"), ("seller.iban", "x"), ("vat.rate", "x"),
     ("iban", "BE00"), ("total_with_vat", 12.5), ("issue_date", "yesterday")],
)  # fmt: skip
def test_a_wrong_correction_is_refused_by_name(path: str, value: object) -> None:
    with pytest.raises(Refusal) as refused:
        corrected(fields(), {path: value})

    assert refused.value.field == path


def test_a_correction_is_remembered_for_the_same_mistake_only() -> None:
    correction = RememberedCorrection("seller.name", was="Ateliers Dubols SRL", value="Ateliers Dubois SRL")

    assert corrections_to_apply(fields(seller="Ateliers Dubols SRL"), [correction]) == {
        "seller.name": "Ateliers Dubois SRL"
    }
    assert corrections_to_apply(fields(seller=None), [correction]) == {"seller.name": "Ateliers Dubois SRL"}
    assert corrections_to_apply(fields(seller="Dubois & Zonen"), [correction]) == {}


def test_a_new_bank_account_is_never_hidden_by_an_old_correction() -> None:
    correction = RememberedCorrection("iban", was=be_iban(1), value=be_iban(2))

    assert corrections_to_apply(fields(iban=be_iban(3)), [correction]) == {}


def test_numbers_and_totals_are_never_remembered() -> None:
    assert corrections_to_apply(fields(number=None), [RememberedCorrection("number", was=None, value="1")]) == {}


def test_a_counterparty_is_remembered_by_its_number_or_else_its_name() -> None:
    purchase = DocumentKind.PURCHASE_INVOICE

    assert counterparty_key(purchase, fields()) == SUPPLIER_VAT[2:]
    assert counterparty_key(purchase, fields(supplier_vat=None)) == "ateliers dubois"
    assert counterparty_key(purchase, fields(supplier_vat=None, seller=None)) is None
