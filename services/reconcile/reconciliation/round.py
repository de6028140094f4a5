"""What one reconciliation round works with: the board, and the few statements that fill and empty it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from contracts.events.client import ClientConfigured
from contracts.events.document_state import DocumentState, DocumentStateChanged
from contracts.ids import uuid7
from contracts.registry import Event
from libs.service_kit import Transaction
from services.reconcile.domain.history import What
from services.reconcile.domain.keys import DocumentKeys, TransactionKeys
from services.reconcile.queries import board as queries
from services.reconcile.queries import candidates, changes
from services.reconcile.queries.board import Names
from services.reconcile.queries.candidates import Wanted
from services.reconcile.reconciliation.board import Board
from services.reconcile.tables import Document, History


@dataclass
class Round:
    """A round for one client, in one database transaction. `user_id` and `action`: of a command, if one began it.

    The board is loaded step by step, judged in memory and written by `write`. With a complete board a round needs no
    database.
    """

    client_id: UUID
    now: datetime
    board: Board
    transaction: Transaction | None = None
    user_id: UUID | None = None
    action: str | None = None
    acted_on: set[UUID] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)

    @property
    def tx(self) -> Transaction:
        """The transaction. Raises ValueError for a round without a database."""
        if self.transaction is None:
            raise ValueError("this round has no database")
        return self.transaction

    @property
    def client(self) -> ClientConfigured | None:
        """The client's settings; None while none have arrived."""
        return self.board.client

    async def load(self, ids: Iterable[UUID]) -> None:
        """Load all that is about these items."""
        if not self.board.is_complete and (new := {*ids} - self.board.whole):
            self.board.take(await queries.about(self.tx, self.client_id, new, new), new, new)

    async def load_bookings(self, ids: Iterable[UUID]) -> None:
        """Load the bookings, duplicates and unlinked pairs of these items, without their rows."""
        if not self.board.is_complete and (new := {*ids} - self.board.linked_up):
            self.board.take(await queries.about(self.tx, self.client_id, new, ()), new, ())

    async def load_candidates(self, wanted: Wanted) -> None:
        """Load documents and transactions of some amounts, and documents that may be duplicates of others."""
        board = self.board
        wanted.cents -= board.amounts
        if board.is_complete or not any(vars(wanted).values()):
            return
        found = await candidates.candidates_of(self.tx, self.client_id, wanted)
        board.amounts |= wanted.cents
        board.take_candidates(found)
        board.take(found, found.near, found.near)

    async def load_open_like(
        self, documents: Iterable[DocumentKeys], transactions: Iterable[TransactionKeys], *, around: bool
    ) -> None:
        """Load open items that are like these, if they were not yet. `around`: also what hangs together with them."""
        board = self.board
        documents = [d for d in documents if (d.document_id, d.cents) not in board.asked]
        transactions = [t for t in transactions if (t.transaction_id, t.cents) not in board.asked]
        if board.is_complete or not (documents or transactions):
            return
        board.asked |= {(d.document_id, d.cents) for d in documents}
        board.asked |= {(t.transaction_id, t.cents) for t in transactions}
        changed = {row.document_id for row in board.documents.changed()}
        changed |= {row.transaction_id for row in board.transactions.changed()}
        found = await candidates.open_like(
            self.tx, self.client_id, documents, transactions, changed=changed, around=around
        )
        board.take_open(found)
        board.take(found, found.near, found.near)

    def ensure_document(self, document_id: UUID) -> Document:
        """The document's row, new when this is the first event about it."""
        new = Document(client_id=self.client_id, document_id=document_id, state="received")
        return self.board.documents.now.setdefault(document_id, new)

    def publish(self, event: Event) -> None:
        """Publish an event when the round commits."""
        self.events.append(event)

    def record(
        self,
        what: What,
        at: datetime,
        *,
        user_id: UUID | None = None,
        document_id: UUID | None = None,
        transaction_id: UUID | None = None,
        history_id: UUID | None = None,
        details: Mapping[str, object] | None = None,
    ) -> None:
        """Add a line to the history; one whose id exists already stays as it is."""
        line = History(
            client_id=self.client_id,
            history_id=history_id or uuid7(),
            at=at,
            what=what.value,
            user_id=user_id,
            document_id=document_id,
            transaction_id=transaction_id,
            details=dict(details or {}),
        )
        self.board.history.append(line)

    async def write(self) -> None:
        """Write what has changed; the board is then as the database is."""
        board = self.board
        self.events += _state_changes(self)
        if self.transaction is not None:
            await changes.write(self.transaction, _written(self.client_id, board))
            self.transaction.publish(self.events)
            self.events = []
        for rows in (board.documents, board.transactions, board.members, board.links, board.pairs, board.tasks):
            rows.is_written()
        board.history, board.releases = [], []


def _state_changes(round_: Round) -> list[DocumentStateChanged]:
    """The new states of documents that the list shows; one that was not received yet is not listed."""
    stored = round_.board.documents.stored
    return [
        DocumentStateChanged(
            client_id=round_.client_id,
            document_id=row.document_id,
            state=DocumentState(row.state),
            revision=row.revision,
            changed_at=round_.now,
        )
        for row in round_.board.documents.changed()
        if row.received_at is not None and _listed_as(stored.get(row.document_id)) != row.state
    ]


def _listed_as(row: Document | None) -> str | None:
    return None if row is None or row.received_at is None else row.state


def _written(client_id: UUID, board: Board) -> changes.Written:
    members = board.members.changed()
    return {
        "documents": changes.as_rows(board.documents.changed()),
        "transactions": changes.as_rows(board.transactions.changed()),
        "members": [changes.member(client_id, m.item_id, m.booking_id, is_document=m.is_document) for m in members],
        "links": changes.as_rows(board.links.changed()),
        "links_removed": changes.as_rows(board.links.removed()),
        "pairs": changes.as_rows(board.pairs.changed()),
        "pairs_removed": changes.as_rows(board.pairs.removed()),
        "tasks": changes.as_rows(board.tasks.changed()),
        "releases": changes.as_rows(board.releases),
        "released": [{"client_id": client_id, "released": board.released}] if board.releases else [],
        "history": changes.as_rows(board.history),
    }


async def begin_round(
    tx: Transaction,
    client_id: UUID,
    now: datetime,
    ids: Iterable[UUID] = (),
    *,
    names: Names | None = None,
    user_id: UUID | None = None,
    action: str | None = None,
) -> Round:
    """Begin a round with the client's present settings, all that is about these items, and what `names` name."""
    board, ids = Board(), {*ids}
    found = await queries.about(tx, client_id, ids, ids, names)
    board.take_settings(found)
    board.take(found, ids, ids)
    return Round(client_id, now, board, tx, user_id, action)
