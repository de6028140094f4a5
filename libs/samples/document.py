"""One commercial document before it is printed: the facts, the words it uses, and how it writes figures.

A layout asks the `Ink` for every value it prints, by key. The ink writes the value in this paper's style and remembers
it, so the truth beside the file says exactly which fields this layout shows and with which characters.
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
class Paper:
    """The facts of one invoice, credit note or receipt. Amounts are positive; `minus_on_paper` prints them negative."""

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
    minus_on_paper: bool = False
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
class Ink:
    """Writes the values of a paper and remembers which were written, and how."""

    paper: Paper
    shown: dict[str, str] = field(default_factory=dict)

    def has(self, key: str) -> bool:
        return self._raw(key) is not None

    def value(self, key: str) -> str:
        """The value as this paper prints it; an absent value is a mistake of the layout."""
        text = self._raw(key)
        if text is None:
            raise KeyError(f"{key} is not on paper {self.paper.number}")
        self.shown[key] = text
        return text

    def amount(self, key: str) -> str:
        """An amount with its currency in this paper's way."""
        figures, amount = self.paper.figures, self._signed(self._amounts()[key])
        self.shown[key] = figures.number(amount)
        return figures.money(amount)

    def loud_amount(self, key: str) -> str:
        figures, amount = self.paper.figures, self._signed(self._amounts()[key])
        self.shown[key] = figures.number(amount)
        text = figures.loud_money(amount)
        self.shown["currency"] = next(mark for mark in (figures.symbol, figures.currency) if mark in text)
        return text

    def line_amount(self, index: int, what: str) -> str:
        """An amount of one line, without currency; what: unit_price, net, gross, unit_price_incl."""
        line = self.paper.lines[index]
        amount: Decimal = getattr(line, what)
        signed = amount if what.startswith("unit_price") else self._signed(amount)
        text = self.paper.figures.number(signed)
        self.shown[f"line.{index}.{what}"] = text
        return text

    def vat_amount(self, index: int, what: str) -> str:
        row = self.paper.totals.rows[index]
        amount: Decimal = getattr(row, what)
        text = self.paper.figures.number(self._signed(amount))
        self.shown[f"vat.{index}.{what}"] = text
        return text

    def vat_rate(self, index: int) -> str:
        text = self.paper.figures.percent(self.paper.totals.rows[index].rate)
        self.shown[f"vat.{index}.rate"] = text
        return text

    def _signed(self, amount: Decimal) -> Decimal:
        return -amount if self.paper.minus_on_paper else amount

    def _amounts(self) -> dict[str, Decimal]:
        totals = self.paper.totals
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
        paper, figures = self.paper, self.paper.figures
        if key.startswith(("seller.", "buyer.")):
            return self._party_value(*key.split(".", 1))
        days = {
            "issue_date": paper.issue_date,
            "due_date": paper.due_date if paper.print_due_date else None,
            "delivery_date": paper.delivery_date,
            "paid_on": paper.paid_on,
        }
        if key in days:
            day = days[key]
            return figures.date(day) if day else None
        if key == "structured_communication":
            return figures.reference(paper.reference) if paper.reference else None
        plain = {
            "number": paper.number,
            "original_number": paper.original_number,
            "customer_no": paper.customer_no,
            "order_no": paper.order_no,
            "contact": paper.contact,
            "terms": paper.terms,
            "mandate": paper.mandate,
        }
        return plain[key]

    def _party_value(self, side: str, what: str) -> str | None:
        paper, figures = self.paper, self.paper.figures
        company = paper.seller if side == "seller" else paper.buyer
        if what == "vat":
            return figures.vat(company.vat) if company.vat else None
        if what == "company_number":
            return figures.company_number(company.company_number, company.country)
        if what in ("iban", "second_iban"):
            account = company.iban if what == "iban" else company.second_iban
            printed = side == "seller" and paper.print_bank and account
            return figures.iban(account) if printed and account else None
        if what in ("bic", "second_bic", "bank"):
            return getattr(company, what) if side == "seller" and paper.print_bank else None
        if what == "country_name":
            return COUNTRY_NAMES[paper.language][company.country]
        value: str = getattr(company, what)
        return value


def truth_of(paper: Paper, shown: dict[str, str], *, layout: str, pages: int) -> Truth:
    """The truth of a printed paper; bank details and references count only where they were printed."""
    totals = paper.totals
    return Truth(
        kind=paper.kind,
        language=paper.language,
        client_vat=paper.client_vat,
        layout=layout,
        pages=pages,
        seller=_party(paper.seller, "seller", shown),
        buyer=None if "buyer.name" not in shown else _party(paper.buyer, "buyer", shown),
        number=paper.number,
        original_number=paper.original_number if "original_number" in shown else None,
        issue_date=paper.issue_date,
        due_date=paper.due_date,
        currency=paper.currency,
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
            for line in paper.lines
        ),
        structured_communication=paper.reference if "structured_communication" in shown else None,
        payment=paper.payment,
        mandate=paper.mandate if "mandate" in shown else None,
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
    """In Belgium the VAT number is the enterprise number: one printed is both known."""
    return company.country == "BE" and f"{side}.vat" in shown
