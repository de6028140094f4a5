"""From an e-invoice (UBL or CII) to document fields: nothing is guessed; what breaks a rule is left out and told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from contracts import values
from contracts.fields import (
    DocumentFields,
    DocumentKind,
    LineFields,
    Origin,
    PartyFields,
    PaymentState,
    Read,
    Reason,
    VatCategory,
    VatRow,
)
from libs.ubl_schema.model import Invoice, Party
from services.ocr_extract.domain.identity import ClientIdentity

Value = TypeVar("Value")

_MEANS = {
    "10": PaymentState.CASH,
    **dict.fromkeys(("48", "54", "55"), PaymentState.CARD),
    **dict.fromkeys(("49", "59"), PaymentState.DIRECT_DEBIT),
    **dict.fromkeys(("30", "31", "42", "57", "58"), PaymentState.BANK),
}
_AMOUNT: TypeAdapter[Any] = TypeAdapter(values.Amount)
_NUMBER: TypeAdapter[Any] = TypeAdapter(values.Number)
_VAT: TypeAdapter[Any] = TypeAdapter(values.VatNumber)
_IBAN: TypeAdapter[Any] = TypeAdapter(values.Iban)
_BIC: TypeAdapter[Any] = TypeAdapter(values.Bic)
_OGM: TypeAdapter[Any] = TypeAdapter(values.StructuredCommunication)
_RF: TypeAdapter[Any] = TypeAdapter(values.CreditorReference)
_CURRENCY: TypeAdapter[Any] = TypeAdapter(values.Currency)
_COUNTRY: TypeAdapter[Any] = TypeAdapter(values.CountryCode)


@dataclass
class _Mapping:
    """Collects what had to be left out, by the term of EN 16931."""

    warnings: list[Reason] = field(default_factory=list)

    def checked(self, rule: TypeAdapter[Any], value: object, term: str) -> Any:
        """The value when it keeps the rule, else nothing and a warning."""
        if value is None:
            return None
        try:
            return rule.validate_python(value)
        except ValidationError:
            self.warnings.append(Reason(code="invalid_value", params={"term": term}))
            return None

    def proved(self, rule: TypeAdapter[Any], value: object, term: str) -> Read[Any] | None:
        """A value whose check digits are right."""
        kept = self.checked(rule, value, term)
        return _read(kept, sure=True) if kept is not None else None


def map_invoice(invoice: Invoice) -> tuple[DocumentFields, tuple[Reason, ...]]:
    """The fields of an e-invoice, and warnings for values that break their own rules."""
    mapping = _Mapping()
    totals, payment = invoice.totals, invoice.payment
    excl = mapping.checked(_AMOUNT, totals.without_vat, "BT-109")
    vat = mapping.checked(_AMOUNT, totals.vat, "BT-110")
    incl = mapping.checked(_AMOUNT, totals.with_vat, "BT-112")
    if vat is None and excl is not None and excl == incl:
        vat = Decimal("0.00")
    rows = _rows(invoice, mapping)
    sure = _adds_up(excl, vat, incl, rows)
    reference = payment.reference if payment else None
    earlier = invoice.preceding[0] if invoice.preceding else None
    fields = DocumentFields(
        number=_some(invoice.number),
        issue_date=_some(invoice.issue_date),
        due_date=_some(invoice.due_date),
        delivery_date=_some(invoice.delivery.delivered_on),
        currency=_some(mapping.checked(_CURRENCY, invoice.currency, "BT-5")),
        supplier=_party(invoice.seller, mapping, "BT-31"),
        customer=_party(invoice.buyer, mapping, "BT-48"),
        iban=mapping.proved(_IBAN, _pay_to(invoice), "BT-84"),
        bic=_some(mapping.checked(_BIC, payment.bic if payment else None, "BT-86")),
        **_reference(reference),
        total_excl=_read(excl, sure=sure) if excl is not None else None,
        total_vat=_read(vat, sure=sure) if vat is not None else None,
        total_incl=_read(incl, sure=sure) if incl is not None else None,
        prepaid=_some(mapping.checked(_AMOUNT, totals.prepaid or None, "BT-113")),
        rounding=_some(mapping.checked(_AMOUNT, totals.rounding or None, "BT-114")),
        payable=_some(mapping.checked(_AMOUNT, totals.payable, "BT-115")),
        vat=rows,
        lines=_lines(invoice, mapping),
        payment_state=_some(_MEANS.get(payment.means or "") if payment else None),
        original_number=_some(earlier.number if earlier else None),
        original_date=_some(earlier.issue_date if earlier else None),
        buyer_reference=_some(invoice.buyer_reference),
        order_reference=_some(invoice.references.purchase_order),
        note=_some(invoice.note),
    )
    return fields, tuple(mapping.warnings)


def kind_of(invoice: Invoice, fields: DocumentFields, identity: ClientIdentity) -> tuple[DocumentKind, float]:
    """Sale or purchase by the client's own numbers; one that names the client nowhere is a doubtful purchase."""
    seller, buyer = (
        _is_own(party, source, identity)
        for party, source in ((fields.supplier, invoice.seller), (fields.customer, invoice.buyer))
    )
    paid_to_us = fields.iban is not None and identity.owns_iban(fields.iban.value)
    sales = (seller and not buyer) or (paid_to_us and not buyer)
    confidence = 0.99 if seller != buyer else 0.9 if paid_to_us else 0.7
    if invoice.is_credit_note:
        return (DocumentKind.SALES_CREDIT_NOTE if sales else DocumentKind.PURCHASE_CREDIT_NOTE), confidence
    return (DocumentKind.SALES_INVOICE if sales else DocumentKind.PURCHASE_INVOICE), confidence


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


def _party(party: Party, mapping: _Mapping, term: str) -> PartyFields:
    address = party.address
    return PartyFields(
        name=_some(party.name or party.trading_name),
        vat_number=mapping.proved(_VAT, party.vat_id, term),
        company_number=_some(party.legal_id.value if party.legal_id else None),
        street=_some(", ".join(filter(None, (address.line1, address.line2))) or None),
        postcode=_some(address.post_code),
        city=_some(address.city),
        country=_some(mapping.checked(_COUNTRY, address.country, "BT-40" if term == "BT-31" else "BT-55")),
        email=_some(party.contact.email),
        endpoint_scheme=party.endpoint.scheme if party.endpoint else None,
        endpoint=party.endpoint.value if party.endpoint else None,
    )


def _pay_to(invoice: Invoice) -> str | None:
    return next((payment.iban for payment in invoice.payments if payment.iban), None)


def _reference(text: str | None) -> dict[str, Read[str] | None]:
    """BT-83 is a structured communication, an RF reference or free words; one field each."""
    if text is None:
        return {}
    for name, rule in (("structured_communication", _OGM), ("creditor_reference", _RF)):
        try:
            candidate = "".join(filter(str.isdigit, text)) if rule is _OGM else text
            if rule is _OGM and any(character.isalpha() for character in text):
                continue
            return {name: _read(rule.validate_python(candidate), sure=True)}
        except ValidationError:
            continue
    return {"payment_text": _read(text)}


def _rows(invoice: Invoice, mapping: _Mapping) -> tuple[VatRow, ...]:
    rows = []
    for part in invoice.breakdown:
        base = mapping.checked(_AMOUNT, part.base, "BT-116")
        vat = mapping.checked(_AMOUNT, part.vat if part.vat is not None else Decimal(0), "BT-117")
        category = _category(part.category, mapping, "BT-118")
        if base is None or vat is None or category is None:
            continue
        rows.append(
            VatRow(
                category=category,
                rate=part.rate or Decimal(0),
                base=base,
                vat=vat,
                origin=Origin.EMBEDDED,
                exemption_reason=part.exemption_reason,
                exemption_code=part.exemption_code,
            )
        )
    return tuple(rows)


def _category(code: str | None, mapping: _Mapping, term: str) -> VatCategory | None:
    try:
        return VatCategory(code or "")
    except ValueError:
        mapping.warnings.append(Reason(code="invalid_value", params={"term": term}))
        return None


def _adds_up(excl: Decimal | None, vat: Decimal | None, incl: Decimal | None, rows: Iterable[VatRow]) -> bool:
    """Net + VAT = gross, and the rows add up to both."""
    if excl is None or vat is None or incl is None or excl + vat != incl:
        return False
    listed = list(rows)
    bases, taxes = sum((row.base for row in listed), Decimal(0)), sum((row.vat for row in listed), Decimal(0))
    return not listed or (bases == excl and taxes == vat)


def _lines(invoice: Invoice, mapping: _Mapping) -> tuple[LineFields, ...]:
    lines = []
    for line in invoice.lines:
        net = mapping.checked(_AMOUNT, line.net, "BT-131")
        category = _category(line.vat_category, mapping, "BT-151") if line.vat_category else None
        quantity = mapping.checked(_NUMBER, line.quantity if line.quantity is not None else Decimal(1), "BT-129")
        price = line.price / (line.base_quantity or Decimal(1)) if line.price is not None else net
        name = line.name or line.description
        if net is None or category is None or quantity is None or price is None or name is None:
            continue
        lines.append(
            LineFields(
                name=name,
                description=line.description if line.name else None,
                quantity=quantity,
                unit=line.unit or "C62",
                unit_price=_six(price),
                net=net,
                category=category,
                rate=line.vat_rate or Decimal(0),
                ledger_account=line.accounting_cost,
            )
        )
    return tuple(lines) if len(lines) == len(invoice.lines) else ()


def _six(price: Decimal) -> Decimal:
    """Prices may have more decimals than a contract carries."""
    exponent = price.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        return price.quantize(Decimal("0.000001"), ROUND_HALF_UP)
    return price
