"""What must hold for every company at every quiet moment, whatever happened before; empty means that all is well.

Used after every service test, and by the fault test after services, database and broker were killed.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from contracts.events.client import ClientConfigured, Mode
from libs.service_kit.database import ALL_TENANTS, Database
from services.reconcile.domain.matching import find_matches
from services.reconcile.domain.states import AFTER_RELEASE, DocumentState
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
    """Everything that is wrong for one client, in words."""
    kept = await _load(database, client_id)
    return [
        *_states(kept),
        *_rest_or_task(kept),
        *_bookings(kept),
        *_automatic_links(kept),
        *_releases(kept),
        *_tasks(kept),
    ]


async def clients(database: Database) -> list[UUID]:
    """All clients that have documents or movements."""
    async with database.begin(ALL_TENANTS, read_only=True) as tx:
        return list(await tx.all(select(BookingMember.client_id).distinct()))


@dataclass(frozen=True)
class Kept:
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


async def _load(database: Database, client_id: UUID) -> Kept:
    async with database.begin(ALL_TENANTS, read_only=True) as tx:
        return Kept(
            settings=await tx.all(select(ClientSettings).where(ClientSettings.client_id == client_id)),
            documents=await tx.all(select(Document).where(Document.client_id == client_id)),
            transactions=await tx.all(select(BankTransaction).where(BankTransaction.client_id == client_id)),
            members=await tx.all(select(BookingMember).where(BookingMember.client_id == client_id)),
            links=await tx.all(select(Link).where(Link.client_id == client_id)),
            unlinked_pairs=await tx.all(select(UnlinkedPair).where(UnlinkedPair.client_id == client_id)),
            duplicates=await tx.all(select(Duplicate).where(Duplicate.client_id == client_id)),
            releases=await tx.all(select(Release).where(Release.client_id == client_id)),
            tasks=await tx.all(select(Task).where(Task.client_id == client_id)),
        )


def _states(kept: Kept) -> list[str]:
    """Exactly one legal state each, and it agrees with what is known."""
    known = {state.value for state in DocumentState}
    found = [f"document {d.document_id}: unknown state {d.state}" for d in kept.documents if d.state not in known]
    for d in kept.documents:
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


def _rest_or_task(kept: Kept) -> list[str]:
    """A document that is not on its way has a task, or a reason to wait that a user or the settings gave it."""
    settings = kept.settings
    client = ClientConfigured.model_validate(settings[0].settings) if settings else None
    with_task = {t.document_id for t in kept.tasks if t.status in ("open", "parked")}
    found = []
    for d in kept.documents:
        if client is None or d.received_at is None or d.state in {"received", "archived", "deleted"}:
            continue
        if d.state in ON_ITS_WAY:
            continue
        hidden = client.mode is Mode.FULL and not client.follow_up.documents_without_transaction
        awaited = d.hold == "not_read" and d.marks.get("one_document")
        resting = awaited or d.hold in HELD_BY_POLICY or (hidden and d.hold in {"payment", "statement"})
        if d.document_id not in with_task and not resting:
            found.append(f"document {d.document_id}: {d.state}, held by {d.hold}, and nobody is asked")
    return found


def _bookings(kept: Kept) -> list[str]:
    """Every document and transaction is in exactly one booking, and bookings are what links hold together."""
    members = {m.item_id: (m.booking_id, m.is_document) for m in kept.members}
    items = {d.document_id for d in kept.documents if d.received_at is not None}
    items |= {t.transaction_id for t in kept.transactions}
    found = [f"{item}: in no booking" for item in items - members.keys()]
    found += [f"{item}: booked, but unknown" for item in members.keys() - items]
    group = {item: {item} for item in members}
    for link in kept.links:
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


def _automatic_links(kept: Kept) -> list[str]:
    """The automatic links are exactly those that matching everything at once would make."""
    by_user = {i for k in kept.links if k.by_user for i in (k.one_id, k.other_id)}
    bookings = {m.booking_id for m in kept.members if m.item_id in by_user}
    held = {m.item_id for m in kept.members if m.booking_id in bookings}
    live = {d.document_id for d in kept.documents if document_marks(d).deleted_at is None}
    pairs = [(d.first_id, d.second_id) for d in kept.duplicates if d.decision != "different"]
    held |= {second for first, second in pairs if first in live}
    documents = [
        document_keys(d)
        for d in kept.documents
        if d.received_at is not None and d.kind and d.document_id not in held and payable(d)
    ]
    transactions = [
        transaction_keys(t)
        for t in kept.transactions
        if t.transaction_id not in held and not transaction_marks(t).settled
    ]
    never = [(a.document_id, a.transaction_id) for a in kept.unlinked_pairs]
    expected = find_matches(documents, transactions, never).pairs()
    made = {(k.one_id, k.other_id) for k in kept.links if not k.by_user and k.one_id not in held}
    found = [f"link {d} - {t}: certain, but not made" for d, t in expected - made]
    return found + [f"link {d} - {t}: made, but not certain" for d, t in made - expected]


def _releases(kept: Kept) -> list[str]:
    """Each revision left once, numbered without gaps; nothing deleted left after it was deleted."""
    found = []
    sequences = sorted(r.sequence for r in kept.releases)
    if sequences != list(range(1, len(sequences) + 1)):
        found.append(f"releases are numbered {sequences}")
    revisions: dict[UUID, list[int]] = defaultdict(list)
    for release in kept.releases:
        revisions[release.document_id].append(release.revision)
    for d in kept.documents:
        if sorted(revisions[d.document_id]) != list(range(1, d.revision + 1)):
            found.append(f"document {d.document_id}: revision {d.revision}, left as {revisions[d.document_id]}")
        deleted_at = document_marks(d).deleted_at
        late = [
            r for r in kept.releases if r.document_id == d.document_id and deleted_at and r.released_at > deleted_at
        ]
        found += [f"document {d.document_id}: left after it was deleted" for _ in late]
    return found


def _tasks(kept: Kept) -> list[str]:
    """A question is about something that is there, and is asked once."""
    deleted = {d.document_id for d in kept.documents if d.state == "deleted"}
    items = {d.document_id for d in kept.documents} | {t.transaction_id for t in kept.transactions}
    open_ones = [t for t in kept.tasks if t.status in ("open", "parked")]
    found = [f"task {t.task_id}: about something unknown" for t in open_ones if t.subject_id not in items]
    found += [f"task {t.task_id}: {t.reason} about a deleted document" for t in open_ones if t.document_id in deleted]
    twice = Counter((t.reason, t.subject_id) for t in open_ones)
    found += [f"{reason} is asked {n} times about {subject}" for (reason, subject), n in twice.items() if n > 1]
    parked = [t for t in open_ones if (t.status == "parked") != (t.wake_at is not None)]
    return found + [f"task {t.task_id}: {t.status} until {t.wake_at}" for t in parked]
