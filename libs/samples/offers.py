"""Documents that look like an invoice but are not: quotes, order confirmations, pro forma invoices."""

from typing import Literal

Offer = Literal["quote", "order_confirmation", "pro_forma", "delivery_note"]

# title, label of the number, label of the last day
OFFERS: dict[str, dict[Offer, tuple[str, str, str]]] = {
    "nl": {
        "quote": ("OFFERTE", "Offertenummer", "Geldig tot"),
        "order_confirmation": ("ORDERBEVESTIGING", "Ordernummer", "Verwachte levering"),
        "pro_forma": ("PRO FORMA FACTUUR", "Pro forma nr.", "Geldig tot"),
        "delivery_note": ("LEVERBON", "Leverbon nr.", "Leverdatum"),
    },
    "fr": {
        "quote": ("DEVIS", "Devis n°", "Valable jusqu'au"),
        "order_confirmation": ("CONFIRMATION DE COMMANDE", "Commande n°", "Livraison prévue"),
        "pro_forma": ("FACTURE PRO FORMA", "Pro forma n°", "Valable jusqu'au"),
        "delivery_note": ("BON DE LIVRAISON", "Bon n°", "Livré le"),
    },
    "en": {
        "quote": ("QUOTATION", "Quote no.", "Valid until"),
        "order_confirmation": ("ORDER CONFIRMATION", "Order no.", "Expected delivery"),
        "pro_forma": ("PRO FORMA INVOICE", "Pro forma no.", "Valid until"),
        "delivery_note": ("DELIVERY NOTE", "Delivery no.", "Delivered on"),
    },
    "de": {
        "quote": ("ANGEBOT", "Angebotsnummer", "Gültig bis"),
        "order_confirmation": ("AUFTRAGSBESTÄTIGUNG", "Auftrags-Nr.", "Voraussichtliche Lieferung"),
        "pro_forma": ("PROFORMA-RECHNUNG", "Proforma-Nr.", "Gültig bis"),
        "delivery_note": ("LIEFERSCHEIN", "Lieferschein-Nr.", "Lieferdatum"),
    },
}


def offer_words(language: str, offer: Offer, words: dict[str, str]) -> dict[str, str]:
    """Returns the seller's words for an offer: another title, number and date, and no request to pay."""
    title, number, until = OFFERS[language][offer]
    totals = {"nl": "Totaalbedrag", "fr": "Montant total", "en": "Total amount", "de": "Gesamtsumme"}[language]
    return words | {"invoice": title, "number": number, "due": until, "due_by": until, "payable": totals}
