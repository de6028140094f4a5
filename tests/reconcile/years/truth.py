"""What is true of a generated year: which documents and transactions belong together, as what, and who can see it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.events.bank import TransactionBooked
from contracts.fields import DocumentFields, DocumentKind


class Relation(StrEnum):
    """How the documents and the transactions of a group belong together."""

    WHOLE = "whole"
    BATCH = "batch"
    NETTED = "netted"
    COLLECTIVE = "collective"
    DISCOUNT = "discount"
    ROUNDING = "rounding"
    PART = "part"
    INSTALMENT = "instalment"
    FACTOR = "factor"
    CHANGED_ACCOUNT = "changed_account"
    FOREIGN_CURRENCY = "foreign_currency"
    PAID_TWICE = "paid_twice"
    RETURNED = "returned"
    CONTRACT = "contract"
    NONE = "none"


ONE_TO_ONE = frozenset({Relation.WHOLE, Relation.CHANGED_ACCOUNT})
"""One transaction pays one document in full."""

TOGETHER = frozenset({Relation.BATCH, Relation.NETTED, Relation.COLLECTIVE})
"""One transaction pays several documents."""

PROPOSED = frozenset(
    {
        Relation.DISCOUNT,
        Relation.ROUNDING,
        Relation.PART,
        Relation.INSTALMENT,
        Relation.FACTOR,
        Relation.FOREIGN_CURRENCY,
    }
)
"""Never linked by itself, always proposed."""


@dataclass(frozen=True)
class Paper:
    """A document as it came in and was read. `intact`: the fields that were read as they are printed."""

    id: UUID
    kind: DocumentKind
    received_at: datetime
    fields: DocumentFields
    intact: frozenset[str]
    party: int
    cents: int
    issued: date
    number: str | None
    reference: str | None


@dataclass
class Group:
    """Documents and transactions that belong together; without documents, money that has no paper.

    `shows`: what the transactions show of the documents. `decidable`: what is visible decides it, set when the year is
    complete, since other documents of the same party and amount may stand in the way. `is_marked`: something of each
    document is visible in the payment, so that a good guess is possible. `returned`: pairs of a payment and the
    transaction with which it came back. `barred`: of a kind that never has a document.
    """

    scenario: str
    relation: Relation
    documents: tuple[UUID, ...]
    transactions: tuple[UUID, ...]
    shows: frozenset[str] = frozenset()
    decidable: bool = False
    is_marked: bool = False
    returned: tuple[tuple[UUID, UUID], ...] = ()
    barred: bool = False

    @property
    def kept(self) -> tuple[UUID, ...]:
        """The transactions that did not come back and are no return."""
        gone = {i for pair in self.returned for i in pair}
        return tuple(t for t in self.transactions if t not in gone)

    @property
    def pairs(self) -> set[tuple[UUID, UUID]]:
        """Every document with every transaction that paid it and did not come back."""
        return {(d, t) for d in self.documents for t in self.kept}


@dataclass
class CompanyYear:
    """A year of one company: what its bookkeeper sees, and the truth. `copies`: a second copy and its original."""

    client_id: UUID
    documents: list[Paper] = field(default_factory=list)
    transactions: list[TransactionBooked] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    copies: dict[UUID, UUID] = field(default_factory=dict)

    def original(self, document_id: UUID) -> UUID:
        """The document that this one is a copy of, or itself."""
        return self.copies.get(document_id, document_id)

    def true_pairs(self) -> set[tuple[UUID, UUID]]:
        """All pairs that belong together."""
        return {pair for group in self.groups for pair in group.pairs}


@dataclass(frozen=True)
class Years:
    """The companies of one generated set."""

    companies: tuple[CompanyYear, ...]

    def groups(self) -> Iterator[Group]:
        """Every group of every company."""
        for company in self.companies:
            yield from company.groups
