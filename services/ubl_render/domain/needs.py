"""What a package requires although the e-invoice is valid without it."""

from collections.abc import Callable

from contracts.reason import Reason
from libs.ubl_schema import Invoice, Provenance
from libs.ubl_schema.model import Party
from services.ubl_render.domain.package import Need, Package
from services.ubl_render.domain.refusals import reason
from services.ubl_render.texts import Code

NEEDED = {
    Need.DOCUMENT: Code.NEEDS_DOCUMENT,
    Need.NUMBER: Code.NEEDS_NUMBER,
    Need.COUNTERPARTY_VAT_NUMBER: Code.NEEDS_COUNTERPARTY_VAT_NUMBER,
    Need.CLIENT_COMPANY_NUMBER: Code.NEEDS_CLIENT_COMPANY_NUMBER,
}
_TERMS = {
    Need.DOCUMENT: ("BG-24", "BG-24"),
    Need.NUMBER: ("BT-1", "BT-1"),
    Need.COUNTERPARTY_VAT_NUMBER: ("BT-48", "BT-31"),
    Need.CLIENT_COMPANY_NUMBER: ("BT-30", "BT-47"),
}
"""Of a sales invoice, and of a purchase invoice."""


def unmet(package: Package, invoice: Invoice, *, sales: bool) -> list[Reason]:
    """A reason for each need that the invoice does not meet. A number that we generated does not meet one."""
    counterparty, client = (invoice.buyer, invoice.seller) if sales else (invoice.seller, invoice.buyer)
    is_missing: dict[Need, Callable[[], bool]] = {
        Need.DOCUMENT: lambda: not invoice.attachments,
        Need.NUMBER: lambda: invoice.provenance.get("BT-1") is Provenance.DEFAULTED,
        Need.COUNTERPARTY_VAT_NUMBER: lambda: counterparty.vat_id is None,
        Need.CLIENT_COMPANY_NUMBER: lambda: not _has_company_number(client),
    }
    return [
        reason(NEEDED[need], field=_term(need, sales=sales), package=package.title)
        for need in package.needs
        if is_missing[need]()
    ]


def _term(need: Need, *, sales: bool) -> str:
    """The term of EN 16931 that would meet the need."""
    of_sales, of_purchase = _TERMS[need]
    return of_sales if sales else of_purchase


def _has_company_number(party: Party) -> bool:
    """Whether its number in the Belgian register (scheme 0208) is known."""
    return party.legal_id is not None and party.legal_id.scheme == "0208"
