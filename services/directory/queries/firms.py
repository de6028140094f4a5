"""Firms and groups. Lists at the level of a firm always name the firm."""

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import delete, func, select, tuple_, update

from libs.service_kit import Transaction
from services.directory.tables import Firm, Group, GroupClient, GroupStaff


class FirmColumns(TypedDict, total=False):
    """The columns of a firm that can change."""

    name: str
    language: str
    active: bool
    channels: list[str]
    release: dict[str, Any]


async def add_firm(tx: Transaction, firm: Firm) -> None:
    """Add an accounting firm."""
    await tx.add(firm)


async def firm(tx: Transaction, firm_id: UUID, *, lock: bool = False, share: bool = False) -> Firm | None:
    """One firm: `lock` before it is changed, `share` so that it stays as it is while a snapshot is made from it."""
    statement = select(Firm).where(Firm.firm_id == firm_id)
    return await tx.one(statement.with_for_update(read=share) if lock or share else statement)


async def firm_for_snapshot(tx: Transaction, firm_id: UUID) -> Firm | None:
    """One firm, locked, and its revision counted on."""
    counted = update(Firm).where(Firm.firm_id == firm_id).values(revision=Firm.revision + 1)
    return await tx.one(counted.returning(Firm))


async def change_firm(tx: Transaction, firm_id: UUID, **changes: Unpack[FirmColumns]) -> None:
    """Set these columns."""
    await tx.execute(update(Firm).where(Firm.firm_id == firm_id).values(**changes))


async def firms_after(tx: Transaction, after: tuple[str, UUID] | None, limit: int) -> Sequence[Firm]:
    """All firms by name, for operators."""
    statement = select(Firm).order_by(func.lower(Firm.name), Firm.firm_id).limit(limit)
    if after is not None:
        statement = statement.where(tuple_(func.lower(Firm.name), Firm.firm_id) > tuple_(*after))
    return await tx.all(statement)


async def add_group(tx: Transaction, group: Group) -> None:
    """Add a group. Raises UniqueViolationError when the firm has a group with this name."""
    await tx.add(group)


async def groups_of(tx: Transaction, firm_id: UUID) -> Sequence[Group]:
    """The groups of a firm, the one for everyone first."""
    order = (Group.everyone.desc(), func.lower(Group.name))
    return await tx.all(select(Group).where(Group.firm_id == firm_id).order_by(*order))


async def rename_group(tx: Transaction, firm_id: UUID, group_id: UUID, name: str) -> Group | None:
    """The group under its new name, or None when the firm has no such group."""
    found = update(Group).where(Group.firm_id == firm_id, Group.group_id == group_id)
    return await tx.one(found.values(name=name).returning(Group))


async def group_ids(tx: Transaction, firm_id: UUID, wanted: Iterable[UUID] | None) -> set[UUID]:
    """Those of the wanted groups that belong to the firm; the one for everyone when none is wanted."""
    statement = select(Group.group_id).where(Group.firm_id == firm_id)
    named = list(wanted or ())
    return set(await tx.all(statement.where(Group.group_id.in_(named) if named else Group.everyone)))


async def put_staff_in(tx: Transaction, user_id: UUID, groups: Iterable[UUID]) -> None:
    """Make these the groups of an employee, and no others."""
    await tx.execute(delete(GroupStaff).where(GroupStaff.user_id == user_id))
    for group_id in groups:
        await tx.add(GroupStaff(group_id=group_id, user_id=user_id), unless_there=True)


async def put_client_in(tx: Transaction, client_id: UUID, groups: Iterable[UUID]) -> None:
    """Make these the groups of a client, and no others."""
    await tx.execute(delete(GroupClient).where(GroupClient.client_id == client_id))
    for group_id in groups:
        await tx.add(GroupClient(group_id=group_id, client_id=client_id), unless_there=True)
