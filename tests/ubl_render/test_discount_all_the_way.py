"""A discount from the document to the file: read, published, corrected by a user, released, written; each as JSON."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from contracts.events.release import DocumentReleased
from contracts.fields import DocumentFields
from libs.ubl_schema import Invoice
from libs.ubl_schema import read as read_ubl
from services.ocr_extract.domain.extract import extract
from services.reconcile.domain.corrections import corrected
from services.ubl_render.rendering.profiles import load_packages
from services.ubl_render.rendering.render import render
from services.ubl_render.rendering.results import Material
from tests.ocr_extract.builders import THEIR_VAT, US, text_pages
from tests.ubl_oracle import validated
from tests.ubl_render import builders

PACKAGE = load_packages()["octopus"]
INVOICE_TEXT = f"""
Rivanto Molens BV                                  FACTUUR
Dorpsstraat 61
9700 Oudenaarde                                    Factuurnummer:   VF-004513
BTW BE {THEIR_VAT[2:]}                                   Factuurdatum:    14-10-2026

                                                   Menuiserie Wérisoul SRL
                                                   Place Saint-Aubain 191
                                                   7000 Mons
                                                   BTW BE 0592.348.514

Omschrijving                    Aantal     Prijs       BTW     Bedrag
Roggemeel, zak 25 kg            10         20,00       6%      200,00
Broodmand, riet                 2          50,00       21%     100,00

                                                   Subtotaal          300,00
                                                   Korting 10 %       -30,00
                                                   Verzendkosten       15,00
                                                   Totaal excl. btw   285,00
                                                   Btw 6 % op 180,00   10,80
                                                   Btw 21 % op 105,00  22,05
                                                   Te betalen         317,85 EUR
"""
FLOUR = {"name": "Roggemeel", "unit_price": "180.00", "net": "180.00", "category": "S", "rate": "6"}
BASKETS = {"name": "Broodmand", "unit_price": "105.00", "net": "105.00", "category": "S", "rate": "21"}


def as_event(fields: DocumentFields) -> DocumentFields:
    """Returns the fields after a round trip as an event."""
    return DocumentFields.model_validate_json(fields.model_dump_json())


def delivered_with(corrections: Mapping[str, Any]) -> tuple[DocumentFields, Invoice]:
    """Returns the released fields and the delivered invoice of the document with these corrections."""
    fields = corrected(as_event(extract(text_pages(INVOICE_TEXT), US).fields), corrections)
    release = builders.release(fields=as_event(fields), package="octopus")
    sent = DocumentReleased.model_validate_json(release.model_dump_json())
    content = render(sent, PACKAGE, Material(builders.PDF)).document.content
    validation = validated(content, needs_endpoints=False)
    assert validation.is_clean, validation
    return fields, read_ubl(content).invoice


def parts(invoice: Invoice) -> set[tuple[bool, str, str, str | None]]:
    return {(i.is_charge, str(i.amount), str(i.vat_rate), i.reason) for i in invoice.allowances}


@pytest.mark.feature(133, 146, 148, 158)
def test_what_the_document_states_of_its_discount_is_in_the_file() -> None:
    fields, invoice = delivered_with({})

    assert [(entry.name, entry.net) for entry in invoice.lines] == [
        ("Roggemeel, zak 25 kg", Decimal("200.00")), ("Broodmand, riet", Decimal("100.00")),
    ]  # fmt: skip
    assert parts(invoice) == {
        (False, "20.00", "6", "Korting"), (False, "10.00", "21", "Korting"), (True, "15.00", "21", "Verzendkosten"),
    }  # fmt: skip
    assert (invoice.totals.lines, invoice.totals.allowances, invoice.totals.charges) == (
        Decimal("300.00"), Decimal("30.00"), Decimal("15.00"),
    )  # fmt: skip
    assert len(fields.allowances) == 3


def test_lines_corrected_to_net_amounts_take_the_discount_with_them() -> None:
    fields, invoice = delivered_with({"lines": [FLOUR, BASKETS]})

    assert fields.allowances == ()
    assert [entry.name for entry in invoice.lines] == ["Roggemeel", "Broodmand"]
    assert (invoice.allowances, invoice.totals.allowances) == ((), None)


def test_a_line_renamed_by_a_user_leaves_the_discount_where_it_is() -> None:
    flour = FLOUR | {"name": "Roggemeel bio", "net": "200.00", "unit_price": "200.00"}

    fields, invoice = delivered_with({"lines": [flour, BASKETS | {"net": "100.00", "unit_price": "100.00"}]})

    assert len(fields.allowances) == 3
    assert [entry.name for entry in invoice.lines] == ["Roggemeel bio", "Broodmand"]
    assert len(invoice.allowances) == 3


def test_lines_that_a_user_got_wrong_are_summarised_without_the_discount() -> None:
    _, invoice = delivered_with({"lines": [FLOUR | {"net": "190.00", "unit_price": "190.00"}, BASKETS]})

    assert [entry.net for entry in invoice.lines] == [Decimal("180.00"), Decimal("105.00")]
    assert invoice.allowances == ()


def test_lines_taken_away_take_the_discount_with_them() -> None:
    fields, invoice = delivered_with({"lines": None})

    assert (fields.lines, fields.allowances) == ((), ())
    assert invoice.allowances == ()


def test_totals_corrected_to_those_without_a_discount_drop_it() -> None:
    rows = [
        {"category": "S", "rate": "6", "base": "200.00", "vat": "12.00"},
        {"category": "S", "rate": "21", "base": "100.00", "vat": "21.00"},
    ]

    fields, invoice = delivered_with(
        {
            "total_without_vat": "300.00",
            "total_vat": "33.00",
            "total_with_vat": "333.00",
            "payable": "333.00",
            "vat": rows,
        }
    )

    assert fields.allowances == ()
    assert [entry.net for entry in invoice.lines] == [Decimal("200.00"), Decimal("100.00")]
    assert invoice.totals.with_vat == Decimal("333.00")


def test_what_a_user_says_of_the_discount_replaces_what_was_read() -> None:
    stated = [
        {"amount": "20.00", "reason": "Najaarskorting", "category": "S", "rate": "6"},
        {"amount": "10.00", "reason": "Najaarskorting", "category": "S", "rate": "21"},
        {"amount": "15.00", "is_charge": True, "reason": "Transport", "category": "S", "rate": "21"},
    ]

    _, invoice = delivered_with({"allowances": stated})

    assert parts(invoice) == {
        (False, "20.00", "6", "Najaarskorting"), (False, "10.00", "21", "Najaarskorting"),
        (True, "15.00", "21", "Transport"),
    }  # fmt: skip


def test_a_discount_that_a_user_took_away_leaves_a_valid_file() -> None:
    _, invoice = delivered_with({"allowances": None})

    assert invoice.allowances == ()
    assert [entry.net for entry in invoice.lines] == [Decimal("180.00"), Decimal("105.00")]
