"""The values that the matcher compares, computed when a document or a transaction comes in and stored beside it.

Amounts are signed cents as the bank shows them: a purchase is negative, a sale positive, a credit note the reverse. So
equal integers have the same direction.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from contracts.day import belgian_day
from contracts.events.bank import TransactionBooked, TransactionKind
from contracts.fields import DocumentFields, DocumentKind, PartyFields, value_of
from libs.payment_references import creditor_references, structured_communications

from .names import name_key
from .numbers import digit_runs, number_forms, number_tokens
from .return_words import says_return

_BELGIAN_CREDITOR = re.compile(r"BE\d\d[A-Z0-9]{3}(\d{10})")


@dataclass(frozen=True, slots=True)
class DocumentKeys:
    """A document as the matcher sees it. `cents` is None when there is nothing to pay or no total was read."""

    document_id: UUID
    kind: DocumentKind
    cents: int | None = None
    currency: str | None = None
    issued: date | None = None
    due: date | None = None
    ogm: str | None = None
    creditor_reference: str | None = None
    iban: str | None = None
    company: str | None = None
    name: str = ""
    number: str | None = None
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TransactionKeys:
    """A booked transaction as the matcher sees it. `spent` is the day of use of a card, where the bank tells it."""

    transaction_id: UUID
    cents: int
    currency: str
    booked: date
    spent: date | None = None
    kind: TransactionKind = TransactionKind.TRANSFER
    ogm: str | None = None
    creditor_reference: str | None = None
    iban: str | None = None
    creditor_company: str | None = None
    mandate: str | None = None
    name: str = ""
    communication: str | None = None
    numbers: frozenset[str] = frozenset()
    digits: frozenset[str] = frozenset()
    is_return: bool = False


def day_of(issued: date | None, received_at: datetime | None) -> date | None:
    """The day that a document counts for: of its issue, or the Belgian day of its receipt where no date was read."""
    return issued or (belgian_day(received_at) if received_at else None)


def keys_of_document(document_id: UUID, kind: DocumentKind, fields: DocumentFields) -> DocumentKeys:
    """The keys of a read document; the counterparty is the seller of a purchase and the buyer of a sale.

    The IBAN on a sale is the client's own and says nothing about who pays, so it is left out.
    """
    party = counterparty_of(kind, fields)
    number = value_of(fields.number)
    return DocumentKeys(
        document_id=document_id,
        kind=kind,
        cents=_expected_cents(kind, fields),
        currency=value_of(fields.currency),
        issued=value_of(fields.issue_date),
        due=value_of(fields.due_date),
        ogm=value_of(fields.structured_communication),
        creditor_reference=value_of(fields.creditor_reference),
        iban=None if kind.is_sale else value_of(fields.iban),
        company=company_digits(value_of(party.vat_number) or value_of(party.company_number)),
        name=name_key(value_of(party.name)),
        number=number,
        numbers=number_forms(number),
    )


def keys_of_transaction(event: TransactionBooked) -> TransactionKeys:
    """The keys of a booked transaction; the party of a card payment is its merchant."""
    return TransactionKeys(
        transaction_id=event.transaction_id,
        cents=cents_of(event.amount),
        currency=event.currency,
        booked=event.booking_date,
        spent=event.used_on,
        kind=event.kind,
        ogm=event.structured_communication or _only(structured_communications(event.communication)),
        creditor_reference=event.creditor_reference or _only(creditor_references(event.communication)),
        iban=event.counterparty_iban,
        creditor_company=creditor_company(event.creditor_id),
        mandate=event.mandate_id,
        name=name_key(event.counterparty_name or event.merchant),
        communication=event.communication,
        numbers=number_tokens(event.communication) | number_tokens(event.end_to_end_id),
        digits=digit_runs(event.communication),
        is_return=event.is_return or says_return(event.communication),
    )


def _only(references: Sequence[str]) -> str | None:
    """The reference that a text names; None when it names several, as an order for several documents does."""
    return references[0] if len(references) == 1 else None


def counterparty_of(kind: DocumentKind, fields: DocumentFields) -> PartyFields:
    """The other company: the buyer of a sale, else the seller."""
    return fields.buyer if kind.is_sale else fields.seller


def cents_of(amount: Decimal) -> int:
    """Money as whole cents, so that equality is exact and indexable."""
    return int(amount * 100)


def company_digits(number: str | None) -> str | None:
    """The digits of a VAT or company number, which are equal for `BE0403170701` and `0403.170.701`."""
    digits = re.sub(r"\D", "", number or "")
    return digits or None


def creditor_company(creditor_id: str | None) -> str | None:
    """The enterprise number in a Belgian SEPA creditor identifier (`BE`, 2 check digits, 3 characters, 10 digits)."""
    found = _BELGIAN_CREDITOR.fullmatch((creditor_id or "").replace(" ", "").upper())
    return found[1] if found else None


def _expected_cents(kind: DocumentKind, fields: DocumentFields) -> int | None:
    total = value_of(fields.payable) or value_of(fields.total_with_vat)
    if not kind.is_payable or not total:
        return None
    cents = cents_of(total)
    if kind.is_credit_note:
        cents = -abs(cents)
    return cents if kind.is_sale else -cents
