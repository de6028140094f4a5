"""Client companies. What is read for a whole firm names the firm, and the groups of who asks."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, insert, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.engine import Row
from sqlalchemy.types import Uuid

from libs.service_kit import Transaction
from services.directory.tables import Client, GroupClient, GroupStaff, User

_GROUPS = (
    select(
        func.coalesce(
            func.array_agg(aggregate_order_by(GroupClient.group_id, GroupClient.group_id), type_=ARRAY(Uuid())), []
        )
    )
    .where(GroupClient.client_id == Client.client_id)
    .scalar_subquery()
    .label("groups")
)
_CONTACT = (User.user_id, User.first_name, User.last_name, User.email, User.mobile)
_ITS_CONTACT = (User.client_id == Client.client_id) & User.contact


def _whole() -> Select[Any]:
    return select(*Client.__table__.c, _GROUPS, *_CONTACT).outerjoin(User, _ITS_CONTACT)


async def add_client(tx: Transaction, **values: Any) -> None:
    """A new client company."""
    await tx.execute(insert(Client).values(**values))


async def client(tx: Transaction, client_id: UUID, *, lock: bool = False) -> Row[Any] | None:
    """One client with its groups and its contact."""
    statement = _whole().where(Client.client_id == client_id)
    return await tx.row(statement.with_for_update(of=Client) if lock else statement)


async def clients_of_firm(tx: Transaction, firm_id: UUID) -> Sequence[Row[Any]]:
    """Every client of a firm, locked in one order: a change of the firm's defaults concerns all of them."""
    statement = _whole().where(Client.firm_id == firm_id).order_by(Client.client_id)
    return await tx.rows(statement.with_for_update(of=Client))


async def change_client(tx: Transaction, client_id: UUID, changes: dict[str, Any]) -> None:
    """Set these columns."""
    await tx.execute(update(Client).where(Client.client_id == client_id).values(**changes))


async def clients_after(
    tx: Transaction,
    firm_id: UUID,
    *,
    seen_by: UUID | None,
    statuses: Sequence[str],
    search: str | None,
    after: tuple[str, UUID] | None,
    limit: int,
) -> Sequence[Row[Any]]:
    """The firm's clients by name: those that share a group with `seen_by`, or all when nobody is named."""
    statement = _whole().where(Client.firm_id == firm_id, Client.status.in_(statuses))
    if seen_by is not None:
        shared = select(GroupStaff.group_id).where(GroupStaff.user_id == seen_by)
        mine = exists().where(GroupClient.client_id == Client.client_id, GroupClient.group_id.in_(shared))
        statement = statement.where(mine)
    if search:
        places = (Client.name, Client.vat_number, Client.reference, User.email, User.first_name, User.last_name)
        statement = statement.where(or_(*(place.icontains(search, autoescape=True) for place in places)))
    if after is not None:
        statement = statement.where(tuple_(func.lower(Client.name), Client.client_id) > tuple_(*after))
    return await tx.rows(statement.order_by(func.lower(Client.name), Client.client_id).limit(limit))


async def shares_group(tx: Transaction, user_id: UUID, client_id: UUID) -> bool:
    """Whether an employee and a client are in a common group."""
    shared = select(GroupStaff.group_id).where(GroupStaff.user_id == user_id)
    mine = exists().where(GroupClient.client_id == client_id, GroupClient.group_id.in_(shared))
    return bool(await tx.value(select(mine)))
