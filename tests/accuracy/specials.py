"""The special cases in the accuracy set and how often they occur: every VAT case, every means of payment."""

import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from libs.samples.companies import Region
from libs.samples.drafts import DocumentSpec

DocumentType = Literal["purchase", "sale", "offer", "letter", "contract"]
HOME: tuple[Region, ...] = ("BE-nl", "BE-nl", "BE-nl", "BE-fr", "BE-fr", "BE-fr", "FR", "FR", "NL", "DE", "LU")
BELGIAN: tuple[Region, ...] = ("BE-nl", "BE-fr")
FOREIGN: tuple[Region, ...] = ("FR", "NL", "DE", "LU")
TRADES = (
    "milling", "dairy", "building", "energy", "telecom", "software", "office", "cleaning", "garage", "transport",
    "packaging", "printing", "machinery", "hotel", "subcontracting",
)  # fmt: skip
GOODS = ("milling", "packaging", "machinery", "building", "office")
SERVICES = ("software", "printing", "transport")
SHOPS = ("grocery", "fuel", "catering", "office")


@dataclass(frozen=True)
class Special:
    """One case: how often it occurs, which sellers can send it, and what the draft must have (`spec`)."""

    name: str
    weight: int
    spec: DocumentSpec = field(default_factory=DocumentSpec)
    document_type: DocumentType = "purchase"
    regions: tuple[Region, ...] = HOME
    trades: tuple[str, ...] = TRADES
    in_xml: bool = False


SPECIALS: tuple[Special, ...] = (
    Special("plain", 16, in_xml=True),
    Special("ogm", 9, DocumentSpec(reference="ogm"), regions=BELGIAN, in_xml=True),
    Special("rf", 4, DocumentSpec(reference="rf"), in_xml=True),
    Special("english", 5, DocumentSpec(language="en"), in_xml=True),
    Special("german-in-belgium", 2, DocumentSpec(language="de"), regions=("BE-fr", "LU")),
    Special("card", 5, DocumentSpec(payment="card"), in_xml=True),
    Special("direct-debit", 5, DocumentSpec(payment="direct_debit"), in_xml=True),
    Special("cash", 2, DocumentSpec(payment="cash", line_count=2)),
    Special("cash-rounded", 1, DocumentSpec(payment="cash", line_count=3, cash_rounding=True), regions=BELGIAN),
    Special("credit", 5, DocumentSpec(kind="purchase_credit_note"), in_xml=True),
    Special("credit-minus", 3, DocumentSpec(kind="purchase_credit_note", prints_negative=True)),
    Special("several-rates", 5, DocumentSpec(line_count=6),
            trades=("dairy", "milling", "hotel", "catering"), in_xml=True),
    Special("reverse-charge-home", 3, DocumentSpec(treatment="reverse_charge"),
            regions=BELGIAN, trades=("subcontracting",),
            in_xml=True),
    Special("reverse-charge", 3, DocumentSpec(treatment="reverse_charge"),
            regions=FOREIGN, trades=SERVICES, in_xml=True),
    Special("intra-community", 4, DocumentSpec(treatment="intra_community"),
            regions=FOREIGN, trades=GOODS, in_xml=True),
    Special("export", 2, DocumentSpec(kind="sales_invoice", treatment="export"), document_type="sale"),
    Special("exempt", 3, DocumentSpec(trade="training"), trades=("training",), in_xml=True),
    Special("small-business", 2, DocumentSpec(treatment="small_business")),
    Special("margin", 2, DocumentSpec(treatment="margin", line_count=1), trades=("garage",)),
    Special("zero", 1, DocumentSpec(treatment="zero")),
    Special("discounts", 3, DocumentSpec(line_discounts=True, line_count=5), in_xml=True),
    Special("total-discount", 3, DocumentSpec(discount_percent=Decimal(3), line_count=4)),
    Special("prepaid", 3, DocumentSpec(prepaid_percent=Decimal(30)), in_xml=True),
    Special("cents", 2, DocumentSpec(rounding="per_line", line_count=6)),
    Special("dollars", 2, DocumentSpec(language="en", currency="USD", treatment="reverse_charge", reference="none"),
            regions=FOREIGN, trades=SERVICES),
    Special("pounds", 1, DocumentSpec(language="en", currency="GBP", treatment="reverse_charge", reference="none"),
            regions=FOREIGN, trades=SERVICES),
    Special("days-only", 3, DocumentSpec(terms="days_only")),
    Special("end-of-month", 2, DocumentSpec(terms="end_of_month_only", days=30)),
    Special("month-plus", 1, DocumentSpec(terms="month_plus_only", days=15)),
    Special("silent", 2, DocumentSpec(payment="unknown", terms="none")),
    Special("long", 3, DocumentSpec(line_count=44)),
    Special("sales", 5, DocumentSpec(kind="sales_invoice"), document_type="sale"),
    Special("sales-credit", 2, DocumentSpec(kind="sales_credit_note"), document_type="sale"),
    Special("offer", 5, DocumentSpec(kind="other", payment="unknown"), document_type="offer"),
    Special("letter", 4, document_type="letter"),
    Special("contract", 2, document_type="contract", regions=BELGIAN),
)  # fmt: skip

RECEIPTS: tuple[Special, ...] = (
    Special("receipt-card", 6, DocumentSpec(kind="receipt", payment="card", prices_include_vat=True), trades=SHOPS),
    Special("receipt-cash", 3, DocumentSpec(kind="receipt", payment="cash", prices_include_vat=True), trades=SHOPS),
    Special("receipt-english", 1, DocumentSpec(kind="receipt", payment="card", prices_include_vat=True, language="en"),
            trades=SHOPS),
)  # fmt: skip


def draw_special(rng: random.Random, choices: tuple[Special, ...]) -> Special:
    return rng.choices(choices, weights=[special.weight for special in choices])[0]
