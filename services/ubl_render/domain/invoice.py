"""Makes an invoice in EN 16931 terms from the fields of a document. Nothing is invented here.

Purchase: the counterparty is the seller and our client the buyer; sales: the reverse. The client's own side always
comes from its settings, never from reading.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from contracts.events.release import ClientCard, DocumentReleased
from contracts.fields import (
    DocumentFields,
    DocumentKind,
    Origin,
    PartyFields,
    PaymentState,
    Route,
    VatRow,
    value_of,
)
from contracts.values import printed_structured_communication
from libs.ubl_schema import Facts, Invoice, Provenance
from libs.ubl_schema.identifiers import is_enterprise_number
from libs.ubl_schema.model import (
    Address,
    Contact,
    Delivery,
    Identifier,
    Line,
    Party,
    Payment,
    Preceding,
    References,
    Totals,
    VatBreakdown,
)
from libs.ubl_schema.notes import Note, join_note
from services.ubl_render.domain.allowances import with_allowances
from services.ubl_render.texts import PAID

_PROVENANCE: Final = {
    Origin.EMBEDDED: Provenance.READ,
    Origin.TEXT: Provenance.READ,
    Origin.OCR: Provenance.READ,
    Origin.REGISTER: Provenance.LOOKED_UP,
    Origin.CLIENT: Provenance.LOOKED_UP,
    Origin.USER: Provenance.TYPED,
    Origin.DEFAULT: Provenance.DEFAULTED,
}
_TERMS: Final = {
    "number": "BT-1",
    "issue_date": "BT-2",
    "currency": "BT-5",
    "due_date": "BT-9",
    "total_without_vat": "BT-109",
    "total_vat": "BT-110",
    "total_with_vat": "BT-112",
    "prepaid": "BT-113",
    "rounding": "BT-114",
    "payable": "BT-115",
    "iban": "BT-84",
}
_SELLER_TERMS: Final = {"name": "BT-27", "company_number": "BT-30", "vat_number": "BT-31", "country": "BT-40"}
_BUYER_TERMS: Final = {"name": "BT-44", "company_number": "BT-47", "vat_number": "BT-48", "country": "BT-55"}
_CASH, _CARD, _NOT_DEFINED, _TRANSFER = "10", "48", "1", "30"
_PAID_ALREADY: Final = frozenset({PaymentState.DIRECT_DEBIT, PaymentState.PRIVATE})


def invoice_of(release: DocumentReleased) -> Invoice:
    """The invoice (or credit note) that a release describes."""
    fields = release.fields
    counterparty, client = _party(_counterparty(release)), client_party(release.client)
    sales = release.route is Route.SALES
    invoice = Invoice(
        type_code="381" if release.kind.is_credit_note else "380",
        number=value_of(fields.number),
        issue_date=value_of(fields.issue_date),
        due_date=value_of(fields.due_date),
        currency=value_of(fields.currency),
        buyer_reference=value_of(fields.buyer_reference),
        references=References(purchase_order=value_of(fields.order_reference)),
        note=join_note(Note(tags=release.tags, comments=release.comments, text=value_of(fields.note))),
        preceding=_preceding(fields),
        seller=client if sales else counterparty,
        buyer=counterparty if sales else client,
        delivery=Delivery(delivered_on=value_of(fields.delivery_date)),
        payments=tuple(_payments(fields, release)),
        totals=Totals(
            without_vat=value_of(fields.total_without_vat),
            vat=value_of(fields.total_vat),
            with_vat=value_of(fields.total_with_vat),
            prepaid=value_of(fields.prepaid),
            rounding=value_of(fields.rounding),
            payable=value_of(fields.payable),
        ),
        breakdown=tuple(_breakdown(row) for row in fields.vat),
        lines=tuple(_lines(fields)),
    )
    invoice = with_allowances(invoice, fields, release.client.language)
    other = _BUYER_TERMS if sales else _SELLER_TERMS
    reads = [(getattr(fields, name), term) for name, term in _TERMS.items()]
    reads += [(getattr(_counterparty(release), name), term) for name, term in other.items()]
    for read, term in reads:
        if read is not None and (provenance := _PROVENANCE[read.origin]) is not Provenance.READ:
            invoice = invoice.with_provenance(provenance, term)
    return invoice


def with_ledger_account(invoice: Invoice, release: DocumentReleased, *, has_lines: bool = True) -> Invoice:
    """The invoice with the client's default ledger account on sales lines (BT-133) for which none was chosen.

    Where a dialect has no lines, it is on the document (BT-19).
    """
    account = release.client.ledger_account
    if release.route is not Route.SALES or account is None:
        return invoice
    if not has_lines:
        return invoice.model_copy(update={"accounting_cost": invoice.accounting_cost or account})
    lines = (
        line if line.accounting_cost else line.model_copy(update={"accounting_cost": account}) for line in invoice.lines
    )
    return invoice.model_copy(update={"lines": tuple(lines)})


def facts_of(release: DocumentReleased) -> Facts:
    """The facts that the completion steps may use."""
    return Facts(
        country=release.client.address.country,
        language=release.client.language if release.client.language in ("fr", "nl", "en") else "en",
        buyer_reference=release.client.reference,
        document_hash=release.sha256,
        received_on=None,
        is_receipt=release.kind is DocumentKind.RECEIPT,
    )


def _counterparty(release: DocumentReleased) -> PartyFields:
    return release.fields.buyer if release.route is Route.SALES else release.fields.seller


def counterparty_name(release: DocumentReleased) -> str | None:
    """The other company's name, for file names and subjects."""
    return value_of(_counterparty(release).name)


def _party(party: PartyFields) -> Party:
    number = value_of(party.company_number)
    return Party(
        name=value_of(party.name),
        vat_id=value_of(party.vat_number),
        legal_id=_legal_id(number) if number else None,
        endpoint=Identifier(value=party.endpoint, scheme=party.endpoint_scheme) if party.endpoint else None,
        address=Address(
            line1=value_of(party.street),
            post_code=value_of(party.postcode),
            city=value_of(party.city),
            country=value_of(party.country),
        ),
        contact=Contact(email=value_of(party.email)),
    )


def _legal_id(number: str) -> Identifier:
    """A company number; with scheme 0208 when it passes the check of the Belgian register."""
    digits = "".join(c for c in number if c.isdigit())
    belgian = is_enterprise_number(digits)
    return Identifier(value=digits, scheme="0208") if belgian else Identifier(value=number)


def client_party(card: ClientCard) -> Party:
    """The client as a party, from its settings."""
    return Party(
        name=card.name,
        vat_id=card.vat_number,
        address=Address(
            line1=card.address.street,
            post_code=card.address.postcode,
            city=card.address.city,
            country=card.address.country,
        ),
    )


def _preceding(fields: DocumentFields) -> tuple[Preceding, ...]:
    number = value_of(fields.original_number)
    return (Preceding(number=number, issue_date=value_of(fields.original_date)),) if number else ()


def _payments(fields: DocumentFields, release: DocumentReleased) -> Iterator[Payment]:
    """The means of payment (BG-16)."""
    iban, reference = value_of(fields.iban), _reference(fields)
    if marked := marked_payment(release):
        account = marked.means == _NOT_DEFINED and iban
        yield marked.model_copy(update={"reference": reference, "iban": iban if account else None})
    elif iban:
        yield Payment(means=_TRANSFER, iban=iban, bic=value_of(fields.bic), reference=reference)
    elif reference:
        yield Payment(means=_NOT_DEFINED, reference=reference)


def marked_payment(release: DocumentReleased) -> Payment | None:
    """The means of payment of a document that was or will be paid without a transfer, so that nobody pays twice.

    Cash is 10 and card 48. Direct debit needs a mandate (49, 59), which paper seldom shows, and the owner's own money
    has no code: both are 1 (not defined) with a text.
    """
    state = release.payment
    if state is PaymentState.CASH:
        return Payment(means=_CASH)
    if state is PaymentState.CARD:
        return Payment(means=_CARD)
    if state in _PAID_ALREADY:
        words = PAID[state.value]
        return Payment(means=_NOT_DEFINED, means_text=words.get(release.client.language, words["en"]))
    return None


def _reference(fields: DocumentFields) -> str | None:
    """BT-83: the structured communication as it is printed, else the ISO 11649 reference, else free text."""
    digits = value_of(fields.structured_communication)
    if digits:
        return printed_structured_communication(digits)
    return value_of(fields.creditor_reference) or value_of(fields.payment_text)


def _breakdown(row: VatRow) -> VatBreakdown:
    return VatBreakdown(
        base=row.base,
        vat=row.vat,
        category=row.category.value,
        rate=None if row.category.value == "O" else row.rate,
        exemption_reason=row.exemption_reason,
        exemption_code=row.exemption_code,
    )


def _lines(fields: DocumentFields) -> Iterator[Line]:
    for number, line in enumerate(fields.lines, start=1):
        deducted = line.unit_price < 0
        yield Line(
            id=str(number),
            name=line.name,
            description=line.description,
            quantity=-line.quantity if deducted else line.quantity,
            unit=line.unit,
            price=abs(line.unit_price) if deducted else line.unit_price,
            net=line.net,
            vat_category=line.category.value,
            vat_rate=None if line.category.value == "O" else Decimal(line.rate),
            accounting_cost=line.ledger_account,
        )
