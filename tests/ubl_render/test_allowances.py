"""Allowances and charges on a whole document, from the fields to a file that the official rules accept."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from contracts.fields import (
    AllowanceFields,
    DocumentFields,
    DocumentKind,
    LineFields,
    Origin,
    PartyFields,
    Route,
    VatCategory,
)
from libs.ubl_schema import CII_EN16931, Invoice
from libs.ubl_schema import read as read_ubl
from libs.ubl_schema.model import AllowanceCharge
from libs.ubl_schema.pdf import read_pdf
from services.ubl_render.domain.einvoice import is_corrected
from services.ubl_render.domain.page_text import page_text
from services.ubl_render.rendering.profiles import load_packages
from services.ubl_render.rendering.render import render
from services.ubl_render.rendering.results import Material, Rendered
from tests.ubl_oracle import validated
from tests.ubl_render import builders
from tests.ubl_render.builders import read, row

PACKAGES = load_packages()
STANDARD = VatCategory.STANDARD


def line(net: str, rate: str = "21", **more: Any) -> LineFields:
    """Returns one line."""
    values = {"name": "Drukwerk", "unit_price": Decimal(net), "net": Decimal(net), "category": STANDARD}
    return LineFields.model_validate(values | {"rate": Decimal(rate)} | more)


def off(amount: str, rate: str | None = "21", category: VatCategory | None = STANDARD, **more: Any) -> AllowanceFields:
    """Returns an allowance (discount)."""
    values: dict[str, Any] = {"amount": Decimal(amount), "category": category, "reason": "Handelskorting"}
    return AllowanceFields.model_validate(values | {"rate": Decimal(rate) if rate else None} | more)


def cost(amount: str, rate: str | None = "21", category: VatCategory | None = STANDARD, **more: Any) -> AllowanceFields:
    """Returns a charge."""
    return off(amount, rate, category, **({"is_charge": True, "reason": "Verzendkosten"} | more))


def fields(lines: Sequence[LineFields], *allowances: AllowanceFields, **more: Any) -> DocumentFields:
    """Returns an invoice of 100 euros without VAT, unless other values are given."""
    return builders.fields(lines=tuple(lines), allowances=allowances, **more)


def made(stated: DocumentFields, package: str = "octopus", **more: Any) -> Rendered:
    release = builders.release(fields=stated, package=package, **more)
    return render(release, PACKAGES[package], Material(builders.PDF))


def written(stated: DocumentFields, **more: Any) -> Invoice:
    """Render, validate the file by the official rules, and read it back."""
    content = made(stated, **more).document.content
    validation = validated(content, needs_endpoints=False)
    assert validation.is_clean, validation
    return read_ubl(content).invoice


@pytest.mark.feature(146, 158)
def test_lines_a_discount_and_a_cost_are_in_the_file_and_make_its_totals() -> None:
    invoice = written(fields([line("80.00"), line("30.00")], off("22.00", percentage=20, base="110.00"), cost("12.00")))

    discount, freight = invoice.allowances
    assert [entry.net for entry in invoice.lines] == [Decimal("80.00"), Decimal("30.00")]
    assert (discount.is_charge, discount.amount, discount.reason) == (False, Decimal("22.00"), "Handelskorting")
    assert (discount.percentage, discount.base) == (Decimal(20), Decimal("110.00"))
    assert (freight.is_charge, freight.amount, freight.reason) == (True, Decimal("12.00"), "Verzendkosten")
    assert {(item.vat_category, item.vat_rate) for item in invoice.allowances} == {("S", Decimal(21))}
    totals = invoice.totals
    assert (totals.lines, totals.allowances, totals.charges, totals.without_vat) == (
        Decimal("110.00"), Decimal("22.00"), Decimal("12.00"), Decimal("100.00"),
    )  # fmt: skip


@pytest.mark.feature(148)
def test_a_discount_over_two_rates_lowers_both_bases() -> None:
    stated = fields(
        [line("200.00", "6"), line("100.00")],
        off("20.00", "6"), off("10.00"),
        total_without_vat=read(Decimal("270.00")), total_vat=read(Decimal("29.70")),
        total_with_vat=read(Decimal("299.70")),
        vat=(row("6", "180.00", "10.80"), row("21", "90.00", "18.90")),
    )  # fmt: skip

    invoice = written(stated)

    assert len(invoice.lines) == 2
    assert {(item.vat_rate, item.amount) for item in invoice.allowances} == {
        (Decimal(6), Decimal("20.00")), (Decimal(21), Decimal("10.00")),
    }  # fmt: skip
    assert invoice.totals.allowances == Decimal("30.00")


@pytest.mark.feature(139)
def test_a_credit_note_credits_what_was_paid_after_the_discount() -> None:
    invoice = written(fields([line("110.00")], off("10.00")), kind=DocumentKind.PURCHASE_CREDIT_NOTE)

    assert invoice.is_credit_note
    assert [(item.is_charge, item.amount) for item in invoice.allowances] == [(False, Decimal("10.00"))]


@pytest.mark.feature(148)
def test_without_vat_the_discount_has_the_category_of_the_document() -> None:
    reason = {"exemption_reason": "Btw verlegd", "exemption_code": "VATEX-EU-AE"}
    stated = fields(
        [line("110.00", "0", category=VatCategory.REVERSE_CHARGE)],
        off("10.00", "0", VatCategory.REVERSE_CHARGE),
        total_vat=read(Decimal(0)), total_with_vat=read(Decimal("100.00")),
        vat=(row("0", "100.00", "0.00", VatCategory.REVERSE_CHARGE, **reason),),
    )  # fmt: skip

    invoice = written(stated)

    assert [(item.vat_category, item.vat_rate) for item in invoice.allowances] == [("AE", Decimal(0))]
    assert invoice.totals.lines == Decimal("110.00")


@pytest.mark.parametrize(
    "half",
    [off("10.00", None, None), off("10.00", None), off("10.00", "21", None)],
    ids=["neither", "category", "rate"],
)
def test_on_a_document_with_one_rate_it_need_not_be_stated(half: AllowanceFields) -> None:
    invoice = written(fields([line("110.00")], half))

    assert [(item.vat_category, item.vat_rate) for item in invoice.allowances] == [("S", Decimal(21))]


def test_a_discount_of_an_unknown_rate_is_not_dealt_out_by_guess() -> None:
    stated = fields(
        [line("200.00", "6"), line("100.00")],
        off("30.00", None, None),
        total_without_vat=read(Decimal("270.00")), total_vat=read(Decimal("29.70")),
        total_with_vat=read(Decimal("299.70")),
        vat=(row("6", "180.00", "10.80"), row("21", "90.00", "18.90")),
    )  # fmt: skip

    invoice = written(stated)

    assert [entry.net for entry in invoice.lines] == [Decimal("180.00"), Decimal("90.00")]
    assert (invoice.allowances, invoice.totals.allowances) == ((), None)


@pytest.mark.parametrize(
    ("item", "word"), [(off("10.00", reason=None), "Korting"), (cost("10.00", reason=None), "Kosten")]
)
def test_one_without_words_is_called_what_it_is_and_that_is_declared(item: AllowanceFields, word: str) -> None:
    stated = fields([line("90.00" if item.is_charge else "110.00")], item)

    assert [found.reason for found in written(stated).allowances] == [word]
    assert made(stated).provenance["BT-104" if item.is_charge else "BT-97"] == "defaulted"


def test_what_breaks_a_rule_of_its_own_is_put_right_or_left_out() -> None:
    stated = fields([line("100.00")], off("-10.00", reason_code="nonsense", reason=None), off("10.00", percentage=3,
                  base="100.00", reason_code="95"))  # fmt: skip

    raised, lowered = written(stated).allowances

    assert (raised.is_charge, raised.amount, raised.reason, raised.reason_code) == (True, Decimal(10), "nonsense", None)
    assert (lowered.percentage, lowered.base, lowered.reason_code) == (None, None, "95")


@pytest.mark.feature(156)
@pytest.mark.parametrize(
    "stale",
    [
        fields([line("100.00")], off("10.00")),
        fields([line("80.00"), line("10.00")], off("10.00")),
        fields([], off("10.00")),
        fields([line("110.00", "6")], off("10.00")),
    ],
    ids=["the lines make the total", "the lines make something else", "no lines", "lines of another rate"],
)
def test_a_discount_that_fits_nothing_never_reaches_the_file(stale: DocumentFields) -> None:
    invoice = written(stale)

    assert invoice.allowances == ()
    assert [entry.net for entry in invoice.lines] == [Decimal("100.00")]


@pytest.mark.feature(77, 155)
def test_ledger_accounts_stay_on_the_lines_beside_a_discount() -> None:
    buyer = builders.seller(name=read("Garage Delvaux srl"), vat_number=read("BE0428759497"))
    stated = fields([line("110.00", ledger_account="700100")], off("10.00"), seller=PartyFields(), buyer=buyer)

    invoice = written(stated, kind=DocumentKind.SALES_INVOICE, route=Route.SALES)

    assert [entry.accounting_cost for entry in invoice.lines] == ["700100"]
    assert invoice.totals.allowances == Decimal("10.00")


@pytest.mark.feature(157)
@pytest.mark.parametrize("name", sorted({package.dialect: name for name, package in PACKAGES.items()}.values()))
def test_every_dialect_of_a_package_carries_the_discount_and_the_cost(name: str) -> None:
    document = made(fields([line("110.00")], off("22.00"), cost("12.00")), name).document

    reading = read_pdf(document.content) if document.filename.endswith(".pdf") else read_ubl(document.content)
    assert [(item.is_charge, item.amount) for item in reading.invoice.allowances] == [
        (False, Decimal("22.00")), (True, Decimal("12.00")),
    ]  # fmt: skip


def test_a_factur_x_with_lines_and_a_discount_is_of_the_level_with_lines() -> None:
    result = made(fields([line("110.00")], off("10.00")), "agiris")

    assert result.dialect == CII_EN16931.name


def test_a_drawn_page_shows_why_the_lines_do_not_make_the_total() -> None:
    invoice = Invoice(
        currency="EUR",
        allowances=(
            AllowanceCharge(amount=Decimal("10.00"), reason="Remise"),
            AllowanceCharge(amount=Decimal("5.00"), is_charge=True),
        ),
    )

    page = page_text(invoice, "fr")

    assert any(line.text.startswith("Remise ") and line.text.endswith("-10.00 EUR") for line in page)
    assert any(line.text.startswith("Frais ") and line.text.endswith(" 5.00 EUR") for line in page)


def test_a_user_who_typed_the_discount_has_corrected_the_document() -> None:
    read_only = builders.release(fields=fields([line("110.00")], off("10.00")))
    typed = builders.release(fields=fields([line("110.00")], off("10.00", origin=Origin.USER)))
    relined = builders.release(fields=fields([line("110.00", origin=Origin.USER)], off("10.00")))

    assert [is_corrected(release) for release in (read_only, typed, relined)] == [False, True, True]
