"""Any valid invoice with any parts missing: completion makes a valid file, or refuses with reasons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import event, given
from hypothesis import strategies as st

from libs.ubl_schema import Facts, Refused, Severity, complete, read, write_ubl
from libs.ubl_schema.checks import LANGUAGES
from libs.ubl_schema.completion import STEPS
from libs.ubl_schema.completion.parties import tidy_numbers
from libs.ubl_schema.model import Address, Invoice, Line, Party, Payment, Totals
from tests.ubl_oracle import validated

from .strategies import examples, invoices

Loss = Callable[[Invoice], Invoice]


def without(*names: str) -> Loss:
    """Removes fields of the document."""
    empty = {"lines": (), "breakdown": (), "payments": (), "allowances": (), "attachments": (), "totals": Totals()}
    return lambda document: document.model_copy(update={name: empty.get(name) for name in names})


def party_without(role: str, *names: str) -> Loss:
    """Removes fields of a party."""

    def lose(document: Invoice) -> Invoice:
        party: Party = getattr(document, role)
        update = {name: Address() if name == "address" else None for name in names}
        return document.model_copy(update={role: party.model_copy(update=update)})

    return lose


def totals_without(*names: str) -> Loss:
    """Removes totals."""
    return lambda document: document.model_copy(
        update={"totals": document.totals.model_copy(update=dict.fromkeys(names))}
    )


def lines_without(*names: str) -> Loss:
    """Removes columns of the lines."""
    update = dict.fromkeys(names)
    return lambda document: document.model_copy(
        update={"lines": tuple(Line.model_validate({**dict(line), **update}) for line in document.lines)}
    )


def breakdown_without(*names: str) -> Loss:
    """Removes columns of the VAT breakdown."""
    return lambda document: document.model_copy(
        update={"breakdown": tuple(part.model_copy(update=dict.fromkeys(names)) for part in document.breakdown)}
    )


def payments_without(*names: str) -> Loss:
    """Removes fields of the payment instructions."""
    return lambda document: document.model_copy(
        update={
            "payments": tuple(
                Payment.model_validate({**dict(payment), **dict.fromkeys(names)}) for payment in document.payments
            )
        }
    )


LOSSES: dict[str, Loss] = {
    "number": without("number"),
    "issue date": without("issue_date"),
    "currency": without("currency"),
    "due date": without("due_date"),
    "terms": without("payment_terms"),
    "buyer reference": without("buyer_reference"),
    "lines": without("lines", "allowances"),
    "breakdown": without("breakdown"),
    "payments": without("payments"),
    "all totals": without("totals"),
    "total of lines": totals_without("lines"),
    "total without VAT": totals_without("without_vat"),
    "VAT total": totals_without("vat"),
    "total with VAT": totals_without("with_vat"),
    "amount to pay": totals_without("payable"),
    "seller name": party_without("seller", "name"),
    "seller VAT number": party_without("seller", "vat_id"),
    "seller numbers": party_without("seller", "vat_id", "legal_id", "tax_registration", "endpoint"),
    "seller address": party_without("seller", "address"),
    "seller endpoint": party_without("seller", "endpoint"),
    "buyer numbers": party_without("buyer", "vat_id", "legal_id", "endpoint"),
    "buyer address": party_without("buyer", "address"),
    "line amounts": lines_without("net"),
    "line prices": lines_without("price", "gross_price", "price_discount"),
    "line quantities": lines_without("quantity", "unit", "base_quantity"),
    "line categories": lines_without("vat_category"),
    "line rates": lines_without("vat_rate"),
    "line names": lines_without("name"),
    "VAT amounts": breakdown_without("vat"),
    "VAT bases": breakdown_without("base"),
    "VAT rates": breakdown_without("rate"),
    "VAT categories": breakdown_without("category"),
    "reasons": breakdown_without("exemption_code", "exemption_reason"),
    "means of payment": payments_without("means"),
    "accounts": payments_without("iban"),
    "mandates": payments_without("mandate"),
}

facts = st.builds(
    Facts,
    language=st.sampled_from(LANGUAGES),
    buyer_reference=st.sampled_from([None, "DOSSIER 7"]),
    document_hash=st.sampled_from([None, "ab12cd34ef"]),
    received_on=st.sampled_from([None, date(2026, 5, 4)]),
    is_receipt=st.booleans(),
)


@examples(120)
@given(invoices(), st.lists(st.sampled_from(sorted(LOSSES)), max_size=6, unique=True), facts)
def test_with_anything_missing_the_file_is_valid_or_refused_with_a_reason(
    document: Invoice, lost: list[str], known: Facts
) -> None:
    for name in lost:
        document = LOSSES[name](document)

    try:
        done = complete(document, known)
    except Refused as refusal:
        event("refused")
        assert refusal.findings
        assert all(finding.message(language) for finding in refusal.findings for language in LANGUAGES)
        return

    event("completed")
    data = write_ubl(done.invoice)
    networkable = not any(finding.severity is Severity.NETWORK for finding in done.findings)
    validation = validated(data, needs_endpoints=networkable)
    assert validation.is_clean, (validation, lost)
    assert read(data).invoice.says_the_same_as(done.invoice)
    assert complete(done.invoice, known).invoice.says_the_same_as(done.invoice)


@examples(60)
@given(invoices(), st.lists(st.sampled_from(sorted(LOSSES)), max_size=6, unique=True), facts)
def test_no_step_invents_a_vat_number_an_account_or_a_company_number(
    document: Invoice, lost: list[str], known: Facts
) -> None:
    for name in lost:
        document = LOSSES[name](document)

    try:
        done = complete(document, known).invoice
    except Refused:
        return

    for before, after in ((document.seller, done.seller), (document.buyer, done.buyer)):
        numbers = {before.vat_id, *(f.value for f in (before.legal_id, before.endpoint) if f is not None)}
        digits = {number.removeprefix("BE") for number in numbers if number is not None}
        assert after.vat_id in {before.vat_id, None}
        assert after.legal_id is None or after.legal_id.value.removeprefix("BE") in digits
        assert after.endpoint is None or after.endpoint.value.removeprefix("BE") in digits
    assert {payment.iban for payment in done.payments} <= {payment.iban for payment in document.payments} | {None}
    assert done.type_code == document.type_code or done.provenance["BT-3"] == "derived"


@examples(80)
@given(invoices(), st.lists(st.sampled_from(sorted(LOSSES)), max_size=6, unique=True), facts)
def test_every_step_that_fills_something_declares_it(document: Invoice, lost: list[str], known: Facts) -> None:
    """Normalising is not completing: the number is the one that was read, without the printed dots."""
    for name in lost:
        document = LOSSES[name](document)

    for step in STEPS:
        before = document.model_copy(update={"provenance": {}})
        document = step(before, known)
        undeclared = not document.says_the_same_as(before) and not document.provenance
        assert not undeclared or step is tidy_numbers, step.__name__
