"""How to pay, and the totals, as UBL writes them."""

from __future__ import annotations

from ..belgian import exemption, vat_name
from ..binding.vocabulary import Attribute, Computed, Entry, Fixed, Form, Group, Leaf, Part, Scope, Skipped, Use
from ..dialects import Dialect
from ..invoice import Invoice, VatBreakdown
from ..parse import Node
from .ubl_lines import VAT_SCHEME


def payment_means(dialect: Dialect, *, due_date: Use) -> Part:
    """BG-16. A credit note has its due date here, since its root has no element for it."""
    mandate = Group(
        "cac:PaymentMandate",
        (
            Leaf("cbc:ID", "BT-89", "mandate"),
            Group("cac:PayerFinancialAccount", (Leaf("cbc:ID", "BT-91", "debited_iban"),)),
        ),
    )
    return Part(
        "cac:PaymentMeans",
        "BG-16",
        "payments",
        (
            Leaf("cbc:PaymentMeansCode", "BT-81", "means", attributes=(Attribute("name", "means_text"),)),
            Leaf("cbc:PaymentDueDate", "BT-9", "due_date", Form.DATE, scope=Scope.INVOICE, use=due_date),
            Leaf("cbc:PaymentID", "BT-83", "reference"),
            Group(
                "cac:CardAccount",
                (
                    Leaf("cbc:PrimaryAccountNumberID", "BT-87", "card_number"),
                    Fixed("cbc:NetworkID", "NA"),
                    Leaf("cbc:HolderName", "BT-88", "card_holder"),
                ),
            ),
            Group(
                "cac:PayeeFinancialAccount",
                (
                    Leaf("cbc:ID", "BT-84", "iban"),
                    Leaf("cbc:Name", "BT-85", "account_name"),
                    Group("cac:FinancialInstitutionBranch", (Leaf("cbc:ID", "BT-86", "bic"),)),
                ),
            ),
            *(() if dialect.is_ubl_2_0 else (mandate,)),
        ),
        many=True,
    )


def _currency_of(total: Node) -> str | None:
    amount = next((child for child in total.children or () if child.tag == "cbc:TaxAmount"), None)
    return None if amount is None else amount.attributes.get("currencyID")


def _has_parts(total: Node) -> bool:
    return any(child.tag == "cac:TaxSubtotal" for child in total.children or ())


def _in_vat_currency(node: Node, root: Node) -> bool:
    """Whether it is the VAT total in another currency than the document's, where there is one in that currency too.

    Its currency decides and not its shape: it may have a breakdown, and the VAT currency may be unnamed.
    """
    currency, stated = root.text_at("cbc:DocumentCurrencyCode"), _currency_of(node)
    if stated is None or stated == currency:
        return False
    if stated == root.text_at("cbc:TaxCurrencyCode"):
        return True
    return any(_currency_of(each) == currency for each in root.children or () if each.tag == "cac:TaxTotal")


def _repeats(node: Node, root: Node) -> bool:
    """Whether it has no breakdown and another VAT total in the same currency has one: then it adds nothing."""
    if _has_parts(node):
        return False
    totals = (each for each in root.children or () if each.tag == "cac:TaxTotal" and each is not node)
    return any(_has_parts(each) and _currency_of(each) == _currency_of(node) for each in totals)


def _belgian_name(part: VatBreakdown, _invoice: Invoice) -> str:
    return f"<cbc:Name>{vat_name(part.category, part.rate)}</cbc:Name>"


def _belgian_exemption(part: VatBreakdown, _invoice: Invoice) -> str | None:
    found = exemption(part.category)
    if found is None:
        return None
    code, sentence = found
    return (
        f"<cbc:TaxExemptionReasonCode>{code}</cbc:TaxExemptionReasonCode>"
        f"<cbc:TaxExemptionReason>{sentence}</cbc:TaxExemptionReason>"
    )


def vat_totals(dialect: Dialect) -> tuple[Group, Group, Group]:
    """BT-110 with the breakdown BG-23, and BT-111."""
    use = Use.READ if dialect.belgian_vat else Use.BOTH
    reasons: tuple[Entry, ...] = (
        Leaf("cbc:TaxExemptionReasonCode", "BT-121", "exemption_code", use=use),
        Leaf("cbc:TaxExemptionReason", "BT-120", "exemption_reason", Form.NOTE, use=use),
    )
    name: Entry = Skipped("cbc:Name")
    if dialect.belgian_vat:
        name = Computed("cbc:Name", _belgian_name, counts=False)
        reasons = (*reasons, Computed("cbc:TaxExemptionReasonCode", _belgian_exemption))
    breakdown = Part(
        "cac:TaxSubtotal",
        "BG-23",
        "breakdown",
        (
            Leaf("cbc:TaxableAmount", "BT-116", "base", Form.MONEY),
            Leaf("cbc:TaxAmount", "BT-117", "vat", Form.MONEY),
            Leaf("cbc:Percent", "BT-119", "rate", Form.NUMBER, use=Use.READ),
            Group(
                "cac:TaxCategory",
                (
                    Leaf("cbc:ID", "BT-118", "category"),
                    name,
                    Leaf("cbc:Percent", "BT-119", "rate", Form.NUMBER),
                    *reasons,
                    VAT_SCHEME,
                ),
            ),
        ),
        many=True,
    )
    second = Group(
        "cac:TaxTotal",
        (Leaf("cbc:TaxAmount", "BT-111", "totals.vat_in_vat_currency", Form.VAT_MONEY), Skipped("cac:TaxSubtotal")),
        when=_in_vat_currency,
    )
    again = Leaf("cbc:TaxAmount", "BT-110", "_vat_again", Form.MONEY, use=Use.READ)
    first = Leaf("cbc:TaxAmount", "BT-110", "totals.vat", Form.MONEY, adds=True)
    return second, Group("cac:TaxTotal", (again,), when=_repeats), Group("cac:TaxTotal", (first, breakdown))


def totals() -> Group:
    """BG-22."""
    return Group(
        "cac:LegalMonetaryTotal",
        (
            Leaf("cbc:LineExtensionAmount", "BT-106", "totals.lines", Form.MONEY),
            Leaf("cbc:TaxExclusiveAmount", "BT-109", "totals.without_vat", Form.MONEY),
            Leaf("cbc:TaxInclusiveAmount", "BT-112", "totals.with_vat", Form.MONEY),
            Leaf("cbc:AllowanceTotalAmount", "BT-107", "totals.allowances", Form.MONEY),
            Leaf("cbc:ChargeTotalAmount", "BT-108", "totals.charges", Form.MONEY),
            Leaf("cbc:PrepaidAmount", "BT-113", "totals.prepaid", Form.MONEY),
            Leaf("cbc:PayableRoundingAmount", "BT-114", "totals.rounding", Form.MONEY),
            Leaf("cbc:PayableAmount", "BT-115", "totals.payable", Form.MONEY),
        ),
    )
