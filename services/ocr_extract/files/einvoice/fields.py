"""Maps an e-invoice (UBL or CII) to document fields without guessing; a value that breaks a rule is left out."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from contracts.fields import DocumentFields, DocumentKind, Origin, PartyFields, PaymentState, Read, VatRow
from contracts.reason import Reason
from libs.ubl_schema.model import Invoice, Party
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.files.einvoice.checks import AMOUNT, BIC, COUNTRY, CURRENCY, IBAN, OGM, RF, VAT, Checks
from services.ocr_extract.files.einvoice.lines import allowances_of, lines_of
from services.ocr_extract.files.einvoice.rates import rows_of

Value = TypeVar("Value")

_MEANS = {
    "10": PaymentState.CASH,
    **dict.fromkeys(("48", "54", "55"), PaymentState.CARD),
    **dict.fromkeys(("49", "59"), PaymentState.DIRECT_DEBIT),
    **dict.fromkeys(("30", "31", "42", "57", "58"), PaymentState.BANK),
}


def map_invoice(invoice: Invoice) -> tuple[DocumentFields, tuple[Reason, ...]]:
    """The fields of an e-invoice, and a warning for each value that breaks a rule."""
    checks = Checks()
    totals, payment = invoice.totals, invoice.payment
    excl = checks.kept(AMOUNT, totals.without_vat, "BT-109")
    vat = checks.kept(AMOUNT, totals.vat, "BT-110")
    incl = checks.kept(AMOUNT, totals.with_vat, "BT-112")
    if vat is None and excl is not None and excl == incl:
        vat = Decimal("0.00")
    rows = rows_of(invoice, checks)
    sure = _adds_up(excl, vat, incl, rows)
    reference = payment.reference if payment else None
    earlier = invoice.preceding[0] if invoice.preceding else None
    fields = DocumentFields(
        number=_some(invoice.number),
        issue_date=_some(invoice.issue_date),
        due_date=_some(invoice.due_date),
        delivery_date=_some(invoice.delivery.delivered_on),
        currency=_some(checks.kept(CURRENCY, invoice.currency, "BT-5")),
        seller=_party(invoice.seller, checks, "BT-31"),
        buyer=_party(invoice.buyer, checks, "BT-48"),
        iban=_proved(checks, IBAN, _pay_to(invoice), "BT-84"),
        bic=_some(checks.kept(BIC, payment.bic if payment else None, "BT-86")),
        **_reference(reference),
        total_without_vat=_read(excl, sure=sure) if excl is not None else None,
        total_vat=_read(vat, sure=sure) if vat is not None else None,
        total_with_vat=_read(incl, sure=sure) if incl is not None else None,
        prepaid=_some(checks.kept(AMOUNT, totals.prepaid or None, "BT-113")),
        rounding=_some(checks.kept(AMOUNT, totals.rounding or None, "BT-114")),
        payable=_some(checks.kept(AMOUNT, totals.payable, "BT-115")),
        vat=rows,
        lines=lines_of(invoice, checks),
        allowances=allowances_of(invoice, checks),
        payment_state=_some(_MEANS.get(payment.means or "") if payment else None),
        original_number=_some(earlier.number if earlier else None),
        original_date=_some(earlier.issue_date if earlier else None),
        buyer_reference=_some(invoice.buyer_reference),
        order_reference=_some(invoice.references.purchase_order),
        note=_some(invoice.note),
    )
    return fields, tuple(checks.warnings)


def kind_of(invoice: Invoice, fields: DocumentFields, identity: ClientIdentity) -> tuple[DocumentKind, float]:
    """The kind (sale or purchase) by the client's own numbers, and its confidence.

    An invoice that does not name the client is a purchase with a low confidence.
    """
    seller, buyer = (
        _is_own(party, source, identity)
        for party, source in ((fields.seller, invoice.seller), (fields.buyer, invoice.buyer))
    )
    paid_to_us = fields.iban is not None and identity.owns_iban(fields.iban.value)
    sales = (seller and not buyer) or (paid_to_us and not buyer)
    confidence = 0.99 if seller != buyer else 0.9 if paid_to_us else 0.7
    return DocumentKind.invoice(sale=sales, credit_note=invoice.is_credit_note), confidence


def _is_own(fields: PartyFields, party: Party, identity: ClientIdentity) -> bool:
    if fields.vat_number and identity.owns_vat_number(fields.vat_number.value):
        return True
    numbers = {identifier.value for identifier in (*party.identifiers, *filter(None, (party.legal_id, party.endpoint)))}
    own = set(identity.company_numbers) | (
        {identity.vat_number, identity.vat_number[2:]} if identity.vat_number else set()
    )
    if numbers & own:
        return True
    return not fields.vat_number and bool(party.name and identity.is_named(party.name))


def _read(value: Value, *, sure: bool = False) -> Read[Value]:
    return Read(value=value, confidence=1.0, origin=Origin.EMBEDDED, sure=sure)


def _some(value: Value | None) -> Read[Value] | None:
    return _read(value) if value is not None else None


def _proved(checks: Checks, rule: TypeAdapter[Any], value: object, term: str) -> Read[Any] | None:
    """A value with correct check digits, so it is sure; else None, and a warning is added."""
    kept = checks.kept(rule, value, term)
    return _read(kept, sure=True) if kept is not None else None


def _party(party: Party, checks: Checks, term: str) -> PartyFields:
    address = party.address
    return PartyFields(
        name=_some(party.name or party.trading_name),
        vat_number=_proved(checks, VAT, party.vat_id, term),
        company_number=_some(party.legal_id.value if party.legal_id else None),
        street=_some(", ".join(filter(None, (address.line1, address.line2))) or None),
        postcode=_some(address.post_code),
        city=_some(address.city),
        country=_some(checks.kept(COUNTRY, address.country, "BT-40" if term == "BT-31" else "BT-55")),
        email=_some(party.contact.email),
        endpoint_scheme=party.endpoint.scheme if party.endpoint else None,
        endpoint=party.endpoint.value if party.endpoint else None,
    )


def accounts_of(invoice: Invoice) -> frozenset[str]:
    """All accounts to which an e-invoice asks to be paid (BT-84)."""
    checks = Checks()
    found = (checks.kept(IBAN, payment.iban, "BT-84") for payment in invoice.payments)
    return frozenset(account for account in found if account)


def _pay_to(invoice: Invoice) -> str | None:
    return next((payment.iban for payment in invoice.payments if payment.iban), None)


def _reference(text: str | None) -> dict[str, Read[str] | None]:
    """The field for BT-83, which is a structured communication, an RF reference or free text."""
    if text is None:
        return {}
    for name, rule in (("structured_communication", OGM), ("creditor_reference", RF)):
        try:
            candidate = "".join(filter(str.isdigit, text)) if rule is OGM else text
            if rule is OGM and any(character.isalpha() for character in text):
                continue
            return {name: _read(rule.validate_python(candidate), sure=True)}
        except ValidationError:
            continue
    return {"payment_text": _read(text)}


def _adds_up(excl: Decimal | None, vat: Decimal | None, incl: Decimal | None, rows: Iterable[VatRow]) -> bool:
    """Whether net + VAT = gross, and the VAT rows add up to net and VAT."""
    if excl is None or vat is None or incl is None or excl + vat != incl:
        return False
    listed = list(rows)
    bases, taxes = sum((row.base for row in listed), Decimal(0)), sum((row.vat for row in listed), Decimal(0))
    return not listed or (bases == excl and taxes == vat)
