"""Who sells, who buys, and the kind of the document."""

import pytest

from contracts.fields import DocumentKind
from services.ocr_extract.domain.extract import extract
from services.ocr_extract.domain.fields.identity import ClientIdentity, same_company
from services.ocr_extract.domain.fields.kinds import settle_kind
from tests.ocr_extract.builders import INVOICE, OUR_VAT, THEIR_IBAN, THEIR_VAT, US, text_pages

THEM = ClientIdentity.of(name="Rivanto Molens BV", vat_number=THEIR_VAT, ibans=(THEIR_IBAN,))


@pytest.mark.feature(135, 136)
def test_the_other_vat_number_on_a_purchase_is_the_suppliers_and_sure() -> None:
    found = extract(text_pages(INVOICE), US)

    seller = found.fields.seller
    assert found.kind == DocumentKind.PURCHASE_INVOICE
    assert seller.vat_number is not None
    assert seller.name is not None
    assert (seller.vat_number.value, seller.vat_number.sure, seller.name.value) == (
        THEIR_VAT,
        True,
        "Rivanto Molens BV",
    )


def test_an_account_entered_for_the_wrong_company_turns_no_purchase_into_a_sale() -> None:
    with_their_account = ClientIdentity.of(name=None, vat_number=OUR_VAT, ibans=(THEIR_IBAN,))

    found = extract(text_pages(INVOICE), with_their_account)

    seller = found.fields.seller
    assert found.kind == DocumentKind.PURCHASE_INVOICE
    assert found.kind_confidence < 0.6
    assert seller.name is not None
    assert seller.name.value == "Rivanto Molens BV"
    assert not any(number.sure for number in (seller.vat_number, found.fields.buyer.vat_number) if number)


@pytest.mark.feature(99, 135, 137)
def test_the_same_document_is_a_sale_for_the_one_who_issued_it() -> None:
    found = extract(text_pages(INVOICE), THEM)

    assert found.kind == DocumentKind.SALES_INVOICE
    assert found.fields.buyer.vat_number is not None
    assert found.fields.buyer.vat_number.value == OUR_VAT


@pytest.mark.feature(135)
def test_our_own_account_to_pay_to_makes_it_a_sale_even_without_our_vat_number() -> None:
    text = INVOICE.replace("BTW BE 0727.449.025", "")

    found = extract(text_pages(text), THEM)

    assert found.kind == DocumentKind.SALES_INVOICE


@pytest.mark.feature(135)
def test_our_own_account_that_will_be_debited_does_not() -> None:
    text = """
Energie Kubiko BV                       FACTUUR
BTW BE 0727.449.025                     Factuurnummer: V-12
                                        Datum: 01/02/2026
Klant:
Menuiserie Wérisoul SRL
Place Saint-Aubain 191
7000 Mons
BTW BE 0592.348.514

Totaal excl. btw    100,00
Btw 21%              21,00
Totaal incl. btw    121,00
Dit bedrag wordt via domiciliëring afgehouden van uw rekening BE57 0680 5695 9235
"""

    found = extract(text_pages(text), US)

    assert found.kind == DocumentKind.PURCHASE_INVOICE
    assert found.fields.iban is None, "the buyer's own account is not the one to pay to"


def test_an_unknown_client_still_gets_a_supplier_but_no_certainty() -> None:
    found = extract(text_pages(INVOICE), ClientIdentity())

    assert found.fields.seller.vat_number is None or not found.fields.seller.vat_number.sure


@pytest.mark.feature(156)
def test_two_foreign_vat_numbers_without_a_role_are_not_guessed() -> None:
    text = "FACTUUR 1\nBTW BE 0727.449.025\nBTW BE 0610.899.268\nTotaal 12,00"

    found = extract(text_pages(text), US)

    assert found.fields.seller.vat_number is None


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Menuiserie Wérisoul SRL", "MENUISERIE WERISOUL", True),
        ("Coolblue B.V.", "Coolblue", True),
        ("Garage Dubois SA", "Boulangerie Dubois SA", False),
        ("KBC", "KBO", False),
    ],
)
def test_a_name_is_the_same_without_accents_and_legal_form(left: str, right: str, same: bool) -> None:
    assert same_company(left, right) is same


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("CREDITNOTA", DocumentKind.PURCHASE_CREDIT_NOTE),
        ("NOTE DE CRÉDIT", DocumentKind.PURCHASE_CREDIT_NOTE),
        ("GUTSCHRIFT", DocumentKind.PURCHASE_CREDIT_NOTE),
        ("FACTUUR", DocumentKind.PURCHASE_INVOICE),
        ("OFFERTE", DocumentKind.OTHER),
        ("PRO FORMA", DocumentKind.OTHER),
        ("LEVERINGSBON", DocumentKind.OTHER),
        ("AANMANING", DocumentKind.OTHER),
    ],
)
@pytest.mark.feature(136, 138, 139)
def test_the_title_decides_the_kind_of_a_document(title: str, kind: DocumentKind) -> None:
    text = INVOICE.replace("FACTUUR\n", f"{title}\n", 1).replace("Factuurnummer:", "Nummer:       ")
    text = text.replace("Factuurdatum:", "Datum:       ")

    assert extract(text_pages(text), US).kind == kind


@pytest.mark.feature(101, 102, 138)
def test_a_lease_is_a_contract_and_has_no_totals() -> None:
    text = """
BAIL COMMERCIAL

Entre les soussignés
Immobilière Piérardin SRL, ayant son siège Rue Haute 1, 7000 Mons, TVA BE 0727.449.025, ci-après le bailleur
et Menuiserie Wérisoul SRL, ci-après le preneur, il est convenu ce qui suit.

Article 1. Le bailleur donne en location un atelier.
Article 2. Le loyer est de 1.200,00 EUR par mois, payable au compte BE25 4079 2602 9582.
Fait à Mons en deux exemplaires le 03/02/2026. Lu et approuvé.
"""

    found = extract(text_pages(text), US)

    assert found.kind == DocumentKind.CONTRACT
    assert (found.fields.total_with_vat, found.fields.number, found.fields.vat) == (None, None, ())


@pytest.mark.feature(100)
@pytest.mark.parametrize(
    ("read", "hint", "settled"),
    [
        (DocumentKind.PURCHASE_INVOICE, None, DocumentKind.PURCHASE_INVOICE),
        (DocumentKind.PURCHASE_INVOICE, DocumentKind.SALES_INVOICE, DocumentKind.SALES_INVOICE),
        (DocumentKind.PURCHASE_CREDIT_NOTE, DocumentKind.SALES_INVOICE, DocumentKind.SALES_CREDIT_NOTE),
        (DocumentKind.PURCHASE_INVOICE, DocumentKind.CONTRACT, DocumentKind.CONTRACT),
    ],
)
def test_the_kind_that_the_user_states_decides_the_side(
    read: DocumentKind, hint: DocumentKind | None, settled: DocumentKind
) -> None:
    assert settle_kind(read, 0.8, hint)[0] == settled
