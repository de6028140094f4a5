"""One document compared with one transaction: evidence for a match, contradictions, and the ground of a link.

The order of the grounds is the product's: structured communication, document number, IBAN, direct-debit mandate, card
merchant, card-statement number, name, each with the exact amount. Amount, counterparty and date are the three soft
criteria; two of three make a suggestion, never a link.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from contracts.events.bank import TransactionKind
from contracts.events.booking import Evidence, EvidenceKind
from contracts.fields import DocumentKind
from contracts.values import printed_structured_communication

from .keys import DocumentKeys, TransactionKeys
from .names import alike, is_factor, same_brand, same_name
from .numbers import is_long, names_a_number, names_another_number, names_the_end, telling_tokens


class Ground(IntEnum):
    """Grounds of an automatic link, strongest first."""

    STRUCTURED_COMMUNICATION = 1
    DOCUMENT_NUMBER = 2
    COUNTERPARTY_IBAN = 3
    MANDATE_SERIES = 4
    MERCHANT = 5
    STATEMENT_NUMBER = 6
    COUNTERPARTY_NAME = 7


class Contradiction(StrEnum):
    """Reasons not to link a pair automatically, whatever its evidence."""

    OTHER_STRUCTURED_COMMUNICATION = "other_structured_communication"
    OTHER_CURRENCY = "other_currency"
    OTHER_COUNTERPARTY = "other_counterparty"
    OTHER_DOCUMENT_NUMBER = "other_document_number"
    BEFORE_DOCUMENT = "before_document"


@dataclass(frozen=True, slots=True)
class DayWindow:
    """How many days a transaction may lie before the issue date and after the due date (or issue date).

    With `by_issue` the days count from the issue date alone: a card is used when the receipt is made.
    """

    before: int
    after: int
    by_issue: bool = False


PAID_BEFORE_ISSUE = 7
WINDOWS: dict[Ground, DayWindow | None] = {
    Ground.STRUCTURED_COMMUNICATION: None,
    Ground.DOCUMENT_NUMBER: None,
    Ground.COUNTERPARTY_IBAN: DayWindow(before=PAID_BEFORE_ISSUE, after=120),
    Ground.MANDATE_SERIES: DayWindow(before=3, after=35),
    Ground.MERCHANT: DayWindow(before=1, after=5, by_issue=True),
    Ground.STATEMENT_NUMBER: DayWindow(before=PAID_BEFORE_ISSUE, after=62),
    Ground.COUNTERPARTY_NAME: DayWindow(before=PAID_BEFORE_ISSUE, after=60),
}
USED_ON = DayWindow(before=1, after=1, by_issue=True)
"""Where the bank tells the day of use of a card, the receipt is of that day, or of the other side of midnight."""
TRANSFERS = frozenset({TransactionKind.TRANSFER, TransactionKind.INSTANT, TransactionKind.STANDING_ORDER})
RIVAL_WINDOW = DayWindow(before=PAID_BEFORE_ISSUE, after=150)
NEAR = 5
LONG_ENOUGH_OF_ONES_OWN = 5
"""Characters of a number with which a client names one of its own sales."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A document and a transaction side by side."""

    document: DocumentKeys
    transaction: TransactionKeys
    ground: Ground | None
    evidence: tuple[Evidence, ...]
    contradictions: tuple[Contradiction, ...]
    same_amount: bool
    same_party: bool
    near: bool

    @property
    def criteria(self) -> int:
        """How many of amount, counterparty and date agree (0 to 3)."""
        return self.same_amount + self.same_party + self.near

    @property
    def linkable(self) -> bool:
        """Whether it may be linked automatically, if no other pair competes."""
        return self.ground is not None and not self.contradictions

    @property
    def in_time(self) -> bool | None:
        """Whether the transaction is at a plausible time for the document; None when that has no date."""
        return _within(RIVAL_WINDOW, self.document, self.transaction)

    @property
    def rival(self) -> bool:
        """Whether it makes another pair uncertain: same amount and party, at a plausible time."""
        return self.same_amount and self.same_party and self.in_time is not False and not self.contradictions

    @property
    def referenced(self) -> bool:
        """Whether the payer named this document."""
        return any(e.kind in _REFERENCES for e in self.evidence)


_REFERENCES = (EvidenceKind.STRUCTURED_COMMUNICATION, EvidenceKind.DOCUMENT_NUMBER)


def compare(document: DocumentKeys, transaction: TransactionKeys) -> Comparison:
    """Compare one document with one transaction."""
    same_amount = document.cents == transaction.cents
    party = _party_evidence(document, transaction)
    reference = _reference_evidence(document, transaction)
    near = is_near(document, transaction)
    evidence = [*reference, *party]
    if same_amount:
        evidence.append(Evidence(kind=EvidenceKind.AMOUNT, detail=_money(transaction.cents, transaction.currency)))
    if near:
        evidence.append(Evidence(kind=EvidenceKind.DATE, detail=transaction.booked.isoformat()))
    ground = _ground(document, transaction, reference, party) if same_amount else None
    return Comparison(
        document=document,
        transaction=transaction,
        ground=ground,
        evidence=tuple(evidence),
        contradictions=tuple(
            _contradictions(document, transaction, referenced=bool(reference), same_party=bool(party))
        ),
        same_amount=same_amount,
        same_party=bool(party),
        near=near,
    )


def is_near(document: DocumentKeys, transaction: TransactionKeys) -> bool:
    """Whether the dates agree: from 5 days before issue to 5 days after the due date."""
    return _within(DayWindow(NEAR, NEAR), document, transaction) is True


def days_between(document: DocumentKeys, transaction: TransactionKeys) -> int:
    """Days to the nearer of issue and due date; 9999 for a document without dates."""
    dates = [d for d in (document.issued, document.due) if d]
    return min((abs((transaction.booked - d).days) for d in dates), default=9999)


def _reference_evidence(document: DocumentKeys, transaction: TransactionKeys) -> list[Evidence]:
    found = []
    if document.ogm and document.ogm == transaction.ogm:
        printed = printed_structured_communication(document.ogm)
        found.append(Evidence(kind=EvidenceKind.STRUCTURED_COMMUNICATION, detail=printed))
    elif document.creditor_reference and document.creditor_reference == transaction.creditor_reference:
        found.append(Evidence(kind=EvidenceKind.STRUCTURED_COMMUNICATION, detail=document.creditor_reference))
    if document.numbers & transaction.numbers or names_the_end(transaction.communication, document.number):
        found.append(Evidence(kind=EvidenceKind.DOCUMENT_NUMBER, detail=document.number or ""))
    if _settles(document, transaction) and _bare(document.number) in transaction.digits:
        found.append(Evidence(kind=EvidenceKind.STATEMENT_NUMBER, detail=document.number or ""))
    return found


def _party_evidence(document: DocumentKeys, transaction: TransactionKeys) -> list[Evidence]:
    found = []
    if document.iban and document.iban == transaction.iban:
        found.append(Evidence(kind=EvidenceKind.COUNTERPARTY_IBAN, detail=document.iban))
    if document.company and document.company == transaction.creditor_company:
        found.append(Evidence(kind=EvidenceKind.MANDATE_SERIES, detail=transaction.mandate or document.company))
    if alike(document.name, transaction.name):
        found.append(Evidence(kind=EvidenceKind.COUNTERPARTY_NAME, detail=document.name))
    elif transaction.kind is TransactionKind.CARD and same_brand(document.name, transaction.name):
        found.append(Evidence(kind=EvidenceKind.MERCHANT, detail=transaction.name))
    return found


def _ground(
    document: DocumentKeys, transaction: TransactionKeys, reference: list[Evidence], party: list[Evidence]
) -> Ground | None:
    kinds = {e.kind for e in (*reference, *party)}
    if EvidenceKind.STRUCTURED_COMMUNICATION in kinds:
        return Ground.STRUCTURED_COMMUNICATION
    if EvidenceKind.DOCUMENT_NUMBER in kinds and (party or _named_by_a_long_number(document, transaction)):
        return Ground.DOCUMENT_NUMBER
    if _names_an_unread_number(document, transaction):
        return None
    for ground in _BY_PARTY:
        if _rests_on(ground, kinds, document, transaction) and _within(
            _window(ground, transaction), document, transaction
        ):
            return ground
    return None


_BY_PARTY = (
    *(Ground.COUNTERPARTY_IBAN, Ground.MANDATE_SERIES, Ground.MERCHANT, Ground.STATEMENT_NUMBER),
    Ground.COUNTERPARTY_NAME,
)


def _window(ground: Ground, transaction: TransactionKeys) -> DayWindow:
    """The days within which a ground that rests on the party counts."""
    if ground is Ground.MERCHANT and transaction.spent:
        return USED_ON
    window = WINDOWS[ground]
    if window is None:
        raise ValueError(f"{ground} counts at any time")
    return window


def _named_by_a_long_number(document: DocumentKeys, transaction: TransactionKeys) -> bool:
    """Whether the text holds the document's number, and the number is long enough to be nobody else's.

    The numbers of sales are the client's own, so that no other seller has them.
    """
    found = document.numbers & telling_tokens(transaction.communication)
    return any(is_long(form) or (document.kind.is_sale and len(form) >= LONG_ENOUGH_OF_ONES_OWN) for form in found)


def _names_an_unread_number(document: DocumentKeys, transaction: TransactionKeys) -> bool:
    """Whether the payer gave a number where none was read on the document: it may be another document's."""
    named = names_a_number(transaction.communication)
    unread_number = named and document.number is None and document.kind.is_invoice
    return unread_number or (transaction.ogm is not None and document.ogm is None)


def _rests_on(ground: Ground, kinds: set[EvidenceKind], document: DocumentKeys, transaction: TransactionKeys) -> bool:
    if ground is Ground.COUNTERPARTY_IBAN:
        return EvidenceKind.COUNTERPARTY_IBAN in kinds
    if ground is Ground.MANDATE_SERIES:
        debit = transaction.kind is TransactionKind.DIRECT_DEBIT and transaction.mandate is not None
        known = EvidenceKind.MANDATE_SERIES in kinds or same_name(document.name, transaction.name)
        return debit and known and not document.kind.is_sale
    if ground is Ground.MERCHANT:
        card = transaction.kind is TransactionKind.CARD
        return card and same_brand(document.name, transaction.name) and not document.kind.is_sale
    if ground is Ground.COUNTERPARTY_NAME:
        named = names_a_number(transaction.communication) or transaction.ogm or transaction.creditor_reference
        known = EvidenceKind.COUNTERPARTY_NAME in kinds and not named
        return known and transaction.kind in TRANSFERS
    issuer = EvidenceKind.COUNTERPARTY_NAME in kinds and _settles(document, transaction)
    return EvidenceKind.STATEMENT_NUMBER in kinds or issuer


def _settles(document: DocumentKeys, transaction: TransactionKeys) -> bool:
    return document.kind is DocumentKind.CARD_STATEMENT and transaction.kind is TransactionKind.CARD_SETTLEMENT


def _contradictions(
    document: DocumentKeys, transaction: TransactionKeys, *, referenced: bool, same_party: bool
) -> list[Contradiction]:
    found = []
    if _differ(document.ogm, transaction.ogm) or _differ(document.creditor_reference, transaction.creditor_reference):
        found.append(Contradiction.OTHER_STRUCTURED_COMMUNICATION)
    if _differ(document.currency, transaction.currency):
        found.append(Contradiction.OTHER_CURRENCY)
    elsewhere = _differ(document.iban, transaction.iban) or is_factor(transaction.name)
    if elsewhere and not same_party:
        found.append(Contradiction.OTHER_COUNTERPARTY)
    if not referenced and names_another_number(transaction.communication, document.number):
        found.append(Contradiction.OTHER_DOCUMENT_NUMBER)
    if document.issued and transaction.booked < document.issued - timedelta(days=PAID_BEFORE_ISSUE):
        found.append(Contradiction.BEFORE_DOCUMENT)
    return found


def _within(window: DayWindow, document: DocumentKeys, transaction: TransactionKeys) -> bool | None:
    """Whether the transaction lies in the window; None when the document has no issue date."""
    if document.issued is None:
        return None
    day = transaction.spent or transaction.booked
    last = document.issued if window.by_issue else max(document.issued, document.due or document.issued)
    return _shift(document.issued, -window.before) <= day <= _shift(last, window.after)


def _shift(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)


def _bare(number: str | None) -> str:
    return "".join(c for c in number or "" if c.isdigit()).lstrip("0")


def _money(cents: int, currency: str) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d} {currency}"
