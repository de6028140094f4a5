"""Several documents in one file are pointed out, and nothing of them is believed."""

import pytest

from libs.reasons.reading import ReadingReason
from services.ocr_extract.limits import Limits
from services.ocr_extract.outcome import Extracted
from services.ocr_extract.reading import read_bytes
from tests.ocr_extract.builders import US, pdf


def invoice(number: str, total: str, *, more: str = "") -> str:
    return f"""
Ateliers Dubois SRL
Rue Haute 12, 1000 Bruxelles

FACTURE
Facture n°: {number}
Date de facture: 05/03/2026
{more}
Total à payer                         {total} EUR
"""


def read(*pages: str) -> Extracted:
    result = read_bytes(pdf(*pages), US, Limits()).result
    assert isinstance(result, Extracted)
    return result


def test_two_invoices_in_one_file_are_pointed_out_and_nothing_of_them_is_believed() -> None:
    result = read(invoice("2026-0147", "121,00"), invoice("2026-0148", "242,00"))

    (warning,) = [w for w in result.warnings if w.code == ReadingReason.SEVERAL_IN_FILE]
    values = [getattr(result.fields, name) for name in ("number", "issue_date", "total_with_vat", "payable")]
    assert warning.params == {"count": "2"}
    assert all(value is None or (not value.sure and value.confidence < 0.5) for value in values)


@pytest.mark.parametrize(
    "pages",
    [
        (invoice("2026-0147", "121,00"),),
        (invoice("2026-0147", "121,00"), invoice("2026-0147", "242,00")),
        (invoice("2026-0147", "121,00"), invoice("2026-0148", "121,00")),
        (invoice("2026-0147", "121,00"), "Conditions générales\n\nArticle 1. Le paiement est dû à 30 jours."),
        ("Facture n°: 2026-0147\n\nReport à la page suivante", invoice("2026-0147", "121,00")),
    ],
)
def test_the_pages_of_one_invoice_are_one_document(pages: tuple[str, ...]) -> None:
    result = read(*pages)

    assert ReadingReason.SEVERAL_IN_FILE not in {warning.code for warning in result.warnings}
