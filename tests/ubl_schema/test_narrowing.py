"""What EN 16931 allows and BIS 3 does not is normalised by a named step, never refused."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest

from libs.ubl_schema import Invoice, UblError, complete, read, write_ubl
from libs.ubl_schema.model import AllowanceCharge, Identifier, Payment, Period
from tests.skips import CORPUS, Skip, needs
from tests.ubl_oracle import validated

from .builders import D, attached, client, iban, invoice, line, part, supplier, totals

EINVOICES = CORPUS / "ebill"


def exempt(code: str, category: str = "E", rate: str | None = "0") -> Invoice:
    return invoice(
        lines=(line(1, "100.00", "0", category),),
        breakdown=(part("100.00", "0", rate, category, exemption_code=code, exemption_reason="Art. 44"),),
        totals=totals("100.00", "0"),
    )


def outside(rate: str) -> Invoice:
    return invoice(
        seller=supplier(vat_id=None),
        buyer=client(vat_id=None),
        lines=(line(1, "100.00", rate, "O"),),
        breakdown=(part("100.00", "0", rate, "O", exemption_reason="Art. 2"),),
        totals=totals("100.00", "0"),
    )


def reduced(**more: object) -> Invoice:
    discount = AllowanceCharge.model_validate(
        {"amount": "10.00", "reason": "Remise", "vat_category": "S", "vat_rate": 21} | more
    )
    return invoice(
        allowances=(discount,),
        breakdown=(part("90.00", "18.90"),),
        totals=totals("90.00", "18.90", lines="100.00", allowances="10.00"),
    )


def in_march(number: int) -> Period:
    issued = invoice().issue_date
    assert issued is not None
    return Period(start=issued.replace(month=3, day=number), end=issued.replace(month=3, day=number + 5))


CASES: dict[str, tuple[Invoice, str]] = {
    "the VAT currency is the currency": (invoice(vat_currency="EUR"), "vat_currency_that_adds_nothing"),
    "a VAT currency without its total": (invoice(vat_currency="SEK"), "vat_currency_that_adds_nothing"),
    "outside the scope at zero per cent": (outside("0"), "rates_that_do_not_fit_their_category"),
    "exempt with a rate": (exempt("VATEX-EU-132", rate="6"), "rates_that_do_not_fit_their_category"),
    "a code in small letters": (exempt("vatex-eu-132"), "exemption_code_in_capitals"),
    "a code of another category": (exempt("VATEX-EU-AE"), "exemption_code_in_capitals"),
    "a base without percentage": (reduced(base="100.00"), "allowances_without_half_a_calculation"),
    "a percentage without base": (reduced(percentage=10), "allowances_without_half_a_calculation"),
    "a percentage that is another": (reduced(base="100.00", percentage=12), "allowances_without_half_a_calculation"),
    "a gross price that does not fit": (
        invoice(lines=(line(1, "100.00", gross_price=D(120), price_discount=D(5)),)),
        "prices_that_contradict_each_other",
    ),
    "a line outside the period": (
        invoice(period=in_march(5), lines=(line(1, "100.00", period=in_march(2)),)),
        "period_that_covers_its_lines",
    ),
    "two identifiers of the buyer": (
        invoice(buyer=client(identifiers=(Identifier(value="A"), Identifier(value="B")))),
        "one_identifier_for_buyer_and_payee",
    ),
    "transfer and card": (
        invoice(payments=(Payment(means="48", card_number="1234"), Payment(means="30", iban=iban(1)))),
        "one_means_of_payment",
    ),
    "two references": (
        invoice(
            payments=(
                Payment(means="30", iban=iban(1), reference="one"), Payment(means="30", iban=iban(2), reference="two"),
            )
        ),
        "one_means_of_payment",
    ),
    "a file of another type": (
        invoice(attachments=(attached(b"text", "image/png", "a.png"),)), "attachments_that_are_what_they_say",
    ),
    "a note like a subject code": (invoice(note="Lot #C! #2"), "note_without_a_wrong_subject_code"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_step_is_named_and_the_file_is_valid(name: str) -> None:
    document, step = CASES[name]

    done = complete(document)

    assert step in done.steps
    assert validated(write_ubl(done.invoice)).is_clean
    assert done.invoice.totals.payable == document.totals.payable


def test_the_transfer_is_kept_where_the_file_names_a_card_too() -> None:
    document, _ = CASES["transfer and card"]

    (payment,) = complete(document).invoice.payments

    assert (payment.means, payment.iban) == ("30", iban(1))


def test_a_rate_of_lines_that_add_up_to_nothing_joins_the_breakdown() -> None:
    free = line(2, "0.00", "6", price=D(0), accounting_cost="604000")

    done = complete(invoice(lines=(line(1, "100.00"), free)))

    assert "breakdown_of_lines_without_amount" in done.steps
    assert validated(write_ubl(done.invoice)).is_clean


@needs(EINVOICES.is_dir(), Skip.FOREIGN_CORPUS)
def test_no_valid_foreign_file_is_refused_and_none_becomes_invalid() -> None:
    refused, written = {}, 0
    for each in json.loads((EINVOICES / "manifest.json").read_text("utf-8")):
        if each["core_rules_broken"]:
            continue
        with suppress(UblError):
            reading = read((EINVOICES / each["file"]).read_bytes())
            written += 1
            try:
                done = complete(reading.invoice)
            except UblError as problem:
                refused[each["file"]] = str(problem)
                continue
            data = write_ubl(done.invoice)
            assert validated(data, peppol=False).is_clean, each["file"]
            assert read(data).invoice.says_the_same_as(done.invoice), each["file"]

    assert written > 200
    assert refused == {}
