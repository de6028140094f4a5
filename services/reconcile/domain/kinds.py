"""Sales or purchase, seen from the client: whoever issued the document decides, not how it looks.

Also how sure we must be of a kind before a document may go on without asking.
"""

from contracts.events.client import ClientConfigured
from contracts.fields import DocumentFields, DocumentKind, Route

from .keys import SALES, company_digits, value_of

KIND_BAR = 0.6
"""Below this confidence a person says what the document is; nothing is done silently."""

_TURNED = {
    DocumentKind.PURCHASE_INVOICE: DocumentKind.SALES_INVOICE,
    DocumentKind.PURCHASE_CREDIT_NOTE: DocumentKind.SALES_CREDIT_NOTE,
}
_BACK = {sale: purchase for purchase, sale in _TURNED.items()}


def kind_for_client(kind: DocumentKind, fields: DocumentFields, client: ClientConfigured) -> DocumentKind:
    """Turn a purchase into a sale when the client itself is the issuer, and back when the client is the buyer.

    The issuer's VAT number decides; without one, the IBAN to pay to. When both parties are the client, or neither is
    known, the kind stays as it was read.
    """
    own = company_digits(client.vat_number)
    seller = company_digits(value_of(fields.seller.vat_number) or value_of(fields.seller.company_number))
    buyer = company_digits(value_of(fields.buyer.vat_number) or value_of(fields.buyer.company_number))
    iban = value_of(fields.iban)
    is_seller = seller == own if seller else iban is not None and iban in client.ibans
    if is_seller and buyer != own:
        return _TURNED.get(kind, kind)
    if buyer == own and not is_seller:
        return _BACK.get(kind, kind)
    return kind


def route_of(kind: DocumentKind, client: ClientConfigured) -> Route:
    """The way out: purchase, sales or miscellaneous; card statements as the client wants them."""
    if kind in SALES:
        return Route.SALES
    if kind is DocumentKind.CARD_STATEMENT:
        return client.card_statement_route
    if kind in (DocumentKind.PURCHASE_INVOICE, DocumentKind.PURCHASE_CREDIT_NOTE, DocumentKind.RECEIPT):
        return Route.PURCHASE
    return Route.MISC
