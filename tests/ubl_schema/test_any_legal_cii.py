"""Any valid invoice is a valid Factur-X at both levels, and is read back as far as the level goes."""

from __future__ import annotations

from hypothesis import assume, given

from libs.ubl_schema import CII_BASICWL, CII_EN16931, read, write
from libs.ubl_schema.credit import is_negative
from libs.ubl_schema.model import Invoice, Payment
from libs.ubl_schema.official import validate_cii

from .strategies import examples, invoices


def in_cii_order(document: Invoice) -> Invoice:
    """Returns the invoice in the order of CII, which has numbers without a register before those with one."""
    seller = document.seller
    numbers = tuple(sorted(seller.identifiers, key=lambda number: number.scheme is not None))
    return document.model_copy(update={"seller": seller.model_copy(update={"identifiers": numbers})})


@examples(35)
@given(invoices())
def test_level_en_16931_is_valid_and_reads_back_the_same(document: Invoice) -> None:
    assume(not is_negative(document))
    document = in_cii_order(document)

    data = write(document, CII_EN16931)
    reading = read(data)

    fatal = [violation for violation in validate_cii(data) if violation.is_fatal]
    assert fatal == []
    assert reading.warnings == ()
    assert reading.unknown == {}
    assert reading.invoice.says_the_same_as(document), [
        (name, getattr(reading.invoice, name), getattr(document, name))
        for name in type(document).model_fields
        if getattr(reading.invoice, name) != getattr(document, name)
    ]


@examples(35)
@given(invoices())
def test_level_basic_wl_is_valid_and_keeps_what_is_booked(document: Invoice) -> None:
    assume(not is_negative(document))

    data = write(document, CII_BASICWL)
    back = read(data).invoice

    fatal = [violation for violation in validate_cii(data) if violation.is_fatal]
    assert fatal == []
    assert back.lines == ()
    for kept in ("number", "issue_date", "type_code", "currency", "due_date", "breakdown", "allowances"):
        assert getattr(back, kept) == getattr(document, kept)
    assert (back.totals.with_vat, back.totals.payable) == (document.totals.with_vat, document.totals.payable)
    assert (back.seller.vat_id, back.buyer.vat_id) == (document.seller.vat_id, document.buyer.vat_id)
    assert [payment.iban for payment in back.payments] == [payment.iban for payment in document.payments]
    assert Payment() not in back.payments
