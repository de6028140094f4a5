"""Firms and groups. Lists at the level of a firm always name the firm."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, tuple_, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Row

from libs.service_kit import Transaction
from services.directory.tables import Firm, Group, GroupClient, GroupStaff


async def add_firm(tx: Transaction, **values: Any) -> None:
    """A new accounting office."""
    await tx.execute(insert(Firm).values(**values))


async def firm(tx: Transaction, firm_id: UUID, *, lock: bool = False, share: bool = False) -> Row[Any] | None:
    """One firm; locked when it will be changed, shared when a snapshot is made from it."""
    statement = select(*Firm.__table__.c).where(Firm.firm_id == firm_id)
    return await tx.row(statement.with_for_update(read=share) if lock or share else statement)


async def change_firm(tx: Transaction, firm_id: UUID, changes: dict[str, Any]) -> None:
    """Set these columns."""
    await tx.execute(update(Firm).where(Firm.firm_id == firm_id).values(**changes))


async def firms_after(tx: Transaction, after: tuple[str, UUID] | None, limit: int) -> Sequence[Row[Any]]:
    """All firms by name; for operators."""
    statement = select(*Firm.__table__.c).order_by(func.lower(Firm.name), Firm.firm_id).limit(limit)
    if after is not None:
        statement = statement.where(tuple_(func.lower(Firm.name), Firm.firm_id) > tuple_(*after))
    return await tx.rows(statement)


async def add_group(tx: Transaction, **values: Any) -> None:
    """A new group."""
    await tx.execute(insert(Group).values(**values))


async def groups_of(tx: Transaction, firm_id: UUID) -> Sequence[Row[Any]]:
    """The groups of a firm, the one for everyone first."""
    columns = (Group.group_id, Group.name, Group.everyone)
    order = (Group.everyone.desc(), func.lower(Group.name))
    return await tx.rows(select(*columns).where(Group.firm_id == firm_id).order_by(*order))


async def rename_group(tx: Transaction, firm_id: UUID, group_id: UUID, name: str) -> bool:
    """Whether there was such a group in this firm."""
    found = update(Group).where(Group.firm_id == firm_id, Group.group_id == group_id)
    return await tx.execute(found.values(name=name)) == 1


async def group_ids(tx: Transaction, firm_id: UUID, wanted: Iterable[UUID] | None) -> set[UUID]:
    """Those of the wanted groups that are the firm's; when none is named, the one for everyone."""
    statement = select(Group.group_id).where(Group.firm_id == firm_id)
    named = list(wanted or ())
    statement = statement.where(Group.group_id.in_(named) if named else Group.everyone)
    return {row.group_id for row in await tx.rows(statement)}


async def put_staff_in(tx: Transaction, user_id: UUID, groups: Iterable[UUID]) -> None:
    """The groups of an employee are these and no others."""
    await tx.execute(delete(GroupStaff).where(GroupStaff.user_id == user_id))
    for group_id in groups:
        row = postgresql.insert(GroupStaff).values(group_id=group_id, user_id=user_id)
        await tx.execute(row.on_conflict_do_nothing())


async def put_client_in(tx: Transaction, client_id: UUID, groups: Iterable[UUID]) -> None:
    """The groups of a client are these and no others."""
    await tx.execute(delete(GroupClient).where(GroupClient.client_id == client_id))
    for group_id in groups:
        row = postgresql.insert(GroupClient).values(group_id=group_id, client_id=client_id)
        await tx.execute(row.on_conflict_do_nothing())
