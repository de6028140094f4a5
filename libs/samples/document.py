"""One commercial document before it is printed: its content, its words and its notation.

A layout asks the `FieldPrinter` for every value that it prints, by key. It formats the value in the document's notation
and records it, so the expected values state exactly which fields this layout shows and with which characters.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from libs.samples.companies import Company
from libs.samples.figures import Figures
from libs.samples.money import Line, Totals
from libs.samples.reference_data.places import COUNTRY_NAMES
from libs.samples.truth import AddressTruth, Kind, Language, LineTruth, PartyTruth, Payment, Truth


@dataclass(frozen=True)
class Document:
    """The content of an invoice, credit note or receipt. Amounts are positive; `prints_negative` affects the print."""

    kind: Kind
    language: Language
    seller: Company
    buyer: Company
    number: str
    issue_date: date
    currency: str
    lines: tuple[Line, ...]
    totals: Totals
    words: dict[str, str]
    figures: Figures
    client_vat: str | None = None
    due_date: date | None = None
    print_due_date: bool = True
    terms: str | None = None
    delivery_date: date | None = None
    customer_no: str | None = None
    order_no: str | None = None
    contact: str | None = None
    original_number: str | None = None
    reference: str | None = None
    payment: Payment = "bank"
    paid_on: date | None = None
    mandate: str | None = None
    print_bank: bool = True
    prints_negative: bool = False
    prices_include_vat: bool = False
    notes: tuple[str, ...] = ()
    remark: str | None = None
    receipt_time: str | None = None

    @property
    def is_credit(self) -> bool:
        return self.kind.endswith("credit_note")

    @property
    def title(self) -> str:
        role = "credit_note" if self.is_credit else "receipt" if self.kind == "receipt" else "invoice"
        return self.words[role]


@dataclass
class FieldPrinter:
    """Formats the values of a document and records which were printed, and how."""

    document: Document
    shown: dict[str, str] = field(default_factory=dict)

    def has(self, key: str) -> bool:
        return self._raw(key) is not None

    def value(self, key: str) -> str:
        """Returns the value as this document prints it. Raises KeyError when it is absent: check `has` before."""
        text = self._raw(key)
        if text is None:
            raise KeyError(f"{key} is not on document {self.document.number}")
        self.shown[key] = text
        return text

    def amount(self, key: str) -> str:
        """Returns an amount with its currency, in the notation of this document."""
        figures, amount = self.document.figures, self._signed(self._amounts()[key])
        self.shown[key] = figures.number(amount)
        return figures.money(amount)

    def amount_with_currency(self, key: str) -> str:
        figures, amount = self.document.figures, self._signed(self._amounts()[key])
        self.shown[key] = figures.number(amount)
        text = figures.with_currency(amount)
        self.shown["currency"] = next(mark for mark in (figures.symbol, figures.currency) if mark in text)
        return text

    def line_amount(self, index: int, what: str) -> str:
        """Returns an amount of a line without currency; `what`: unit_price, net, gross, unit_price_with_vat."""
        line = self.document.lines[index]
        amount: Decimal = getattr(line, what)
        signed = amount if what.startswith("unit_price") else self._signed(amount)
        text = self.document.figures.number(signed)
        self.shown[f"line.{index}.{what}"] = text
        return text

    def vat_amount(self, index: int, what: str) -> str:
        row = self.document.totals.rows[index]
        amount: Decimal = getattr(row, what)
        text = self.document.figures.number(self._signed(amount))
        self.shown[f"vat.{index}.{what}"] = text
        return text

    def vat_rate(self, index: int) -> str:
        text = self.document.figures.percent(self.document.totals.rows[index].rate)
        self.shown[f"vat.{index}.rate"] = text
        return text

    def _signed(self, amount: Decimal) -> Decimal:
        return -amount if self.document.prints_negative else amount

    def _amounts(self) -> dict[str, Decimal]:
        totals = self.document.totals
        return {
            "lines_total": totals.lines_total,
            "discount_amount": -totals.discount_amount,
            "total_without_vat": totals.total_without_vat,
            "total_vat": totals.total_vat,
            "total_with_vat": totals.total_with_vat,
            "prepaid": -totals.prepaid,
            "payable": totals.payable,
            "rounding": totals.rounding,
        }

    def _raw(self, key: str) -> str | None:
        document, figures = self.document, self.document.figures
        if key.startswith(("seller.", "buyer.")):
            return self._party_value(*key.split(".", 1))
        days = {
            "issue_date": document.issue_date,
            "due_date": document.due_date if document.print_due_date else None,
            "delivery_date": document.delivery_date,
            "paid_on": document.paid_on,
        }
        if key in days:
            day = days[key]
            return figures.date(day) if day else None
        if key == "structured_communication":
            return figures.reference(document.reference) if document.reference else None
        plain = {
            "number": document.number,
            "original_number": document.original_number,
            "customer_no": document.customer_no,
            "order_no": document.order_no,
            "contact": document.contact,
            "terms": document.terms,
            "mandate": document.mandate,
        }
        return plain[key]

    def _party_value(self, side: str, what: str) -> str | None:
        document, figures = self.document, self.document.figures
        company = document.seller if side == "seller" else document.buyer
        if what == "vat":
            return figures.vat(company.vat) if company.vat else None
        if what == "company_number":
            return figures.company_number(company.company_number, company.country)
        if what in ("iban", "second_iban"):
            account = company.iban if what == "iban" else company.second_iban
            printed = side == "seller" and document.print_bank and account
            return figures.iban(account) if printed and account else None
        if what in ("bic", "second_bic", "bank"):
            return getattr(company, what) if side == "seller" and document.print_bank else None
        if what == "country_name":
            return COUNTRY_NAMES[document.language][company.country]
        value: str = getattr(company, what)
        return value


def truth_of(document: Document, shown: dict[str, str], *, layout: str, pages: int) -> Truth:
    """Returns the expected values of a printed document; bank details and references only when they were printed."""
    totals = document.totals
    return Truth(
        kind=document.kind,
        language=document.language,
        client_vat=document.client_vat,
        layout=layout,
        pages=pages,
        seller=_party(document.seller, "seller", shown),
        buyer=None if "buyer.name" not in shown else _party(document.buyer, "buyer", shown),
        number=document.number,
        original_number=document.original_number if "original_number" in shown else None,
        issue_date=document.issue_date,
        due_date=document.due_date,
        currency=document.currency,
        total_without_vat=totals.total_without_vat,
        total_vat=totals.total_vat,
        total_with_vat=totals.total_with_vat,
        prepaid=totals.prepaid,
        payable=totals.payable,
        vat_rows=totals.rows,
        lines=tuple(
            LineTruth(
                description=line.description,
                quantity=line.quantity,
                unit_price=line.unit_price,
                net=line.net,
                rate=line.rate,
                category=line.category,
            )
            for line in document.lines
        ),
        structured_communication=document.reference if "structured_communication" in shown else None,
        payment=document.payment,
        mandate=document.mandate if "mandate" in shown else None,
        shown=dict(sorted(shown.items())),
    )


def _party(company: Company, side: str, shown: dict[str, str]) -> PartyTruth:
    return PartyTruth(
        name=company.name,
        vat=company.vat if f"{side}.vat" in shown else None,
        company_number=company.company_number
        if f"{side}.company_number" in shown or _in_vat(company, shown, side)
        else None,
        iban=company.iban if f"{side}.iban" in shown else None,
        bic=company.bic if f"{side}.bic" in shown else None,
        address=AddressTruth(
            street=company.street, postcode=company.postcode, city=company.city, country=company.country
        ),
    )


def _in_vat(company: Company, shown: dict[str, str], side: str) -> bool:
    """Tells whether the company number is known from the VAT number: in Belgium they are the same number."""
    return company.country == "BE" and f"{side}.vat" in shown
