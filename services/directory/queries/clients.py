"""Client companies. What is read for a whole firm names the firm, and the groups of the user who asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import exists, func, or_, select, tuple_, update

from libs.service_kit import Transaction
from services.directory.queries.hand_over import of_files
from services.directory.tables import Client, GroupClient, GroupStaff, HandOver, User


class Contact(NamedTuple):
    """The user whose address is the client's."""

    user_id: UUID
    first_name: str
    last_name: str
    email: str
    mobile: str | None


@dataclass(frozen=True)
class ClientDetails:
    """A client with its contact, its groups, and what its company was asked on behalf of the firm."""

    client: Client
    contact: Contact
    groups: list[UUID]
    request: HandOver | None


class ClientColumns(TypedDict, total=False):
    """The columns of a client that can change."""

    name: str
    unverified: bool
    language: str
    reference: str | None
    status: str
    closed: bool
    mode: str
    vat_frequency: str
    address: dict[str, Any]
    ibans: list[str]
    package: str
    follow_up_from: date | None
    expenses_only: bool
    documents_without_transaction: bool
    release: dict[str, Any]
    card_statement_route: str
    ledger_accounts: list[Any]


async def add_client(tx: Transaction, client: Client) -> None:
    """Add a client company. Raises UniqueViolationError when its firm has a client with its VAT number."""
    await tx.add(client)


async def client(tx: Transaction, client_id: UUID, *, lock: bool = False) -> Client | None:
    """One client; locked when it will be changed."""
    statement = select(Client).where(Client.client_id == client_id)
    return await tx.one(statement.with_for_update() if lock else statement)


async def client_details(tx: Transaction, client_id: UUID) -> ClientDetails | None:
    """One client with its contact and its groups."""
    found = await client(tx, client_id)
    return None if found is None else (await _detailed(tx, [found]))[0]


async def clients_of_firm(tx: Transaction, firm_id: UUID) -> Sequence[ClientDetails]:
    """Every client of a firm, for a new snapshot of each: locked in one order, and their revisions counted on."""
    all_of_them = select(Client.client_id).where(Client.firm_id == firm_id).order_by(Client.client_id)
    await tx.all(all_of_them.with_for_update())
    counted = update(Client).where(Client.firm_id == firm_id).values(revision=Client.revision + 1).returning(Client)
    return await _detailed(tx, sorted(await tx.all(counted), key=lambda client: client.client_id))


async def client_for_snapshot(tx: Transaction, client_id: UUID) -> ClientDetails | None:
    """One client with its contact and its groups, locked, and its revision counted on."""
    counted = update(Client).where(Client.client_id == client_id).values(revision=Client.revision + 1)
    found = await tx.one(counted.returning(Client))
    return None if found is None else (await _detailed(tx, [found]))[0]


async def change_client(tx: Transaction, client_id: UUID, **changes: Unpack[ClientColumns]) -> None:
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
) -> Sequence[ClientDetails]:
    """The firm's clients by name: those that share a group with `seen_by`, or all of them when it is None."""
    contact = (User.client_id == Client.client_id) & User.contact
    statement = select(Client).outerjoin(User, contact)
    statement = statement.where(Client.firm_id == firm_id, Client.status.in_(statuses))
    if seen_by is not None:
        shared = select(GroupStaff.group_id).where(GroupStaff.user_id == seen_by)
        mine = exists().where(GroupClient.client_id == Client.client_id, GroupClient.group_id.in_(shared))
        statement = statement.where(mine)
    if search:
        places = (Client.name, Client.vat_number, Client.reference, User.email, User.first_name, User.last_name)
        statement = statement.where(or_(*(place.icontains(search, autoescape=True) for place in places)))
    if after is not None:
        statement = statement.where(tuple_(func.lower(Client.name), Client.client_id) > tuple_(*after))
    return await _detailed(tx, await tx.all(statement.order_by(func.lower(Client.name), Client.client_id).limit(limit)))


async def shares_group(tx: Transaction, user_id: UUID, client_id: UUID) -> bool:
    """Whether an employee and a client are in a common group."""
    shared = select(GroupStaff.group_id).where(GroupStaff.user_id == user_id)
    mine = select(GroupClient.group_id).where(GroupClient.client_id == client_id, GroupClient.group_id.in_(shared))
    return await tx.one(mine.limit(1)) is not None


async def _detailed(tx: Transaction, found: Sequence[Client]) -> list[ClientDetails]:
    """These clients with their contacts and groups, in the same order. Raises ValueError for one without a contact."""
    ids = [client.client_id for client in found]
    columns = select(User.client_id, User.user_id, User.first_name, User.last_name, User.email, User.mobile)
    rows = await tx.tuples(columns.where(User.client_id.in_(ids), User.contact))
    contacts = {row[0]: Contact(*row[1:]) for row in rows}
    if missing := [str(client_id) for client_id in ids if client_id not in contacts]:
        raise ValueError(f"no user is the contact of client {', '.join(missing)}")
    groups: dict[UUID, list[UUID]] = {client_id: [] for client_id in ids}
    members = select(GroupClient.client_id, GroupClient.group_id).where(GroupClient.client_id.in_(ids))
    for client_id, group_id in await tx.tuples(members.order_by(GroupClient.group_id)):
        groups[client_id].append(group_id)
    asked = await of_files(tx, ids)
    return [
        ClientDetails(one, contacts[one.client_id], groups[one.client_id], asked.get(one.client_id)) for one in found
    ]
