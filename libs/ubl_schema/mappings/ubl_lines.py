"""Invoice lines, VAT categories, allowances and charges, as UBL writes them."""

from __future__ import annotations

from ..belgian import vat_name
from ..binding.page import escape_attribute
from ..binding.vocabulary import Attribute, Computed, Entry, Fixed, Form, Group, Leaf, Part, Skipped, Use
from ..dialects import Dialect
from ..invoice import Invoice
from ..line import AllowanceCharge, Line
from ..scalars import ZERO, cents
from .sub_lines import BELOW
from .ubl_parties import SCHEME

VAT_SCHEME = Fixed("cac:TaxScheme/cbc:ID", "VAT")


def _belgian_name(model: Line | AllowanceCharge, _invoice: Invoice) -> str:
    return f"<cbc:Name>{vat_name(model.vat_category, model.vat_rate)}</cbc:Name>"


def vat_category(tag: str, category_term: str, rate_term: str, dialect: Dialect) -> Group:
    """A category and its rate."""
    name: Entry = Skipped("cbc:Name")
    if dialect.belgian_vat:
        name = Computed("cbc:Name", _belgian_name, counts=False)
    return Group(
        tag,
        (
            Leaf("cbc:ID", category_term, "vat_category"),
            name,
            Leaf("cbc:Percent", rate_term, "vat_rate", Form.NUMBER),
            VAT_SCHEME,
        ),
    )


def allowance_charge(term: str, *more: Entry) -> Part:
    """BG-20 / BG-21 on the document, BG-27 / BG-28 on a line."""
    return Part(
        "cac:AllowanceCharge",
        term,
        "allowances",
        (
            Leaf("cbc:ChargeIndicator", term, "is_charge", Form.BOOLEAN),
            Leaf("cbc:AllowanceChargeReasonCode", "BT-98", "reason_code"),
            Leaf("cbc:AllowanceChargeReason", "BT-97", "reason"),
            Leaf("cbc:MultiplierFactorNumeric", "BT-94", "percentage", Form.NUMBER),
            Leaf("cbc:Amount", "BT-92", "amount", Form.MONEY),
            Leaf("cbc:BaseAmount", "BT-93", "base", Form.MONEY),
            *more,
        ),
        many=True,
    )


def _line_vat(line: Line, invoice: Invoice) -> str | None:
    """The VAT of a line, which UBL.BE and e-FFF require; it is computed and not stored."""
    if line.net is None:
        return None
    vat = cents(line.net * (line.vat_rate or ZERO) / 100)
    currency = escape_attribute(invoice.currency or "")
    return f'<cac:TaxTotal><cbc:TaxAmount currencyID="{currency}">{vat}</cbc:TaxAmount></cac:TaxTotal>'


def _item(dialect: Dialect) -> Group:
    return Group(
        "cac:Item",
        (
            Leaf("cbc:Description", "BT-154", "description", Form.NOTE),
            Leaf("cbc:Name", "BT-153", "name"),
            Group("cac:BuyersItemIdentification", (Leaf("cbc:ID", "BT-156", "buyer_item_id"),)),
            Group("cac:SellersItemIdentification", (Leaf("cbc:ID", "BT-155", "seller_item_id"),)),
            Group(
                "cac:StandardItemIdentification",
                (Leaf("cbc:ID", "BT-157", "standard_item_id", Form.IDENTIFIER, SCHEME),),
            ),
            Group("cac:OriginCountry", (Leaf("cbc:IdentificationCode", "BT-159", "origin_country"),)),
            Part(
                "cac:CommodityClassification",
                "BT-158",
                "classifications",
                (
                    Leaf(
                        "cbc:ItemClassificationCode",
                        "BT-158",
                        "value",
                        attributes=(Attribute("listID", "scheme"), Attribute("listVersionID", "version")),
                    ),
                ),
                many=True,
                needs=("value",),
            ),
            vat_category("cac:ClassifiedTaxCategory", "BT-151", "BT-152", dialect),
            Part(
                "cac:AdditionalItemProperty",
                "BG-32",
                "attributes",
                (Leaf("cbc:Name", "BT-160", "name"), Leaf("cbc:Value", "BT-161", "value")),
                many=True,
                needs=("name", "value"),
            ),
        ),
    )


def _price() -> Group:
    return Group(
        "cac:Price",
        (
            Leaf("cbc:PriceAmount", "BT-146", "price", Form.MONEY),
            Leaf("cbc:BaseQuantity", "BT-149", "base_quantity", Form.NUMBER, (Attribute("unitCode", "base_unit"),)),
            Group(
                "cac:AllowanceCharge",
                (
                    Fixed("cbc:ChargeIndicator", "false"),
                    Leaf("cbc:Amount", "BT-147", "price_discount", Form.MONEY),
                    Leaf("cbc:BaseAmount", "BT-148", "gross_price", Form.MONEY),
                ),
            ),
        ),
    )


_DEEPEST = 4
"""Levels of lines below lines that are read; XRechnung has three."""


def lines(tag: str, quantity_tag: str, dialect: Dialect, *, field: str = "lines", depth: int = 0) -> Part:
    """BG-25. The lines below a line are only read."""
    code_use = Use.BOTH if dialect.is_ubl_2_0 else Use.READ
    account = (
        Leaf("cbc:AccountingCostCode", "BT-133", "accounting_cost", use=code_use),
        Leaf("cbc:AccountingCost", "BT-133", "accounting_cost"),
    )
    line_vat: Entry = Computed("cac:TaxTotal", _line_vat) if dialect.belgian_vat else Skipped("cac:TaxTotal")
    around = (allowance_charge("BG-27"), line_vat)  # the schema of the credit note line has them in the other order
    period: tuple[Entry, ...] = (
        Group(
            "cac:InvoicePeriod",
            (
                Leaf("cbc:StartDate", "BT-134", "period.start", Form.DATE),
                Leaf("cbc:EndDate", "BT-135", "period.end", Form.DATE),
            ),
        ),
    )
    return Part(
        tag,
        "BG-25",
        field,
        (
            Leaf("cbc:ID", "BT-126", "id"),
            Leaf("cbc:Note", "BT-127", "note", Form.NOTE),
            Leaf(quantity_tag, "BT-129", "quantity", Form.NUMBER, (Attribute("unitCode", "unit"),)),
            Leaf("cbc:LineExtensionAmount", "BT-131", "net", Form.MONEY),
            *account,
            *(() if dialect.is_ubl_2_0 else period),
            Group("cac:OrderLineReference", (Leaf("cbc:LineID", "BT-132", "order_line"),)),
            Group(
                "cac:DocumentReference",
                (
                    Leaf("cbc:ID", "BT-128", "object_id", Form.IDENTIFIER, SCHEME),
                    Fixed("cbc:DocumentTypeCode", "130"),
                ),
            ),
            *(around if tag == "cac:InvoiceLine" else reversed(around)),
            _item(dialect),
            _price(),
            *_below(tag, quantity_tag, dialect, depth + 1),
        ),
        many=True,
        use=Use.READ if depth else Use.BOTH,
    )


def _below(tag: str, quantity_tag: str, dialect: Dialect, depth: int) -> tuple[Part, ...]:
    if depth > _DEEPEST:
        return ()
    below = "cac:SubInvoiceLine" if "Invoice" in tag else "cac:SubCreditNoteLine"
    return (lines(below, quantity_tag, dialect, field=BELOW, depth=depth),)
