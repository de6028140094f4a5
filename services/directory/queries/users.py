"""Users: staff of firms, people of clients, operators."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Row
from sqlalchemy.types import Uuid

from libs.service_kit import Transaction
from services.directory.domain.contact import email_key
from services.directory.domain.rights import Role
from services.directory.tables import Client, Firm, GroupStaff, User

_SHOWN = (
    User.user_id,
    User.email,
    User.first_name,
    User.last_name,
    User.mobile,
    User.language,
    User.role,
    User.firm_id,
    User.client_id,
    User.contact,
    User.active,
)


async def add_user(tx: Transaction, *, email: str, **values: Any) -> None:
    """A new user; the address must be nobody's yet."""
    await tx.execute(insert(User).values(email=email, email_key=email_key(email), **values))


async def change_user(tx: Transaction, user_id: UUID, changes: dict[str, Any]) -> None:
    """Set these columns."""
    if "email" in changes:
        changes = changes | {"email_key": email_key(changes["email"])}
    await tx.execute(update(User).where(User.user_id == user_id).values(**changes))


async def user(tx: Transaction, user_id: UUID) -> Row[Any] | None:
    """One user as others may see him."""
    return await tx.row(select(*_SHOWN).where(User.user_id == user_id))


async def password_hash(tx: Transaction, user_id: UUID) -> str | None:
    """What a password is checked against."""
    kept: str | None = await tx.value(select(User.password_hash).where(User.user_id == user_id))
    return kept


async def users_of_client(tx: Transaction, client_id: UUID) -> Sequence[Row[Any]]:
    """The people of a client, its contact first."""
    order = (User.contact.desc(), User.created_at)
    return await tx.rows(select(*_SHOWN).where(User.client_id == client_id).order_by(*order))


async def staff_of(tx: Transaction, firm_id: UUID, only: Iterable[UUID] | None = None) -> Sequence[Row[Any]]:
    """The staff of a firm with their groups, by name."""
    listed = func.array_agg(GroupStaff.group_id, type_=ARRAY(Uuid())).filter(GroupStaff.group_id.is_not(None))
    groups = func.coalesce(listed, [])
    statement = select(*_SHOWN, groups.label("groups")).outerjoin(GroupStaff, GroupStaff.user_id == User.user_id)
    statement = statement.where(User.firm_id == firm_id, User.client_id.is_(None))
    if only is not None:
        statement = statement.where(User.user_id.in_(list(only)))
    order = (func.lower(User.last_name), func.lower(User.first_name), User.user_id)
    return await tx.rows(statement.group_by(User.user_id).order_by(*order))


async def someone(tx: Transaction, *, email: str | None = None, user_id: UUID | None = None) -> Row[Any] | None:
    """Everything that decides whether somebody may come in, in one row: the user, his firm, his client."""
    columns = (
        *_SHOWN,
        User.password_hash,
        User.sessions_from,
        Firm.active.label("firm_active"),
        Client.firm_id.label("client_firm"),
        Client.closed.label("client_closed"),
        Client.mode.label("client_mode"),
        Client.status.label("client_status"),
    )
    statement = (
        select(*columns)
        .outerjoin(Client, Client.client_id == User.client_id)
        .outerjoin(Firm, Firm.firm_id == func.coalesce(User.firm_id, Client.firm_id))
    )
    if email is not None:
        return await tx.row(statement.where(User.email_key == email_key(email)))
    return await tx.row(statement.where(User.user_id == user_id))


async def there_is_an_operator(tx: Transaction) -> bool:
    """Whether the first operator has been made."""
    return await tx.value(select(User.user_id).where(User.role == Role.OPERATOR).limit(1)) is not None
