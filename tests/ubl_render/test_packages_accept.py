"""The simulated import of each package takes what we render, and proposes the booking that went in.

What this proves: our files agree with what is publicly documented of each package (`tests/simulators/packages`, a
reader and a table of facts that share nothing with the product), by every way in that is documented and that we use.
Mails are those that delivery writes, folders those that it fills; for an API it is only the file that is shown, no
connector to one is run here.

What it does not prove: no package was run. Where nothing is documented it takes what EN 16931 allows, and a real
package may refuse that; where a partner's page is the source, it may be wrong or old. Which points those are, the table
says: `PACKAGE_RULES[package].points()`.
"""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Final

import pytest

from contracts.events.release import DocumentReleased
from contracts.fields import DocumentKind, PartyFields, Route, VatCategory
from services.ubl_render.rendering.results import Rendered
from tests.simulators.packages import (
    PACKAGE_RULES,
    Booking,
    Counterparty,
    Known,
    LineAccount,
    VatAmount,
)
from tests.simulators.packages.handed_over import (
    PACKAGES,
    READ_AS,
    WAYS,
    a_way_into,
    handed_over,
    importer,
    rendered_for,
    the_booking,
)
from tests.simulators.packages.rules import Accounts, Intake
from tests.ubl_render import builders
from tests.ubl_render.builders import read, row
from tests.ubl_render.golden import CASES as GOLDEN
from tests.ubl_render.golden import DOCUMENT


def amounts(excl: str, vat: str, incl: str) -> dict[str, object]:
    """Returns the three totals as read fields."""
    totals = {"total_without_vat": excl, "total_vat": vat, "total_with_vat": incl}
    return {name: read(Decimal(amount)) for name, amount in totals.items()}


def credit_note() -> DocumentReleased:
    """Returns a seller's credit note with 21 % VAT."""
    fields = builders.fields(number=read("CN-7"), due_date=None, original_number=read("2026-0042"))
    return builders.release(fields=fields, kind=DocumentKind.PURCHASE_CREDIT_NOTE)


def reverse_charge() -> DocumentReleased:
    """Returns a contractor's invoice with reverse charge: the client owes the VAT."""
    none = row("0", "1250.00", "0.00", VatCategory.REVERSE_CHARGE, exemption_reason="Btw verlegd")
    return builders.release(fields=builders.fields(vat=(none,), **amounts("1250.00", "0.00", "1250.00")))


def receipt(seller: PartyFields, digest: str = "b" * 64) -> DocumentReleased:
    """Returns a till receipt of which only the shop, the date and the total were read."""
    nothing = dict.fromkeys(
        ("number", "due_date", "iban", "structured_communication", "total_without_vat", "total_vat")
    )
    fields = builders.fields(**nothing, seller=seller, total_with_vat=read(Decimal("18.40")), vat=())
    return builders.release(fields=fields, kind=DocumentKind.RECEIPT, sha256=digest)


CASES: Final = {
    "purchase": builders.release(),
    "credit note": credit_note(),
    "sales": GOLDEN["sales"],
    "two rates": GOLDEN["purchase"],
    "reverse charge": reverse_charge(),
    "receipt": receipt(builders.seller()),
    "receipt of a shop without VAT": receipt(
        PartyFields(name=read("Frituur 't Hoekske"), company_number=read("0100471115"))
    ),
}
COMBINATIONS: Final = sorted(
    (name, way, dialect)
    for name, package in PACKAGES.items()
    for way in {WAYS[channel] for channel in package.channels}
    for dialect in package.dialects
)
EVERYWHERE = pytest.mark.parametrize(("name", "way", "dialect"), COMBINATIONS)


@cache
def files_for(name: str, dialect: str, case: str) -> Rendered:
    """Returns a case as rendered for a client with this package and this dialect."""
    return rendered_for(name, CASES[case], dialect)


def expected_booking(release: DocumentReleased) -> Booking:
    """Returns the booking that the release describes, computed from its fields (without lines, number, attachment)."""
    fields = release.fields
    assert fields.issue_date
    assert fields.total_with_vat
    sales = release.route is Route.SALES
    other = fields.buyer if sales else fields.seller
    excl = fields.total_without_vat.value if fields.total_without_vat else fields.total_with_vat.value
    rows = [VatAmount(each.category.value, each.rate, each.base, each.vat) for each in fields.vat]
    if release.kind is DocumentKind.RECEIPT:
        rows = [VatAmount("E" if other.vat_number else "O", Decimal(0), excl, Decimal("0.00"))]
    return Booking(
        direction="sales" if sales else "purchase",
        is_credit_note=release.kind is DocumentKind.PURCHASE_CREDIT_NOTE,
        counterparty=Counterparty(
            other.vat_number.value if other.vat_number else None, other.name.value if other.name else None
        ),
        number=fields.number.value if fields.number else "",
        issue_date=fields.issue_date.value,
        due_date=fields.due_date.value if fields.due_date else None,
        currency="EUR",
        vat=tuple(sorted(rows, key=lambda each: each.rate)),
        without_vat=excl,
        with_vat=fields.total_with_vat.value,
        payable=fields.total_with_vat.value,
        iban=fields.iban.value if fields.iban else None,
        payment_reference=fields.structured_communication.value if fields.structured_communication else None,
        accounts=(),
        attachment=None,
    )


def comparable(booking: Booking, release: DocumentReleased) -> Booking:
    """Returns the booking without what has its own test: Belgian codes, lines, attachment, an unread number."""
    rows = sorted((replace(each, belgian_code=None) for each in booking.vat), key=lambda each: each.rate)
    number = booking.number if release.fields.number else ""
    return replace(booking, vat=tuple(rows), accounts=(), attachment=None, number=number)


def test_there_is_a_desk_for_each_package_and_none_for_another() -> None:
    assert set(PACKAGE_RULES) == set(PACKAGES)


@pytest.mark.parametrize("name", sorted(PACKAGES))
def test_a_profile_uses_no_channel_and_no_format_that_is_not_documented(name: str) -> None:
    ways, at = PACKAGE_RULES[name].ways, importer(name)

    assert isinstance(ways, Known)
    assert {WAYS[channel] for channel in PACKAGES[name].channels} <= ways.value
    assert {READ_AS[dialect] for dialect in PACKAGES[name].dialects} <= at.formats


@pytest.mark.feature(158)
@pytest.mark.parametrize("case", CASES)
@EVERYWHERE
def test_the_proposed_booking_is_the_invoice_that_went_in(name: str, way: Intake, dialect: str, case: str) -> None:
    release = CASES[case]
    at = importer(name, reading=READ_AS[dialect])

    booking = the_booking(handed_over(at, name, way, files_for(name, dialect, case), release.route))

    assert comparable(booking, release) == expected_booking(release)
    assert booking.number


@pytest.mark.feature(158)
@EVERYWHERE
def test_the_accountant_sees_the_document_beside_the_booking(name: str, way: Intake, dialect: str) -> None:
    result = files_for(name, dialect, "two rates")

    attachment = the_booking(handed_over(importer(name), name, way, result, Route.PURCHASE)).attachment

    assert attachment == (result.document.content if dialect == "factur-x" else DOCUMENT.read_bytes())


@pytest.mark.feature(158)
@EVERYWHERE
def test_a_sale_is_proposed_on_the_ledger_accounts_that_were_chosen(name: str, way: Intake, dialect: str) -> None:
    point = PACKAGE_RULES[name].accounts
    by_settings = isinstance(point, Known) and point.value is Accounts.SETTINGS

    booking = the_booking(handed_over(importer(name), name, way, files_for(name, dialect, "sales"), Route.SALES))

    chosen_accounts = (LineAccount("700000", Decimal("60.00")), LineAccount("700100", Decimal("20.00")))
    assert booking.accounts == (() if by_settings else chosen_accounts)


@pytest.mark.feature(158)
@pytest.mark.parametrize(
    ("case", "codes"), [("two rates", {"03", "01"}), ("reverse charge", {"45"}), ("credit note", {"03"})]
)
@pytest.mark.parametrize(("name", "dialect"), sorted({(n, d) for n, _, d in COMBINATIONS if d in ("ublbe", "efff")}))
def test_a_belgian_dialect_names_the_belgian_vat_code(name: str, dialect: str, case: str, codes: set[str]) -> None:
    way = a_way_into(name)

    booking = the_booking(handed_over(importer(name), name, way, files_for(name, dialect, case), Route.PURCHASE))

    assert {each.belgian_code for each in booking.vat} == codes


@pytest.mark.parametrize("name", sorted(PACKAGES))
def test_two_receipts_without_a_number_are_two_bookings(name: str) -> None:
    way, at = a_way_into(name), importer(name)
    results = [rendered_for(name, receipt(builders.seller(), sign * 64)) for sign in "cd"]

    first, second = (the_booking(handed_over(at, name, way, result, Route.PURCHASE)) for result in results)

    assert first.number != second.number
