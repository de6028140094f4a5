"""A client's row made from what a person filled in, and changed by what he sends later."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from contracts.day import belgian_day
from contracts.events.client import LedgerAccount, Mode, Release
from contracts.ids import uuid7
from libs.service_kit import Context, Problem, Transaction
from services.directory.access import demand, told_apart
from services.directory.domain import client_settings as rules
from services.directory.domain.refusal import Refusal
from services.directory.domain.rights import Role
from services.directory.domain.status import Status
from services.directory.queries import clients, firms, users
from services.directory.schemas import fields
from services.directory.schemas.clients import Account, ClientChanges, ContactChanges, NewClient
from services.directory.service import Deps
from services.directory.texts import Code


@dataclass(frozen=True)
class ClientRecord:
    """The rows of a new client, checked."""

    client_id: UUID
    client: dict[str, Any]
    contact: dict[str, Any]
    groups: list[UUID] | None


async def prepare(new: NewClient, ctx: Context[Deps], firm_id: UUID) -> ClientRecord:
    """Check everything that can be checked without the database, the costly hash included."""
    client_id, today = uuid7(), belgian_day(ctx.now)
    ibans = fields.ibans(new.ibans)
    _check_settings(new.mode, ibans, new.package, ctx)
    chosen = new.follow_up.from_date
    demand(rules.follow_up_refusal(chosen, today) if chosen else None)
    client = {
        "client_id": client_id,
        "firm_id": firm_id,
        "name": new.name,
        "vat_number": fields.vat_number(new.vat_number),
        "unverified": new.skip_vat_check,
        "language": new.language,
        "reference": new.reference or None,
        "closed": False,
        "mode": new.mode,
        "vat_frequency": new.vat_frequency,
        "address": new.address.model_dump(),
        "ibans": ibans,
        "package": new.package,
        "follow_up_from": chosen,
        "expenses_only": new.follow_up.expenses_only,
        "documents_without_transaction": new.follow_up.documents_without_transaction,
        "release": new.release.model_dump(mode="json", exclude_none=True) if new.release else {},
        "card_statement_route": new.card_statement_route,
        "ledger_accounts": _accounts(new.ledger_accounts),
        "registered_on": today,
        "created_at": ctx.now,
    }
    contact = await _contact(new, ctx, client_id)
    client["status"] = Status.INACTIVE if contact["password_hash"] else Status.NOT_INVITED
    return ClientRecord(client_id, client, contact, new.groups)


async def _contact(new: NewClient, ctx: Context[Deps], client_id: UUID) -> dict[str, Any]:
    person = new.contact
    address = fields.email(person.email)
    password = fields.password(person.password, address) if person.password else None
    return {
        "user_id": uuid7(),
        "email": address,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "mobile": fields.mobile(person.mobile),
        "language": new.language,
        "role": Role.CLIENT_OWNER,
        "client_id": client_id,
        "contact": True,
        "active": True,
        "password_hash": await ctx.deps.passwords.hash(password) if password else None,
        "sessions_from": ctx.now,
        "created_at": ctx.now,
    }


async def add(tx: Transaction, record: ClientRecord, ctx: Context[Deps]) -> None:
    """Write a new client down, in its firm's groups."""
    await _check_release(tx, record.client["firm_id"], record.client["release"])
    with told_apart():
        await clients.add_client(tx, **record.client)
        await users.add_user(tx, **record.contact)
    await _put_in_groups(tx, record.client["firm_id"], record.client_id, record.groups)


async def change(tx: Transaction, client_id: UUID, sent: ClientChanges, ctx: Context[Deps]) -> None:
    """Write down what was sent; the rest stays."""
    found = await clients.client(tx, client_id)
    if found is None:
        raise Problem(404, "not_found")
    await firms.firm(tx, found.firm_id, share=True)
    before = await clients.client(tx, client_id, lock=True)
    if before is None:
        raise Problem(404, "not_found")
    changes = fields.given(sent.changes(), "reference", "release")
    contact, groups = changes.pop("contact", None), changes.pop("groups", None)
    row = _columns(changes)
    if row.get("follow_up_from") not in (None, before.follow_up_from):
        demand(rules.follow_up_refusal(row["follow_up_from"], belgian_day(ctx.now)))
    _check_settings(Mode(row.get("mode", before.mode)), row.get("ibans", before.ibans), row.get("package"), ctx)
    if "release" in row:
        await _check_release(tx, before.firm_id, row["release"])
    if row:
        await clients.change_client(tx, client_id, row)
    if contact is not None:
        await _change_contact(tx, before.user_id, contact, ctx)
    if "language" in row:
        await users.change_user(tx, before.user_id, {"language": row["language"]})
    if groups is not None:
        await _put_in_groups(tx, before.firm_id, client_id, groups)


def _columns(changes: dict[str, Any]) -> dict[str, Any]:
    """The columns behind the fields that were sent."""
    row = dict(changes)
    if "skip_vat_check" in row:
        row["unverified"] = row.pop("skip_vat_check")
    if "address" in row:
        row["address"] = row["address"].model_dump()
    if "ibans" in row:
        row["ibans"] = fields.ibans(row["ibans"])
    if "follow_up" in row:
        choice = row.pop("follow_up").changes()
        if "from_date" in choice:
            choice["follow_up_from"] = choice.pop("from_date")
        row |= choice
    if "release" in row:
        row["release"] = row["release"].model_dump(mode="json", exclude_none=True) if row["release"] else {}
    if "ledger_accounts" in row:
        row["ledger_accounts"] = _accounts(row["ledger_accounts"])
    return row


def _accounts(sent: list[Account]) -> list[dict[str, Any]]:
    settled = rules.settled_accounts([LedgerAccount(**account.model_dump()) for account in sent])
    if isinstance(settled, Refusal):
        demand(settled)
        return []
    return [account.model_dump(mode="json") for account in settled]


def _check_settings(mode: Mode, ibans: list[str], package: str | None, ctx: Context[Deps]) -> None:
    demand(rules.iban_refusal(ibans))
    demand(rules.mode_refusal(mode, ibans))
    demand(rules.package_refusal(package, ctx.deps.packages) if package is not None else None)


async def _check_release(tx: Transaction, firm_id: UUID, exceptions: dict[str, Any]) -> None:
    firm = await firms.firm(tx, firm_id, share=True)
    if firm is None:
        raise Problem(404, "not_found")
    demand(rules.release_refusal(rules.merged_release(Release.model_validate(firm.release), exceptions)))


async def _change_contact(tx: Transaction, user_id: UUID, sent: ContactChanges, ctx: Context[Deps]) -> None:
    changes = fields.given(sent.changes(), "mobile")
    if "mobile" in changes:
        changes["mobile"] = fields.mobile(changes["mobile"])
    if "email" in changes:
        changes |= {"email": fields.email(changes["email"]), "sessions_from": ctx.now}
    if changes:
        with told_apart():
            await users.change_user(tx, user_id, changes)


async def _put_in_groups(tx: Transaction, firm_id: UUID, client_id: UUID, wanted: list[UUID] | None) -> None:
    found = await firms.group_ids(tx, firm_id, wanted)
    if wanted and found != set(wanted):
        raise Problem(422, Code.GROUP_UNKNOWN)
    await firms.put_client_in(tx, client_id, found)
