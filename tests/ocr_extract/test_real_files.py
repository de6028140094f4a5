"""Real files made by others, when they lie beside the repository; skipped, with a word, when they do not."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.fields import DocumentFields
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.limits import Limits
from services.ocr_extract.outcome import Extracted, Unreadable
from services.ocr_extract.reading import read_bytes
from tests.skips import SAMPLES, Skip, needs

pytestmark = needs(SAMPLES.is_dir(), Skip.FOREIGN_FILES)


def read(name: str) -> DocumentFields:
    outcome = read_bytes((SAMPLES / name).read_bytes(), ClientIdentity(), Limits())
    assert isinstance(outcome.result, Extracted)
    return outcome.result.fields


@pytest.mark.parametrize(
    ("name", "number", "issued", "excl", "incl", "vat"),
    [
        ("facturx/Facture_FR_BASICWL.pdf", "FA-2017-0010", date(2017, 11, 13), "624.90", "671.15", "FR11999999998"),
        ("facturx/EN16931_Einfach.pdf", "471102", date(2018, 3, 5), "473.00", "529.87", None),
        ("pdf/coolblue1.pdf", "993548900", date(2014, 4, 19), "593.36", "717.97", "NL810433941B01"),
        ("pdf/free_fiber.pdf", "562044387", date(2015, 7, 2), "24.99", "29.99", "FR60421938861"),
    ],
)
def test_a_real_invoice_is_read(name: str, number: str, issued: date, excl: str, incl: str, vat: str | None) -> None:
    fields = read(name)

    assert fields.number is not None
    assert fields.issue_date is not None
    assert fields.total_without_vat is not None
    assert fields.total_with_vat is not None
    assert (fields.number.value, fields.issue_date.value) == (number, issued)
    assert (fields.total_without_vat.value, fields.total_with_vat.value) == (Decimal(excl), Decimal(incl))
    assert (fields.seller.vat_number.value if fields.seller.vat_number else None) == vat


def test_the_account_and_seller_of_a_real_invoice() -> None:
    fields = read("pdf/coolblue1.pdf")

    assert fields.iban is not None
    assert fields.seller.name is not None
    assert (fields.iban.value, fields.seller.name.value) == ("NL50INGB0683251309", "Coolblue B.V.")


@pytest.mark.parametrize("name", ["base-example.xml", "base-creditnote-correction.xml"])
def test_a_published_ubl_example_is_read(name: str) -> None:
    fields = read(f"ubl/{name}")

    assert fields.total_with_vat is not None
    assert fields.total_with_vat.value == Decimal("1656.25")


def test_a_photographed_receipt_waits_for_ocr() -> None:
    outcome = read_bytes((SAMPLES / "receipts" / "000.jpg").read_bytes(), ClientIdentity(), Limits())

    assert isinstance(outcome.result, Unreadable)
    assert outcome.result.code == "needs_ocr"
