"""Topic `bank`, keyed by client: booked transactions of accounts and cards, statements, consents."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, NonNegativeInt

from contracts.fields import EventPart
from contracts.registry import Event, Topic, event
from contracts.values import Amount, Bic, CreditorReference, Currency, Iban, Name, Sha256, StructuredCommunication, Text

BANK = Topic("bank", key="client_id")


class TransactionKind(StrEnum):
    """The kind of a transaction, from the bank's own transaction code where there is one."""

    TRANSFER = "transfer"
    INSTANT = "instant"
    STANDING_ORDER = "standing_order"
    DIRECT_DEBIT = "direct_debit"
    CARD = "card"
    CARD_SETTLEMENT = "card_settlement"
    CASH = "cash"
    BANK_COSTS = "bank_costs"
    INTEREST = "interest"
    LOAN = "loan"
    SALARY = "salary"
    TAX = "tax"
    OWN_ACCOUNT = "own_account"
    UNKNOWN = "unknown"


class TransactionSource(StrEnum):
    """The source of a transaction."""

    CODA = "coda"
    CAMT = "camt"
    MT940 = "mt940"
    CSV = "csv"
    PSD2 = "psd2"
    CARD_STATEMENT = "card_statement"


class StatementRef(EventPart):
    """The statement of a transaction: its sequence number in the account's year, and the transaction's own number."""

    number: Name
    sequence_number: Name


@event("bank.transaction_booked", version=1, topic=BANK)
class TransactionBookedV1(Event):
    """One booked transaction, published once however often a file is imported. Incoming amounts are positive.

    `needs_document` is false for costs, interest, cash, taxes and salaries, which never enter the task list.
    `is_return`: an earlier transaction came back, as a direct debit that was refused. Of a card: the merchant and its
    place, the day of use (a bank books days later), and the amount before the exchange.
    """

    client_id: UUID
    transaction_id: UUID
    account: Name
    amount: Amount
    currency: Currency
    booking_date: date
    value_date: date | None = None
    kind: TransactionKind
    needs_document: bool = True
    is_return: bool = False
    counterparty_name: Name | None = None
    counterparty_iban: Iban | None = None
    counterparty_account: Name | None = None
    counterparty_bic: Bic | None = None
    communication: Text | None = None
    structured_communication: StructuredCommunication | None = None
    creditor_reference: CreditorReference | None = None
    end_to_end_id: Name | None = None
    mandate_id: Name | None = None
    creditor_id: Name | None = None
    merchant: Name | None = None
    card: Name | None = None
    place: Name | None = None
    used_on: date | None = None
    original_amount: Amount | None = None
    original_currency: Currency | None = None
    bank_reference: Name | None = None
    transaction_code: Name | None = None
    statement: StatementRef | None = None
    source: TransactionSource


@event("bank.statement_imported", version=1, topic=BANK)
class StatementImportedV1(Event):
    """One statement of one account was imported whole, with its balances checked."""

    client_id: UUID
    statement_id: UUID
    account: Name
    number: Name
    currency: Currency
    old_balance: Amount
    new_balance: Amount
    new_balance_date: date
    transactions: NonNegativeInt
    source: TransactionSource
    sha256: Sha256


@event("bank.consent_expiring", version=1, topic=BANK)
class ConsentExpiringV1(Event):
    """The consent to read an account ends soon or has ended; only its holder can renew it."""

    client_id: UUID
    consent_id: UUID
    bank: Name
    expires_at: AwareDatetime


@event("bank.statement_ready", version=1, topic=BANK)
class StatementReadyV1(Event):
    """A CODA file that we wrote is ready to be delivered."""

    client_id: UUID
    statement_id: UUID
    account: Iban
    number: Name
    sha256: Sha256
    filename: Name


TransactionBooked = TransactionBookedV1
StatementImported = StatementImportedV1
ConsentExpiring = ConsentExpiringV1
StatementReady = StatementReadyV1
