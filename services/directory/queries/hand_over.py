"""Who holds a VAT number, and the requests of firms whose company another firm serves. Read across all clients."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import aliased

from libs.service_kit import Transaction
from libs.service_kit.database import lock_number
from services.directory.domain.hand_over import OPEN, Standing, State
from services.directory.tables import Client, Firm, HandOver, User


class Asked(NamedTuple):
    """A request as the company and its present firm see it."""

    request_id: UUID
    client_id: UUID
    firm_name: str
    state: str
    firm_agrees: bool | None
    asked_at: datetime
    expires_at: datetime
    moves_at: datetime | None


async def lock_vat_number(tx: Transaction, vat_number: str) -> None:
    """Let the entries of one number wait for each other; taken before any row is locked. The indexes hold without it"""
    await tx.execute(select(func.pg_advisory_xact_lock(lock_number("directory", f"vat {vat_number}"))))


async def let_go_unverified(tx: Transaction, vat_number: str, but: UUID) -> Client | None:
    """Take a number from the client that holds it unverified, if one does; returns that client."""
    holds = (Client.vat_number == vat_number, Client.vat_held, Client.unverified, Client.client_id != but)
    return await tx.one(update(Client).where(*holds).values(vat_held=False).returning(Client))


async def hold(tx: Transaction, client: Client) -> bool:
    """Let a client hold its number; False when another one does."""
    other = aliased(Client)
    taken = exists().where(other.vat_number == client.vat_number, other.vat_held)
    mine = update(Client).where(Client.client_id == client.client_id, ~taken)
    return await tx.execute(mine.values(vat_held=True)) == 1


async def holder_of(tx: Transaction, vat_number: str) -> Client | None:
    """The client that holds a number."""
    return await tx.one(select(Client).where(Client.vat_number == vat_number, Client.vat_held))


async def waiting_for(tx: Transaction, vat_number: str) -> UUID | None:
    """The first open file with a verified entry of this number that does not hold it."""
    waits = (Client.vat_number == vat_number, ~Client.vat_held, ~Client.unverified, ~Client.closed)
    first = select(Client.client_id).where(*waits, Client.succeeded_by.is_(None)).order_by(Client.client_id)
    return await tx.one(first.limit(1))


async def asked_since(tx: Transaction, firm_id: UUID, since: datetime) -> int:
    """How many companies a firm has entered since then."""
    mine = select(func.count(HandOver.request_id)).where(HandOver.firm_id == firm_id, HandOver.asked_at > since)
    return await tx.one(mine) or 0


async def add(tx: Transaction, request: HandOver) -> None:
    """Add a request."""
    await tx.add(request)


async def open_of(tx: Transaction, client_id: UUID) -> HandOver | None:
    """The open request for a firm's file, locked."""
    mine = select(HandOver).where(HandOver.client_id == client_id, HandOver.state.in_(OPEN))
    return await tx.one(mine.with_for_update())


async def request(tx: Transaction, request_id: UUID) -> HandOver | None:
    """One request, locked."""
    return await tx.one(select(HandOver).where(HandOver.request_id == request_id).with_for_update())


async def stands(tx: Transaction, request_id: UUID, standing: Standing, now: datetime) -> None:
    """Record where a request stands."""
    values = {"state": standing.state, "firm_agrees": standing.firm_agrees, "moves_at": standing.moves_at}
    ended = {} if standing.state in OPEN else {"ended_at": now}
    await tx.execute(update(HandOver).where(HandOver.request_id == request_id).values(**values, **ended))


async def ask_instead(tx: Transaction, request_id: UUID, holder_id: UUID, expires_at: datetime) -> None:
    """Let a request that nobody had to decide be decided by a company: its number went to a verified entry."""
    found = update(HandOver).where(HandOver.request_id == request_id)
    await tx.execute(found.values(holder_id=holder_id, displaced=True, told=False, expires_at=expires_at))


async def turn_to(tx: Transaction, before: UUID, holder_id: UUID) -> None:
    """Let the open requests to a client that no longer holds its number be asked of the one that does, from the start.

    Nobody has to decide about the file of the new holder itself.
    """
    asked = (HandOver.holder_id == before, HandOver.state.in_(OPEN))
    anew = {"state": State.ASKED, "firm_agrees": None, "moves_at": None, "told": False}
    others = update(HandOver).where(*asked, HandOver.client_id != holder_id)
    await tx.execute(others.values(holder_id=holder_id, **anew))
    own = update(HandOver).where(*asked, HandOver.client_id == holder_id)
    await tx.execute(own.values(holder_id=None, **anew))


async def untold(tx: Transaction, limit: int) -> Sequence[HandOver]:
    """The requests that concern another firm's client, once each: from now on they count as told."""
    concerned = select(HandOver.request_id).where(HandOver.holder_id.is_not(None), ~HandOver.told)
    ids = list(await tx.all(concerned.limit(limit).with_for_update(skip_locked=True)))
    return await tx.all(update(HandOver).where(HandOver.request_id.in_(ids)).values(told=True).returning(HandOver))


async def due(tx: Transaction, now: datetime, limit: int) -> Sequence[UUID]:
    """The requests that expire or take effect now."""
    ends = (HandOver.state == State.ASKED) & (HandOver.expires_at <= now)
    moves = (HandOver.state == State.AGREED) & (HandOver.moves_at <= now)
    return await tx.all(select(HandOver.request_id).where(or_(ends, moves)).order_by(HandOver.asked_at).limit(limit))


async def asked_of(tx: Transaction, *, holder_id: UUID | None = None, firm_id: UUID | None = None) -> list[Asked]:
    """The requests about a company, or the open ones about all companies of a firm; newest first."""
    columns = (HandOver.request_id, Client.client_id, Firm.name, HandOver.state, HandOver.firm_agrees)
    times = (HandOver.asked_at, HandOver.expires_at, HandOver.moves_at)
    statement = select(*columns, *times).join(Client, Client.client_id == HandOver.holder_id)
    statement = statement.join(Firm, Firm.firm_id == HandOver.firm_id)
    if holder_id is not None:
        statement = statement.where(HandOver.holder_id == holder_id)
    else:
        statement = statement.where(Client.firm_id == firm_id, HandOver.state.in_(OPEN))
    rows = await tx.tuples(statement.order_by(HandOver.asked_at.desc()).limit(500))
    return [Asked(*row) for row in rows]


async def of_files(tx: Transaction, files: Sequence[UUID]) -> dict[UUID, HandOver]:
    """The newest request of each of these files."""
    newest = select(HandOver).where(HandOver.client_id.in_(files)).order_by(HandOver.asked_at, HandOver.request_id)
    return {row.client_id: row for row in await tx.all(newest)}


async def has_owner(tx: Transaction, client_id: UUID) -> bool:
    """Whether a company has an owner who can sign in."""
    owner = (User.client_id == client_id, User.role == "client_owner", User.active, User.password_hash.is_not(None))
    return await tx.one(select(User.user_id).where(*owner).limit(1)) is not None


async def close_file(tx: Transaction, client_id: UUID, successor: UUID | None = None) -> None:
    """Close a firm's file; nothing in it is lost. With a `successor` the company itself has come instead."""
    await tx.execute(update(Client).where(Client.client_id == client_id).values(closed=True, succeeded_by=successor))


async def give_to(tx: Transaction, client_id: UUID, file: Client) -> None:
    """Make the firm of this file the company's, with what is the firm's choice: its reference, package and release."""
    given = update(Client).where(Client.client_id == client_id)
    given = given.values(firm_id=file.firm_id, reference=file.reference, package=file.package)
    await tx.execute(given.values(release=file.release, closed=False))
