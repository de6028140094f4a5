"""Sales or purchase, seen from the client: whoever issued the document decides, not how it looks.

Also the confidence above which no task about the kind is needed.
"""

from contracts.events.client import ClientConfigured
from contracts.fields import DocumentFields, DocumentKind, Route, value_of

from .keys import company_digits

KIND_BAR = 0.6
"""Below this confidence a user decides what the document is."""


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
    if not kind.is_invoice or is_seller == (buyer == own):
        return kind
    return DocumentKind.invoice(sale=is_seller, credit_note=kind.is_credit_note)


def route_of(kind: DocumentKind, client: ClientConfigured) -> Route:
    """The route: purchase, sales or miscellaneous; for card statements as the client's settings say."""
    if kind.is_sale:
        return Route.SALES
    if kind is DocumentKind.CARD_STATEMENT:
        return client.card_statement_route
    if kind.is_invoice or kind is DocumentKind.RECEIPT:
        return Route.PURCHASE
    return Route.MISC
