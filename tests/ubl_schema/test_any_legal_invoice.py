"""Any valid combination of fields is valid by the official rules and is read back as the same model."""

from __future__ import annotations

from hypothesis import event, given

from libs.ubl_schema import Severity, check, read, write_ubl
from libs.ubl_schema.credit import is_negative
from libs.ubl_schema.model import Invoice
from tests.ubl_oracle import validated

from .strategies import examples, invoices


@examples(60)
@given(invoices())
def test_what_we_write_is_valid_and_reads_back_the_same(document: Invoice) -> None:
    has_endpoints = document.seller.endpoint is not None and document.buyer.endpoint is not None
    networkable = not any(finding.severity is Severity.NETWORK for finding in check(document))

    data = write_ubl(document)
    reading = read(data)

    event("both endpoints" if has_endpoints else "an endpoint is missing")
    assert networkable == has_endpoints
    validation = validated(data, needs_endpoints=has_endpoints)
    assert validation.is_clean, validation
    if is_negative(document):
        assert reading.invoice.is_credit_note
    else:
        assert reading.warnings == ()
        assert reading.invoice.says_the_same_as(document)
    assert reading.unknown == {}


@examples(30)
@given(invoices())
def test_reading_writing_and_reading_again_is_stable(document: Invoice) -> None:
    first = read(write_ubl(document)).invoice

    second = read(write_ubl(first)).invoice

    assert second.says_the_same_as(first)
    assert write_ubl(second) == write_ubl(first)
