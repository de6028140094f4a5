"""The rows that a round works on, in memory: as they are stored, and as they shall be.

A round judges on the board and writes the difference once, at its end. What is asked of the board is answered as the
database would answer after every change so far, provided that what is asked about was loaded before.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar, Unpack
from uuid import UUID

from contracts.events.client import ClientConfigured
from libs.service_kit.database.rows import changed, from_row
from services.reconcile.domain.corrections import RememberedCorrection
from services.reconcile.queries.board import About, Around
from services.reconcile.queries.candidates import Candidates, OpenLike
from services.reconcile.queries.documents import DocumentChanges
from services.reconcile.queries.transactions import TransactionChanges
from services.reconcile.rows import DocumentCandidate, Member, Partner, TransactionCandidate
from services.reconcile.tables import BankTransaction, Document, Duplicate, History, Link, Release, Task

Key = TypeVar("Key")
Row = TypeVar("Row")
Pair = tuple[UUID, UUID]


class Rows(Generic[Key, Row]):
    """The rows of one table: as they are stored, and as they are now."""

    def __init__(self) -> None:
        self.stored: dict[Key, Row] = {}
        self.now: dict[Key, Row] = {}

    def load(self, key: Key, row: Row) -> None:
        """Add a row as it is stored. One that is here already stays: it may have been changed."""
        if key not in self.stored and key not in self.now:
            self.stored[key] = self.now[key] = row

    def changed(self) -> list[Row]:
        """The rows that are new or changed."""
        return [row for key, row in self.now.items() if self.stored.get(key) is not row]

    def removed(self) -> list[Row]:
        """The rows that shall be deleted."""
        return [row for key, row in self.stored.items() if key not in self.now]

    def is_written(self) -> None:
        """Take the rows as stored from now on."""
        self.stored = dict(self.now)


@dataclass
class Named:
    """What users and other documents say about the party of an event."""

    corrections: list[RememberedCorrection] = field(default_factory=list)
    ibans: set[str] = field(default_factory=set)
    exempt: bool = False


@dataclass
class Board:
    """The rows of one client that a round has loaded. `is_complete`: they are all there are, nothing is to be loaded.

    `linked_up` are the items of which bookings and pairs are here, `whole` those of which everything is here. Of a
    candidate only the columns are here that the matcher looks at. `amounts` are those of which all candidates are here,
    `alike` the documents that may be duplicates, `like` the open items that are like an item, and `asked` the items,
    with their amounts, of which these are here.
    """

    is_complete: bool = False
    client: ClientConfigured | None = None
    released: int = 0
    named: Named = field(default_factory=Named)
    documents: Rows[UUID, Document] = field(default_factory=Rows)
    transactions: Rows[UUID, BankTransaction] = field(default_factory=Rows)
    members: Rows[UUID, Member] = field(default_factory=Rows)
    links: Rows[Pair, Link] = field(default_factory=Rows)
    pairs: Rows[Pair, Duplicate] = field(default_factory=Rows)
    tasks: Rows[UUID, Task] = field(default_factory=Rows)
    unlinked: set[Pair] = field(default_factory=set)
    history: list[History] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    linked_up: set[UUID] = field(default_factory=set)
    whole: set[UUID] = field(default_factory=set)
    partners: dict[UUID, Partner] = field(default_factory=dict)
    parts: dict[UUID, int] = field(default_factory=dict)
    document_candidates: dict[UUID, DocumentCandidate] = field(default_factory=dict)
    transaction_candidates: dict[UUID, TransactionCandidate] = field(default_factory=dict)
    alike: set[UUID] = field(default_factory=set)
    like: dict[UUID, set[UUID]] = field(default_factory=dict)
    amounts: set[int] = field(default_factory=set)
    asked: set[tuple[UUID, int | None]] = field(default_factory=set)

    def take_settings(self, found: About) -> None:
        """Take the client's settings, and what is said about the party of the event."""
        if found.settings is not None:
            settings, self.released = found.settings
            self.client = ClientConfigured.model_validate(settings)
        corrections = [RememberedCorrection(*row) for row in found.corrections or ()]
        self.named = Named(corrections, set(found.ibans or ()), bool(found.exempt))

    def take(self, found: Around, ids: Iterable[UUID], whole: Iterable[UUID]) -> None:
        """Take rows about these items."""
        self.linked_up.update(ids)
        self.whole.update(whole)
        for row in found.members or ():
            self.members.load(row[1], Member(*row))
        for row in found.links or ():
            link: Link = from_row(Link, row)
            self.links.load((link.one_id, link.other_id), link)
        for row in found.pairs or ():
            pair: Duplicate = from_row(Duplicate, row)
            self.pairs.load((pair.first_id, pair.second_id), pair)
        self.partners |= {row[0]: Partner(*row) for row in found.partners or ()}
        self.unlinked.update((row[0], row[1]) for row in found.unlinked or ())
        for row in found.documents or ():
            document: Document = from_row(Document, row)
            self.documents.load(document.document_id, document)
        for row in found.transactions or ():
            transaction: BankTransaction = from_row(BankTransaction, row)
            self.transactions.load(transaction.transaction_id, transaction)
        for row in found.tasks or ():
            task: Task = from_row(Task, row)
            self.tasks.load(task.task_id, task)
        self.parts |= {row[0]: row[1] for row in found.parts or () if row[0] not in self.parts}

    def take_candidates(self, found: Candidates) -> None:
        """Take documents and transactions of some amounts, and documents that may be duplicates."""
        self.document_candidates |= {row[0]: DocumentCandidate(*row) for row in found.documents_of or ()}
        self.transaction_candidates |= {row[0]: TransactionCandidate(*row) for row in found.transactions_of or ()}
        for *row, state in found.alike or ():
            candidate = DocumentCandidate(*row)
            self.document_candidates[candidate.document_id] = candidate
            self.alike.add(candidate.document_id)
            partner = Partner(candidate.document_id, state, candidate.marks.get("deleted_at"))
            self.partners.setdefault(candidate.document_id, partner)

    def take_open(self, found: OpenLike) -> None:
        """Take open items that are like others."""
        for item, *row in found.transactions_like or ():
            self.transaction_candidates.setdefault(row[0], TransactionCandidate(*row))
            self.like.setdefault(item, set()).add(row[0])
        for item, *row in found.documents_like or ():
            self.document_candidates.setdefault(row[0], DocumentCandidate(*row))
            self.like.setdefault(item, set()).add(row[0])

    def change_document(self, document_id: UUID, **values: Unpack[DocumentChanges]) -> Document:
        """Set columns of a document; without differences its row stays the same."""
        row = self.documents.now[document_id]
        different = {name: value for name, value in values.items() if getattr(row, name) != value}
        if different:
            row = self.documents.now[document_id] = changed(row, **different)
        return row

    def change_transaction(self, transaction_id: UUID, **values: Unpack[TransactionChanges]) -> None:
        """Set columns of a transaction; without differences its row stays the same."""
        row = self.transactions.now[transaction_id]
        different = {name: value for name, value in values.items() if getattr(row, name) != value}
        if different:
            self.transactions.now[transaction_id] = changed(row, **different)
