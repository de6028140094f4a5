"""How a request to add or change a client becomes rows, with every check on the way."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from contracts.day import belgian_day
from contracts.events.client import LedgerAccount, Mode
from contracts.ids import uuid7
from libs.refusal import Refusal
from libs.service_kit import Context, Transaction
from services.directory import addresses, hand_over
from services.directory.access import found, unique_as_conflict
from services.directory.domain import client_settings as rules
from services.directory.domain.rights import Role
from services.directory.domain.status import Status
from services.directory.groups import named_groups
from services.directory.queries import clients, firms, users
from services.directory.queries.clients import ClientColumns
from services.directory.queries.users import UserColumns
from services.directory.schemas import fields
from services.directory.schemas.clients import ClientChanges, LedgerAccountInput, NewClient
from services.directory.service import Deps
from services.directory.tables import Client, User
from services.directory.texts import Code


@dataclass(frozen=True)
class ClientRecord:
    """The rows of a new client, checked. `groups` None means the group for everyone."""

    client_id: UUID
    client: Client
    contact: User
    groups: list[UUID] | None


async def prepare(new: NewClient, ctx: Context[Deps], firm_id: UUID) -> ClientRecord:
    """The rows of a new client, made before the transaction because hashing a password is slow. Raises 422."""
    client_id, today = uuid7(), belgian_day(ctx.now)
    ibans = fields.ibans(new.ibans)
    _check_settings(new.mode, ibans, new.package, ctx)
    chosen = new.follow_up.from_date
    if chosen:
        rules.check_follow_up(chosen, today)
    client = Client(
        client_id=client_id,
        firm_id=firm_id,
        name=new.name,
        vat_number=fields.vat_number(new.vat_number),
        unverified=new.skip_vat_check,
        language=new.language,
        reference=new.reference or None,
        status=Status.INACTIVE if new.contact.password else Status.NOT_INVITED,
        mode=new.mode,
        vat_frequency=new.vat_frequency,
        address=new.address.model_dump(),
        ibans=ibans,
        package=new.package,
        follow_up_from=chosen,
        expenses_only=new.follow_up.expenses_only,
        documents_without_transaction=new.follow_up.documents_without_transaction,
        release=new.release.model_dump(mode="json", exclude_none=True) if new.release else {},
        card_statement_route=new.card_statement_route,
        ledger_accounts=_ledger_accounts(new.ledger_accounts),
        registered_on=today,
        created_at=ctx.now,
    )
    return ClientRecord(client_id, client, await _contact(new, ctx, client_id), new.groups)


async def _contact(new: NewClient, ctx: Context[Deps], client_id: UUID) -> User:
    contact = new.contact
    address = fields.email(contact.email)
    about = (new.name, contact.first_name, contact.last_name)
    password = fields.password(contact.password, address, *about) if contact.password else None
    return User(
        user_id=uuid7(),
        email=address,
        first_name=contact.first_name,
        last_name=contact.last_name,
        mobile=fields.mobile(contact.mobile),
        language=new.language,
        role=Role.CLIENT_OWNER,
        client_id=client_id,
        contact=True,
        password_hash=await ctx.deps.passwords.hash(password) if password else None,
        sessions_from=ctx.now,
        created_at=ctx.now,
    )


async def add(tx: Transaction, record: ClientRecord, ctx: Context[Deps]) -> None:
    """Add a new client in its groups. Raises 409 when the firm has the company already, 422 for an unknown group."""
    await _check_release(tx, record.client.firm_id, record.client.release)
    await addresses.add_user(tx, ctx, record.contact)  # locks what its audit trail comes after, as elsewhere
    with unique_as_conflict():
        await hand_over.enter(tx, record.client, ctx)
    groups = await named_groups(tx, record.client.firm_id, record.groups)
    await firms.put_client_in(tx, record.client_id, groups)


async def change(tx: Transaction, client_id: UUID, sent: ClientChanges, ctx: Context[Deps]) -> None:
    """Change what was sent, keep the rest. Raises 404, 409 or 422. Locks the firm before the client, as a firm does."""
    await firms.firm(tx, found(await clients.client(tx, client_id)).firm_id, share=True)
    before = found(await clients.client(tx, client_id, lock=True))
    if before.succeeded_by is not None and sent.closed is False:
        raise Refusal(Code.FILE_SUCCEEDED)
    row = _columns(sent)
    chosen = row.get("follow_up_from")
    if chosen is not None and chosen != before.follow_up_from:
        rules.check_follow_up(chosen, belgian_day(ctx.now))
    _check_settings(Mode(row.get("mode", before.mode)), row.get("ibans", before.ibans), row.get("package"), ctx)
    if "release" in row:
        await _check_release(tx, before.firm_id, row["release"])
    if row:
        await clients.change_client(tx, client_id, **row)
    await _change_contact(tx, client_id, sent, ctx)
    if row.get("closed") or row.get("mode", before.mode) == Mode.INTERNAL != before.mode:
        await users.end_sessions_of_client(tx, client_id, ctx.now)
    if sent.groups is not None:
        await firms.put_client_in(tx, client_id, await named_groups(tx, before.firm_id, sent.groups))


def _columns(sent: ClientChanges) -> ClientColumns:
    """The columns that belong to the fields that were sent."""
    row = fields.columns_of(fields.given(sent.changes(), "reference", "release"), ClientColumns)
    if sent.skip_vat_check is not None:
        row["unverified"] = sent.skip_vat_check
    if sent.address is not None:
        row["address"] = sent.address.model_dump()
    if sent.ibans is not None:
        row["ibans"] = fields.ibans(sent.ibans)
    if sent.follow_up is not None:
        row |= fields.columns_of(sent.follow_up.changes(), ClientColumns)
        if "from_date" in sent.follow_up.model_fields_set:
            row["follow_up_from"] = sent.follow_up.from_date
    if "release" in row:
        row["release"] = sent.release.model_dump(mode="json", exclude_none=True) if sent.release else {}
    if sent.ledger_accounts is not None:
        row["ledger_accounts"] = _ledger_accounts(sent.ledger_accounts)
    return row


def _ledger_accounts(sent: list[LedgerAccountInput]) -> list[dict[str, Any]]:
    accounts = rules.with_one_default([LedgerAccount(**account.model_dump()) for account in sent])
    return [account.model_dump(mode="json") for account in accounts]


def _check_settings(mode: Mode, ibans: list[str], package: str | None, ctx: Context[Deps]) -> None:
    rules.check_ibans(ibans)
    rules.check_mode(mode, ibans)
    if package is not None:
        rules.check_package(package, ctx.deps.packages)


async def _check_release(tx: Transaction, firm_id: UUID, exceptions: dict[str, Any]) -> None:
    firm = found(await firms.firm(tx, firm_id, share=True))
    rules.check_release(rules.merged_release(firm.default_release, exceptions))


async def _change_contact(tx: Transaction, client_id: UUID, sent: ClientChanges, ctx: Context[Deps]) -> None:
    changes = UserColumns()
    if sent.contact is not None:
        changes = fields.columns_of(fields.given(sent.contact.changes(), "mobile"), UserColumns)
        if "mobile" in changes:
            changes["mobile"] = fields.mobile(sent.contact.mobile)
        if sent.contact.email is not None:
            changes["email"] = fields.email(sent.contact.email)
    if sent.language is not None:
        changes["language"] = sent.language
    if changes:
        contact = found(await users.contact_of(tx, client_id))
        await addresses.change_user(tx, ctx, contact.user_id, **changes)
