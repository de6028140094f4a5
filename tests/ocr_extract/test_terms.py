"""The due date that follows from the printed terms."""

from datetime import date

import pytest

from services.ocr_extract.domain.fields.terms import due_by_terms
from tests.ocr_extract.builders import text_pages

ISSUED = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        ("Conditions de paiement : 30 jours", date(2026, 2, 14)),
        ("30 jours fin de mois", date(2026, 2, 28)),
        ("Betaalbaar binnen 14 dagen na factuurdatum", date(2026, 1, 29)),
        ("Betaaltermijn: Einde maand + 15 dagen", date(2026, 2, 15)),
        ("Payment terms: net 45 days", date(2026, 3, 1)),
        ("Zahlbar innerhalb von 10 Tagen mit 2 % Skonto, 30 Tage netto", date(2026, 2, 14)),
        ("Zahlung: 15 Tage nach Monatsende", date(2026, 2, 15)),
        ("Paiement : comptant", ISSUED),
        ("Betaling: contant", ISSUED),
        ("30% d'acompte, solde à 30 j", date(2026, 2, 14)),
    ],
)
@pytest.mark.feature(144)
def test_terms_give_a_due_date(terms: str, due: date) -> None:
    found = due_by_terms(text_pages(terms), ISSUED)

    assert found is not None
    assert found.value == due


@pytest.mark.parametrize(
    "text",
    [
        "Toute réclamation doit nous parvenir dans les 8 jours.",
        "3 % d'escompte pour paiement dans les 10 jours",
        "Klachten binnen 8 dagen na ontvangst",
        "Séjour de 3 jours",
        "Retour possible pendant 30 jours",
    ],
)
@pytest.mark.feature(156)
def test_other_days_are_no_terms(text: str) -> None:
    assert due_by_terms(text_pages(text), ISSUED) is None


def test_two_terms_that_disagree_give_no_due_date() -> None:
    assert due_by_terms(text_pages("Paiement : 30 jours\nBetaling binnen 14 dagen"), ISSUED) is None
