"""Documents, transactions and clients with good defaults; a test gives only the values that it is about."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID, uuid4

from contracts.events.bank import TransactionBooked, TransactionKind, TransactionSource
from contracts.events.client import ClientConfigured
from contracts.events.document import Channel, DocumentReceived
from contracts.events.extraction import DocumentExtracted
from contracts.fields import DocumentFields, DocumentKind, Origin, PartyFields, Read
from contracts.ids import uuid7
from libs.samples.check_digits import be_enterprise_number, be_vat
from services.reconcile.domain.keys import DocumentKeys, TransactionKeys, keys_of_document, keys_of_transaction

V = TypeVar("V")


def be_iban(account: int, bank: int = 68) -> str:
    """Returns a Belgian IBAN of an invented account, with valid check digits."""
    ten = f"{bank:03d}{account:07d}"
    bban = f"{ten}{int(ten) % 97 or 97:02d}"
    return f"BE{98 - int(bban + '111400') % 97:02d}{bban}"


NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
CLIENT_VAT = be_vat(be_enterprise_number(4_031_707))
CLIENT_IBAN = be_iban(5_390_075)
SUPPLIER_VAT = be_vat(be_enterprise_number(8_765_432))
SUPPLIER_IBAN = be_iban(8_999_995)
SHA = "a" * 64


def read(value: V, confidence: float = 0.97, origin: Origin = Origin.TEXT, *, sure: bool = False) -> Read[V]:
    """Returns a value as the reader found it."""
    return Read[Any](value=value, confidence=confidence, origin=origin, sure=sure)


def ogm(number: int) -> str:
    """Returns the twelve digits of a structured communication: ten, then their remainder modulo 97 (0 is 97)."""
    return f"{number:010d}{number % 97 or 97:02d}"


def party(name: str | None = None, vat: str | None = None) -> PartyFields:
    """Returns a seller or buyer."""
    return PartyFields(name=read(name) if name else None, vat_number=read(vat) if vat else None)


def fields(
    *,
    number: str | None = "2026-0042",
    total: str | None = "121.00",
    issued: date | None = date(2026, 2, 20),
    due: date | None = None,
    seller: str | None = "Ateliers Dubois SRL",
    supplier_vat: str | None = SUPPLIER_VAT,
    buyer: str | None = None,
    customer_vat: str | None = None,
    iban: str | None = SUPPLIER_IBAN,
    reference: str | None = None,
    currency: str | None = "EUR",
    **more: Any,
) -> DocumentFields:
    """Returns the fields of an ordinary purchase invoice."""
    return DocumentFields(
        number=read(number) if number else None,
        issue_date=read(issued) if issued else None,
        due_date=read(due) if due else None,
        currency=read(currency) if currency else None,
        seller=party(seller, supplier_vat),
        buyer=party(buyer, customer_vat),
        iban=read(iban) if iban else None,
        structured_communication=read(reference) if reference else None,
        total_with_vat=read(Decimal(total)) if total else None,
        **more,
    )


def document(
    kind: DocumentKind = DocumentKind.PURCHASE_INVOICE, *, document_id: UUID | None = None, **more: Any
) -> DocumentKeys:
    """Returns a document as the matcher sees it."""
    return keys_of_document(document_id or uuid4(), kind, fields(**more))


def booked(
    client_id: UUID | None = None,
    *,
    amount: str = "-121.00",
    on: date = date(2026, 3, 1),
    kind: TransactionKind = TransactionKind.TRANSFER,
    name: str | None = "ATELIERS DUBOIS",
    iban: str | None = SUPPLIER_IBAN,
    text: str | None = None,
    reference: str | None = None,
    currency: str = "EUR",
    transaction_id: UUID | None = None,
    **more: Any,
) -> TransactionBooked:
    """Returns the event of one transaction; a negative amount is a payment."""
    return TransactionBooked(
        client_id=client_id or uuid4(),
        transaction_id=transaction_id or uuid7(),
        account=CLIENT_IBAN,
        amount=Decimal(amount),
        currency=currency,
        booking_date=on,
        kind=kind,
        counterparty_name=name,
        counterparty_iban=iban,
        communication=text,
        structured_communication=reference,
        source=TransactionSource.CODA,
        **more,
    )


def bank_transaction(**more: Any) -> TransactionKeys:
    """Returns a transaction as the matcher sees it."""
    return keys_of_transaction(booked(**more))


def configured(client_id: UUID | None = None, **more: Any) -> ClientConfigured:
    """Returns a client for whom everything is automatic and immediate."""
    values: dict[str, Any] = {
        "client_id": client_id or uuid4(),
        "name": "Brasserie Volkaert NV",
        "vat_number": CLIENT_VAT,
        "ibans": (CLIENT_IBAN,),
    }
    return ClientConfigured(**(values | more))


def received(client_id: UUID, document_id: UUID | None = None, **more: Any) -> DocumentReceived:
    """Returns the event of a received file."""
    values: dict[str, Any] = {
        "client_id": client_id,
        "document_id": document_id or uuid7(),
        "sha256": SHA,
        "media_type": "application/pdf",
        "size": 48_213,
        "filename": "facture.pdf",
        "channel": Channel.UPLOAD,
        "received_at": NOON,
    }
    return DocumentReceived(**(values | more))


def extracted(
    client_id: UUID,
    document_id: UUID,
    kind: DocumentKind = DocumentKind.PURCHASE_INVOICE,
    *,
    confidence: float = 0.98,
    sha256: str = SHA,
    **more: Any,
) -> DocumentExtracted:
    """Returns the event with the fields read from the file."""
    return DocumentExtracted(
        client_id=client_id,
        document_id=document_id,
        sha256=sha256,
        kind=kind,
        kind_confidence=confidence,
        language="fr",
        fields=fields(**more),
        pages=1,
        pdf_sha256=sha256,
        reader="pdf_text",
        extracted_at=NOON + timedelta(seconds=2),
    )
