"""What a package requires although the e-invoice is valid without it."""

from collections.abc import Callable

from contracts.reason import Reason
from libs.ubl_schema import Invoice, Provenance
from libs.ubl_schema.model import Party
from services.ubl_render.domain.package import Need, Package
from services.ubl_render.domain.refusals import reason


def unmet(package: Package, invoice: Invoice, *, sales: bool) -> list[Reason]:
    """A reason for each need that the invoice does not meet. A number that we generated does not meet one."""
    counterparty, client = (invoice.buyer, invoice.seller) if sales else (invoice.seller, invoice.buyer)
    missing: dict[Need, tuple[str, Callable[[], bool]]] = {
        Need.DOCUMENT: ("BG-24", lambda: not invoice.attachments),
        Need.NUMBER: ("BT-1", lambda: invoice.provenance.get("BT-1") is Provenance.DEFAULTED),
        Need.COUNTERPARTY_VAT_NUMBER: ("BT-48" if sales else "BT-31", lambda: counterparty.vat_id is None),
        Need.CLIENT_COMPANY_NUMBER: ("BT-30" if sales else "BT-47", lambda: not _company_number(client)),
    }
    return [
        reason(f"needs_{need}", field=missing[need][0], package=package.title)
        for need in package.needs
        if missing[need][1]()
    ]


def _company_number(party: Party) -> bool:
    """The number in the Belgian register (scheme 0208), or None."""
    return party.legal_id is not None and party.legal_id.scheme == "0208"
