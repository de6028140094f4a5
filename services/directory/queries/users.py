"""Users: staff of firms, users of clients, operators."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypedDict, Unpack
from uuid import UUID

import asyncpg
from sqlalchemy import func, select, update

from contracts.events.client import Mode
from libs.service_kit import Transaction
from services.directory.domain.contact import email_key
from services.directory.domain.rights import Role, has_fewer_rights, may_sign_in
from services.directory.queries.places import forget_known
from services.directory.tables import Client, Firm, GroupStaff, User

HELD = "uq_user_email_key_held"
"""The constraint that an address has one user who signs in with it."""


class UserColumns(TypedDict, total=False):
    """The columns of a user that can change."""

    email: str
    first_name: str
    last_name: str
    mobile: str | None
    language: str
    role: str
    active: bool
    password_hash: str | None
    sessions_from: datetime
    new_email: str | None


@dataclass(frozen=True)
class Employee:
    """A user of a firm, with their groups."""

    user: User
    groups: list[UUID]


class Account(NamedTuple):
    """What decides whether a user may sign in: the user, their firm, their client (None for staff and operators)."""

    user_id: UUID
    language: str
    role: str
    firm_id: UUID | None
    client_id: UUID | None
    active: bool
    password_hash: str | None
    sessions_from: datetime
    firm_active: bool | None
    client_firm_id: UUID | None
    client_closed: bool | None
    client_mode: str | None
    client_status: str | None

    @property
    def may_sign_in(self) -> bool:
        """Whether this user may sign in, and stay signed in, now."""
        return may_sign_in(
            Role(self.role),
            active=self.active,
            firm_active=self.role == Role.OPERATOR or bool(self.firm_active),
            client_closed=bool(self.client_closed),
            client_internal=self.client_mode == Mode.INTERNAL,
        )


async def add_user(tx: Transaction, user: User, *, or_wait: bool = False) -> bool:
    """Add a user; returns whether the address is theirs.

    When another user has it: raises UniqueViolationError, or with `or_wait` they wait for it.
    """

    async def add(*, held: bool) -> None:
        user.email_held = held
        await tx.add(user)

    return await _held(tx, add, or_wait=or_wait)


async def change_user(
    tx: Transaction, user_id: UUID, now: datetime, *, or_wait: bool = False, **changes: Unpack[UserColumns]
) -> bool:
    """Set these columns; returns whether the address is theirs. For one that another user has, see `add_user`.

    Whoever has another password or address, is disabled or has fewer rights is signed out everywhere; with another
    password they know no place any more.
    """
    before = await user(tx, user_id)
    if before is not None and _must_sign_in_anew(before, changes):
        changes["sessions_from"] = now
    if "password_hash" in changes:
        await forget_known(tx, user_id)
    statement = update(User).where(User.user_id == user_id).values(**changes)
    if "email" not in changes:
        await tx.execute(statement)
        return before is None or before.email_held
    statement = statement.values(email_key=email_key(changes["email"]), new_email=None, declined_at=None)

    async def change(*, held: bool) -> None:
        await tx.execute(statement.values(email_held=held))

    return await _held(tx, change, or_wait=or_wait)


async def _held(tx: Transaction, write: Callable[..., Awaitable[None]], *, or_wait: bool) -> bool:
    """Write a row as the one that has its address, or that waits for it: row-level security hides who has it."""
    try:
        async with tx.savepoint():
            await write(held=True)
    except asyncpg.UniqueViolationError as error:
        if not or_wait or error.constraint_name != HELD:
            raise
        await write(held=False)
        return False
    return True


def _must_sign_in_anew(before: User, changes: UserColumns) -> bool:
    return (
        "password_hash" in changes
        or changes.get("email", before.email) != before.email
        or (before.active and not changes.get("active", True))
        or has_fewer_rights(Role(before.role), Role(changes.get("role", before.role)))
    )


async def end_sessions_of_firm(tx: Transaction, firm_id: UUID, now: datetime) -> None:
    """Sign everybody of a firm and its clients out."""
    of_clients = select(Client.client_id).where(Client.firm_id == firm_id)
    everybody = (User.firm_id == firm_id) | User.client_id.in_(of_clients)
    await tx.execute(update(User).where(everybody).values(sessions_from=now))


async def end_sessions_of_client(tx: Transaction, client_id: UUID, now: datetime) -> None:
    """Sign all users of a client out."""
    await tx.execute(update(User).where(User.client_id == client_id).values(sessions_from=now))


async def company_of(tx: Transaction, of: User) -> str:
    """The name of the firm or the client that a user belongs to; of an operator none."""
    if of.client_id is not None:
        return await tx.one(select(Client.name).where(Client.client_id == of.client_id)) or ""
    return await tx.one(select(Firm.name).where(Firm.firm_id == of.firm_id)) or ""


async def user(tx: Transaction, user_id: UUID, *, lock: bool = False) -> User | None:
    """One user; locked when they will be changed."""
    statement = select(User).where(User.user_id == user_id)
    return await tx.one(statement.with_for_update() if lock else statement)


async def other_administrator(tx: Transaction, of: User) -> bool:
    """Whether the firm of this user has another active administrator."""
    others = (User.firm_id == of.firm_id, User.role == Role.FIRM_ADMIN, User.active, User.user_id != of.user_id)
    return await tx.one(select(User.user_id).where(*others).limit(1)) is not None


async def contact_of(tx: Transaction, client_id: UUID) -> User | None:
    """The user whose address is the client's."""
    return await tx.one(select(User).where(User.client_id == client_id, User.contact))


async def users_of_client(tx: Transaction, client_id: UUID) -> Sequence[User]:
    """The users of a client, its contact first."""
    order = (User.contact.desc(), User.created_at)
    return await tx.all(select(User).where(User.client_id == client_id).order_by(*order))


async def has_admin(tx: Transaction, firm_id: UUID) -> bool:
    """Whether a firm has an administrator who is not disabled."""
    admins = select(User.user_id).where(User.firm_id == firm_id, User.role == Role.FIRM_ADMIN, User.active)
    return await tx.one(admins.limit(1)) is not None


async def staff_of(tx: Transaction, firm_id: UUID, only: Iterable[UUID] | None = None) -> Sequence[Employee]:
    """The staff of a firm with their groups, by name; `only` those named."""
    statement = select(User).where(User.firm_id == firm_id, User.client_id.is_(None))
    if only is not None:
        statement = statement.where(User.user_id.in_(list(only)))
    order = (func.lower(User.last_name), func.lower(User.first_name), User.user_id)
    staff = await tx.all(statement.order_by(*order))
    groups: dict[UUID, list[UUID]] = {user.user_id: [] for user in staff}
    members = select(GroupStaff.user_id, GroupStaff.group_id).where(GroupStaff.user_id.in_(groups))
    for user_id, group_id in await tx.tuples(members.order_by(GroupStaff.group_id)):
        groups[user_id].append(group_id)
    return [Employee(user, groups[user.user_id]) for user in staff]


async def account(tx: Transaction, *, email: str | None = None, user_id: UUID | None = None) -> Account | None:
    """The account of a user, by address or by identity: one statement, because every request asks for it."""
    columns = (
        User.user_id,
        User.language,
        User.role,
        User.firm_id,
        User.client_id,
        User.active,
        User.password_hash,
        User.sessions_from,
        Firm.active,
        Client.firm_id,
        Client.closed,
        Client.mode,
        Client.status,
    )
    statement = (
        select(*columns)
        .outerjoin(Client, Client.client_id == User.client_id)
        .outerjoin(Firm, Firm.firm_id == func.coalesce(User.firm_id, Client.firm_id))
    )
    of_address = (User.email_key == email_key(email or ""), User.email_held)
    named = (User.user_id == user_id,) if email is None else of_address
    found: Sequence[Any] = await tx.tuples(statement.where(*named))
    return Account(*found[0]) if found else None


async def there_is_an_operator(tx: Transaction) -> bool:
    """Whether the first operator has been made."""
    return await tx.one(select(User.user_id).where(User.role == Role.OPERATOR).limit(1)) is not None


async def operators(tx: Transaction, email: str | None = None) -> Sequence[User]:
    """The operators who may sign in, by address; with `email` the one who has it."""
    found = select(User).where(User.role == Role.OPERATOR, User.active)
    if email is not None:
        found = found.where(User.email_key == email_key(email))
    return await tx.all(found.order_by(User.email_key))
