"""How a document states its payment."""

import pytest

from contracts.fields import PaymentState
from services.ocr_extract.domain.fields.identifiers import find_ibans
from services.ocr_extract.domain.fields.payment import read_payment
from tests.ocr_extract.builders import text_pages


def state(text: str, *, receipt: bool = False) -> PaymentState | None:
    pages = text_pages(text)
    read = read_payment(pages, (), ibans=find_ibans(pages), receipt=receipt)
    return read.value if read else None


@pytest.mark.parametrize(
    "text",
    [
        "Payé par carte le 12/03/2026",
        "Betaald met Bancontact op 20-03-2026",
        "Paid by credit card",
        "Bereits per Kreditkarte bezahlt",
        "Charged to your Visa card on 05/11/2026",
        "Mode de paiement : Mastercard",
        "Betaald met pin",
        "VISA ************1234",
    ],
)
@pytest.mark.feature(140)
def test_paid_by_card(text: str) -> None:
    assert state(text) == PaymentState.CARD


@pytest.mark.parametrize(
    "text",
    [
        "Ce montant sera prélevé le 15/04",
        "Het bedrag wordt via domiciliëring afgehouden",
        "Avis de prélèvement automatique",
        "Der Betrag wird am 12.03. von Ihrem Konto abgebucht",
        "Paid by direct debit",
        "Wordt omstreeks 28/09/2026 automatisch geïncasseerd",
    ],
)
@pytest.mark.feature(140)
def test_direct_debit(text: str) -> None:
    assert state(text) == PaymentState.DIRECT_DEBIT


@pytest.mark.parametrize(
    "text",
    [
        "Optez pour la domiciliation, c'est plus facile",
        "U kunt ook betalen via domiciliëring",
        "Nous acceptons Visa et Bancontact",
        "Carte de visite imprimée",
    ],
)
@pytest.mark.feature(140, 156)
def test_an_offer_is_no_payment(text: str) -> None:
    assert state(text) in (None, PaymentState.BANK)


@pytest.mark.parametrize("text", ["Payé en espèces", "Contant betaald", "Bar bezahlt am 18.04.2026", "Paid cash"])
@pytest.mark.feature(140, 154)
def test_paid_in_cash(text: str) -> None:
    assert state(text) == PaymentState.CASH


@pytest.mark.feature(140)
def test_on_a_till_receipt_the_card_stands_before_the_amount() -> None:
    assert state("TOTAAL  15,07\nBANCONTACT  15,07", receipt=True) == PaymentState.CARD


def test_an_account_alone_asks_for_a_transfer() -> None:
    assert state("BE25 4079 2602 9582") == PaymentState.BANK
