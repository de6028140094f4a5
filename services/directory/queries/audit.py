"""The audit trail: entries are added to the chain of their firm, one after the other, and never changed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, tuple_, update

from libs.service_kit import Transaction
from services.directory.domain.audit_chain import Entry, Head, Kept, hash_of
from services.directory.tables import Audit, AuditChain, Client, User


@dataclass(frozen=True)
class Wanted:
    """Which entries are searched; what is None does not narrow."""

    firm_id: UUID | None = None
    client_id: UUID | None = None
    user_id: UUID | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None


async def record(tx: Transaction, entry: Entry) -> None:
    """Add an entry at the end of its chain, which stays locked until the transaction ends. A second time is no entry.

    An entry about a client belongs to the chain of the client's firm.
    """
    entry = await _of_its_firm(tx, entry)
    await tx.add(AuditChain(chain_id=entry.chain_id), unless_there=True)
    chain = await tx.one(select(AuditChain).where(AuditChain.chain_id == entry.chain_id).with_for_update())
    if chain is None or await tx.one(select(Audit.audit_id).where(Audit.audit_id == entry.audit_id)) is not None:
        return
    seq = chain.length + 1
    hashed = hash_of(entry.chain_id, seq, entry, chain.head)
    await tx.add(Audit(chain_id=entry.chain_id, seq=seq, hash=hashed, **asdict(entry)))
    found = update(AuditChain).where(AuditChain.chain_id == entry.chain_id)
    await tx.execute(found.values(length=seq, head=hashed))


async def entries_before(
    tx: Transaction, wanted: Wanted, before: tuple[datetime, UUID] | None, limit: int
) -> Sequence[Audit]:
    """The entries of a client, of a firm with its clients, or (without either) of the platform; newest first."""
    if wanted.client_id is not None:
        conditions = [Audit.client_id == wanted.client_id]
    else:
        conditions = [Audit.firm_id.is_(None) if wanted.firm_id is None else Audit.firm_id == wanted.firm_id]
    if wanted.user_id is not None:
        conditions.append(Audit.user_id == wanted.user_id)
    if wanted.action is not None:
        conditions.append(Audit.action == wanted.action)
    if wanted.since is not None:
        conditions.append(Audit.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(Audit.at < wanted.until)
    if before is not None:
        conditions.append(tuple_(Audit.at, Audit.audit_id) < before)
    newest = select(Audit).where(*conditions).order_by(Audit.at.desc(), Audit.audit_id.desc())
    return await tx.all(newest.limit(limit))


async def chains(tx: Transaction) -> Sequence[AuditChain]:
    """All chains with their heads."""
    return await tx.all(select(AuditChain).order_by(AuditChain.chain_id))


async def chains_without_head(tx: Transaction) -> Sequence[UUID]:
    """Chains that have entries and whose head is gone."""
    return await tx.all(select(Audit.chain_id).where(Audit.chain_id.not_in(select(AuditChain.chain_id))).distinct())


async def locked_chain(tx: Transaction, chain_id: UUID) -> AuditChain:
    """One chain; nothing is added to it until the transaction ends. Raises LookupError when it is gone."""
    chain = await tx.one(select(AuditChain).where(AuditChain.chain_id == chain_id).with_for_update())
    if chain is None:
        raise LookupError(chain_id)
    return chain


async def seal(tx: Transaction, chain_id: UUID, before: datetime) -> int:
    """Delete the entries of a chain that are older, as its owner alone may; the last hash stays. Returns how many."""
    chain = await locked_chain(tx, chain_id)
    first_kept = await tx.one(select(func.min(Audit.seq)).where(Audit.chain_id == chain_id, Audit.at >= before))
    sealed = chain.length if first_kept is None else first_kept - 1
    last = await tx.one(select(Audit.hash).where(Audit.chain_id == chain_id, Audit.seq == sealed))
    if last is None:
        return 0
    await tx.execute(update(AuditChain).where(AuditChain.chain_id == chain_id).values(sealed=sealed, seal=last))
    return await tx.execute(delete(Audit).where(Audit.chain_id == chain_id, Audit.seq <= sealed))


async def entries_after(tx: Transaction, chain_id: UUID, seq: int, limit: int) -> list[Kept]:
    """The entries of a chain behind this number, in order."""
    statement = select(Audit).where(Audit.chain_id == chain_id, Audit.seq > seq).order_by(Audit.seq).limit(limit)
    return [Kept(row.seq, _entry(row), row.hash) for row in await tx.all(statement)]


def head_of(chain: AuditChain) -> Head:
    """Where a chain ends, as its check needs it."""
    return Head(chain.length, chain.head, chain.sealed, chain.seal)


def _entry(row: Audit) -> Entry:
    values: dict[str, Any] = {name: getattr(row, name) for name in Entry.__dataclass_fields__}
    return Entry(**values)


async def _of_its_firm(tx: Transaction, entry: Entry) -> Entry:
    """The entry with firm and client, where only the client or only the user is known."""
    if entry.firm_id is not None:
        return entry
    client_id = entry.client_id
    firm_id: UUID | None = None
    if client_id is None and entry.user_id is not None:
        of_user = select(User.firm_id, User.client_id).where(User.user_id == entry.user_id)
        firm_id, client_id = next(iter(await tx.tuples(of_user)), (None, None))
    if client_id is not None:
        firm_id = await tx.one(select(Client.firm_id).where(Client.client_id == client_id))
    return replace(entry, firm_id=firm_id, client_id=client_id)
