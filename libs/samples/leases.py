"""Makes contracts: pages of text with names, dates and amounts that are not an invoice.

A reader that takes every document with an amount and a VAT number for an invoice fails on these.
"""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from libs.samples.companies import Company
from libs.samples.document import Document, FieldPrinter
from libs.samples.figures import Figures
from libs.samples.layouts.sheet import A4, Box, Sheet, Style
from libs.samples.money import add_up
from libs.samples.truth import AddressTruth, PartyTruth, Sample, Truth

_TITLES = {
    "nl": "HANDELSHUUROVEREENKOMST",
    "fr": "BAIL COMMERCIAL",
}


def lease(name: str, landlord: Company, tenant: Company, figures: Figures, *, signed: date, rent: Decimal) -> Sample:
    """Returns a lease of two or three pages in Dutch or French between two companies; `rent` is in euros a month."""
    language = "fr" if tenant.language == "fr" else "nl"
    values = {
        "landlord": landlord.name,
        "landlord_street": landlord.street,
        "landlord_town": f"{landlord.postcode} {landlord.city}",
        "landlord_number": figures.company_number(landlord.company_number, landlord.country),
        "tenant": tenant.name,
        "tenant_street": tenant.street,
        "tenant_town": f"{tenant.postcode} {tenant.city}",
        "tenant_number": figures.company_number(tenant.company_number, tenant.country),
        "start": figures.date((signed + timedelta(days=40)).replace(day=1)),
        "signed": figures.date(signed),
        "rent": figures.with_currency(rent),
        "deposit": figures.with_currency(rent * 6),
        "iban": figures.iban(landlord.iban),
    }
    articles = tuple((head, text.format(**values)) for head, text in _articles(language))
    content, pages = _prose(_TITLES[language], articles, landlord, tenant, figures, signed)
    truth = Truth(
        kind="contract",
        language="fr" if language == "fr" else "nl",
        client_vat=tenant.vat,
        layout="lease",
        pages=pages,
        seller=_party(landlord),
        buyer=_party(tenant),
        issue_date=signed,
        shown={"issue_date": values["signed"], "seller.name": landlord.name, "buyer.name": tenant.name},
    )
    return Sample(name, f"{name}.pdf", "application/pdf", content, truth)


def _articles(language: str) -> list[tuple[str, str]]:
    """Returns heading and text of every article, with placeholders for the values."""
    text = (Path(__file__).parent / "texts" / f"lease_{language}.txt").read_text(encoding="utf-8")
    return [(head, body) for head, _, body in (article.strip().partition("\n") for article in text.split("\n\n"))]


def _party(company: Company) -> PartyTruth:
    address = AddressTruth(street=company.street, postcode=company.postcode, city=company.city, country=company.country)
    return PartyTruth(name=company.name, company_number=company.company_number, address=address)


def _prose(
    title: str, articles: tuple[tuple[str, str], ...], landlord: Company, tenant: Company, figures: Figures, day: date
) -> tuple[bytes, int]:
    """Returns the PDF and its page count: the first pass counts the pages, the second prints."""
    pages = 1
    for printing in (False, True):
        sheet = Sheet(FieldPrinter(_blank(landlord, tenant, figures, day)), _STYLE)
        sheet.pages = pages
        if printing:
            sheet.open(title)
        _set(sheet, title, articles)
        pages = sheet.page
    return sheet.close(), pages


_STYLE = Style(font="Times", size=11.5, margin=72, leading=1.42, accent="#000000")


def _set(sheet: Sheet, title: str, articles: tuple[tuple[str, str], ...]) -> None:
    width, limit = A4[0] - 144, A4[1] - 84
    top = sheet.text(A4[0] / 2, 84, title, size=15, bold=True, align="center") + 16
    for head, text in articles:
        needed = (len(sheet.wrap(text, width)) + 1) * sheet.line_height() + 14
        if top + needed > limit:
            _page_foot(sheet)
            sheet.next_page()
            top = 78
        top = sheet.text(72, top, head, bold=True) + 2
        top = sheet.paragraph(Box(72, top, width), text) + 9
    sheet.rule(72, top + 60, 150)
    sheet.rule(A4[0] - 222, top + 60, 150)
    sheet.text(72, top + 64, sheet.document.seller.name, size=9, within=150)
    sheet.text(A4[0] - 222, top + 64, sheet.document.buyer.name, size=9, within=150)
    _page_foot(sheet)


def _page_foot(sheet: Sheet) -> None:
    sheet.text(A4[0] / 2, A4[1] - 54, f"- {sheet.page} / {sheet.pages} -", size=8, align="center")


def _blank(landlord: Company, tenant: Company, figures: Figures, day: date) -> Document:
    """Returns a document without lines and totals: the sheet needs one for the seller and its colours."""
    return Document(
        kind="contract", language="nl", seller=landlord, buyer=tenant, number="", issue_date=day, currency="EUR",
        lines=(), totals=add_up(()), words={}, figures=figures,
    )  # fmt: skip
