"""What a kind of document says about it."""

import pytest

from contracts.fields import DocumentKind

K = DocumentKind


@pytest.mark.parametrize(
    ("kind", "sale", "credit_note", "invoice", "paid"),
    [
        (K.PURCHASE_INVOICE, False, False, True, True),
        (K.PURCHASE_CREDIT_NOTE, False, True, True, True),
        (K.SALES_INVOICE, True, False, True, True),
        (K.SALES_CREDIT_NOTE, True, True, True, True),
        (K.RECEIPT, False, False, False, True),
        (K.CARD_STATEMENT, False, False, False, True),
        (K.CONTRACT, False, False, False, False),
        (K.OTHER, False, False, False, False),
    ],
)
def test_a_kind_says_who_issued_it_and_what_it_asks(
    kind: DocumentKind, sale: bool, credit_note: bool, invoice: bool, paid: bool
) -> None:
    assert (kind.is_sale, kind.is_credit_note, kind.is_invoice, kind.is_payable) == (sale, credit_note, invoice, paid)


@pytest.mark.parametrize("kind", [kind for kind in DocumentKind if kind.is_invoice])
def test_an_invoice_is_made_of_what_it_says(kind: DocumentKind) -> None:
    assert DocumentKind.invoice(sale=kind.is_sale, credit_note=kind.is_credit_note) is kind
