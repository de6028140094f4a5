"""The invariants of a company: they hold whenever no work is in progress, whatever happened before.

Checked after every service test, and by the fault test after services, database and broker were killed.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text

from contracts.envelope import Envelope
from contracts.events.client import ClientConfigured, Mode
from contracts.events.document_state import DocumentState, DocumentStateChanged
from libs.service_kit.database import ALL_TENANTS, Database
from services.reconcile.domain.combining import find_combinations
from services.reconcile.domain.matching import find_matches
from services.reconcile.domain.returns import ids_of
from services.reconcile.domain.states import AFTER_RELEASE
from services.reconcile.reconciliation.bookings import booking_id_of
from services.reconcile.reconciliation.match import payable
from services.reconcile.rows import document_keys, document_marks, transaction_keys, transaction_marks
from services.reconcile.tables import (
    BankTransaction,
    BookingMember,
    ClientSettings,
    Document,
    Duplicate,
    Link,
    Release,
    Task,
    UnlinkedPair,
)

ON_ITS_WAY = {state.value for state in AFTER_RELEASE} - {"delivery_failed"}
HELD_BY_POLICY = {"on_demand", "approval", "timing", "by_hand_only", "client_closed"}


async def violations(database: Database, client_id: UUID) -> list[str]:
    """Returns the broken invariants of one client, in words; empty when there are none."""
    rows = await _load(database, client_id)
    return [
        *_states(rows),
        *_told(rows),
        *_rest_or_task(rows),
        *_bookings(rows),
        *_automatic_links(rows),
        *_releases(rows),
        *_tasks(rows),
    ]


async def clients(database: Database) -> list[UUID]:
    """Returns all clients that have documents or transactions."""
    async with database.begin(ALL_TENANTS, read_only=True) as tx:
        return list(await tx.all(select(BookingMember.client_id).distinct()))


@dataclass(frozen=True)
class ClientRows:
    """All rows of one client."""

    settings: Sequence[ClientSettings]
    documents: Sequence[Document]
    transactions: Sequence[BankTransaction]
    members: Sequence[BookingMember]
    links: Sequence[Link]
    unlinked_pairs: Sequence[UnlinkedPair]
    duplicates: Sequence[Duplicate]
    releases: Sequence[Release]
    tasks: Sequence[Task]
    told: Sequence[DocumentStateChanged]


async def _load(database: Database, client_id: UUID) -> ClientRows:
    async with database.begin(ALL_TENANTS, read_only=True) as tx:
        return ClientRows(
            settings=await tx.all(select(ClientSettings).where(ClientSettings.client_id == client_id)),
            documents=await tx.all(select(Document).where(Document.client_id == client_id)),
            transactions=await tx.all(select(BankTransaction).where(BankTransaction.client_id == client_id)),
            members=await tx.all(select(BookingMember).where(BookingMember.client_id == client_id)),
            links=await tx.all(select(Link).where(Link.client_id == client_id)),
            unlinked_pairs=await tx.all(select(UnlinkedPair).where(UnlinkedPair.client_id == client_id)),
            duplicates=await tx.all(select(Duplicate).where(Duplicate.client_id == client_id)),
            releases=await tx.all(select(Release).where(Release.client_id == client_id)),
            tasks=await tx.all(select(Task).where(Task.client_id == client_id)),
            told=[event for row in await tx.fetch(_OUTBOX) if (event := _state_told(row.payload, client_id))],
        )


_OUTBOX = text("SELECT payload FROM reconcile.outbox ORDER BY seq")


def _state_told(payload: str, client_id: UUID) -> DocumentStateChanged | None:
    envelope = Envelope.parse(payload.encode())
    event = envelope.event() if envelope.client == client_id else None
    return event if isinstance(event, DocumentStateChanged) else None


def _states(rows: ClientRows) -> list[str]:
    """Every document has exactly one valid state, which agrees with its facts."""
    known = {state.value for state in DocumentState}
    found = [f"document {d.document_id}: unknown state {d.state}" for d in rows.documents if d.state not in known]
    for d in rows.documents:
        deleted = document_marks(d).deleted_at is not None
        if deleted != (d.state == "deleted"):
            found.append(f"document {d.document_id}: deleted is {deleted} but its state is {d.state}")
        if d.delivered_at is not None and d.release_id is not None and d.state != "delivered":
            found.append(f"document {d.document_id}: arrived, but its state is {d.state}")
        if d.state in {s.value for s in AFTER_RELEASE} and (d.released_at is None or d.sha256 is None):
            found.append(f"document {d.document_id}: {d.state} without a release")
        if d.reconcile_again and d.received_at is not None:
            found.append(f"document {d.document_id}: still to be reconciled again")
    return found


def _told(rows: ClientRows) -> list[str]:
    """The last state told of each listed document is the one that the list shows; none is told twice in a row."""
    told: dict[UUID, list[str]] = defaultdict(list)
    for event in rows.told:
        told[event.document_id].append(event.state.value)
    listed = {d.document_id: d.state for d in rows.documents if d.received_at is not None}
    found = [
        f"document {name}: listed as {s}, told {told[name]}" for name, s in listed.items() if told[name][-1:] != [s]
    ]
    found += [f"document {name}: told, and not listed" for name in told.keys() - listed.keys()]
    return found + [f"document {n}: told twice: {s}" for n, s in told.items() if any(map(str.__eq__, s, s[1:]))]


def _rest_or_task(rows: ClientRows) -> list[str]:
    """A document that is not being delivered has a task, or a reason to wait from a user or the settings."""
    settings = rows.settings
    client = ClientConfigured.model_validate(settings[0].settings) if settings else None
    with_task = {t.document_id for t in rows.tasks if t.status in ("open", "parked")}
    found = []
    for d in rows.documents:
        if client is None or d.received_at is None or d.state in {"received", "reading", "archived", "deleted"}:
            continue
        if d.state in ON_ITS_WAY:
            continue
        hidden = client.mode is Mode.FULL and not client.follow_up.documents_without_transaction
        awaited = d.hold == "not_read" and d.marks.get("one_document")
        resting = awaited or d.hold in HELD_BY_POLICY or (hidden and d.hold in {"payment", "statement"})
        if d.document_id not in with_task and not resting:
            found.append(f"document {d.document_id}: {d.state}, held by {d.hold}, and nobody is asked")
    return found


def _bookings(rows: ClientRows) -> list[str]:
    """Every document and transaction is in exactly one booking; a booking is a set connected by links."""
    members = {m.item_id: (m.booking_id, m.is_document) for m in rows.members}
    items = {d.document_id for d in rows.documents if d.received_at is not None}
    items |= {t.transaction_id for t in rows.transactions}
    found = [f"{item}: in no booking" for item in items - members.keys()]
    found += [f"{item}: booked, but unknown" for item in members.keys() - items]
    group = {item: {item} for item in members}
    for link in rows.links:
        if link.one_id not in group or link.other_id not in group:
            found.append(f"link {link.one_id} - {link.other_id}: an end is missing")
            continue
        one, other = group[link.one_id], group[link.other_id]
        if one is not other:
            one |= other
            group |= dict.fromkeys(other, one)
    for item, members_ in group.items():
        expected = booking_id_of((i, members[i][1]) for i in members_)
        if members[item][0] != expected:
            found.append(f"{item}: is in booking {members[item][0]}, its links say {expected}")
    return found


def _automatic_links(rows: ClientRows) -> list[str]:
    """The automatic links are exactly those that one match of everything makes."""
    by_user = {i for k in rows.links if k.by_user for i in (k.one_id, k.other_id)}
    bookings = {m.booking_id for m in rows.members if m.item_id in by_user}
    held = {m.item_id for m in rows.members if m.booking_id in bookings}
    live = {d.document_id for d in rows.documents if document_marks(d).deleted_at is None}
    pairs = [(d.first_id, d.second_id) for d in rows.duplicates if d.decision != "different"]
    held |= {second for first, second in pairs if first in live}
    documents = [
        document_keys(d)
        for d in rows.documents
        if d.received_at is not None and d.kind and d.document_id not in held and payable(d)
    ]
    transactions = [
        transaction_keys(t)
        for t in rows.transactions
        if t.transaction_id not in held and not transaction_marks(t).settled
    ]
    never = [(a.one_id, a.other_id) for a in rows.unlinked_pairs]
    result = find_matches(documents, transactions, never)
    expected = result.pairs() | {ids_of(found.payment, found.returned) for found in result.returns}
    taken = {i for pair in expected for i in pair}
    together = find_combinations(
        [d for d in documents if d.document_id not in taken],
        [t for t in transactions if t.transaction_id not in taken],
        never,
    )
    expected |= {(i, c.transaction.transaction_id) for c in together for i in c.document_ids}
    made = {(k.one_id, k.other_id) for k in rows.links if not k.by_user and k.one_id not in held}
    found = [f"link {d} - {t}: certain, but not made" for d, t in expected - made]
    return found + [f"link {d} - {t}: made, but not certain" for d, t in made - expected]


def _releases(rows: ClientRows) -> list[str]:
    """Each revision was released once, numbered without gaps; no document was released after it was deleted."""
    found = []
    sequences = sorted(r.sequence for r in rows.releases)
    if sequences != list(range(1, len(sequences) + 1)):
        found.append(f"releases are numbered {sequences}")
    revisions: dict[UUID, list[int]] = defaultdict(list)
    for release in rows.releases:
        revisions[release.document_id].append(release.revision)
    for d in rows.documents:
        if sorted(revisions[d.document_id]) != list(range(1, d.revision + 1)):
            found.append(f"document {d.document_id}: revision {d.revision}, left as {revisions[d.document_id]}")
        deleted_at = document_marks(d).deleted_at
        late = [
            r for r in rows.releases if r.document_id == d.document_id and deleted_at and r.released_at > deleted_at
        ]
        found += [f"document {d.document_id}: left after it was deleted" for _ in late]
    return found


def _tasks(rows: ClientRows) -> list[str]:
    """A task is about an existing item, and is open once."""
    deleted = {d.document_id for d in rows.documents if d.state == "deleted"}
    items = {d.document_id for d in rows.documents} | {t.transaction_id for t in rows.transactions}
    open_ones = [t for t in rows.tasks if t.status in ("open", "parked")]
    found = [f"task {t.task_id}: about something unknown" for t in open_ones if t.subject_id not in items]
    found += [f"task {t.task_id}: {t.reason} about a deleted document" for t in open_ones if t.document_id in deleted]
    twice = Counter((t.reason, t.subject_id) for t in open_ones)
    found += [f"{reason} is asked {n} times about {subject}" for (reason, subject), n in twice.items() if n > 1]
    parked = [t for t in open_ones if (t.status == "parked") != (t.wake_at is not None)]
    return found + [f"task {t.task_id}: {t.status} until {t.wake_at}" for t in parked]
