"""The users of a client company, each with a role of their own."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter

from contracts.ids import uuid7
from libs.refusal import Refusal
from libs.service_kit import KitCode, Transaction
from libs.service_kit.operations import stated
from services.directory import addresses
from services.directory.access import (
    ReadingUsers,
    WritingUsers,
    found,
    record_action,
    user_of,
)
from services.directory.domain.status import Status, advanced
from services.directory.queries import clients, users
from services.directory.queries.users import UserColumns
from services.directory.schemas import fields
from services.directory.schemas.fields import Email, Input, Mobile, Name, Password, UserLanguage, UserView
from services.directory.tables import User
from services.directory.texts import Code

router = APIRouter(prefix="/v1/clients/{client_id}/users", tags=["users"])
ClientRole = Literal["client_owner", "client_reader"]


class NewClientUser(Input):
    """One more user of the company."""

    email: Email
    first_name: Name
    last_name: Name
    mobile: Mobile | None = None
    language: UserLanguage | None = None
    role: ClientRole = "client_reader"
    password: Password | None = None


class ClientUserChanges(Input):
    """What may change of a user. Fields that are not sent stay."""

    email: Email | None = None
    first_name: Name | None = None
    last_name: Name | None = None
    mobile: Mobile | None = None
    language: UserLanguage | None = None
    role: ClientRole | None = None
    active: bool | None = None
    password: Password | None = None


class ClientUserView(UserView):
    """A user of the company; `contact` marks the one whose address is the company's."""

    contact: bool


@router.get("", operation_id="listUsers")
async def list_users(client_id: UUID, ctx: ReadingUsers) -> list[ClientUserView]:
    """The users of the company."""
    async with ctx.read() as tx:
        return [ClientUserView.model_validate(row) for row in await users.users_of_client(tx, client_id)]


@router.post("", operation_id="addUser", status_code=201, openapi_extra=stated(confirmed=True))
async def add_user(client_id: UUID, new: NewClientUser, ctx: WritingUsers) -> ClientUserView:
    """Add a user of the company."""
    address = fields.email(new.email)
    await addresses.refuse_known(ctx, address)
    hashed = None
    if new.password:
        async with ctx.read() as tx:
            company = found(await clients.client(tx, client_id))
        about = (company.name, new.first_name, new.last_name)
        hashed = await ctx.deps.passwords.hash(fields.password(new.password, address, *about))
    user_id = uuid7()
    async with ctx.transaction() as tx:
        client = found(await clients.client(tx, client_id))
        user = User(
            user_id=user_id,
            email=address,
            first_name=new.first_name,
            last_name=new.last_name,
            mobile=fields.mobile(new.mobile),
            language=new.language or client.language,
            role=new.role,
            client_id=client_id,
            password_hash=hashed,
            sessions_from=ctx.now,
            created_at=ctx.now,
        )
        await addresses.add_user(tx, ctx, user)
        await record_action(tx, ctx, "user.added", subject=user_id, new={"email": address, "role": new.role})
        return await _shown(tx, client_id, user_id)


@router.patch("/{user_id}", operation_id="changeUser", openapi_extra=stated(confirmed=True))
async def change_user(client_id: UUID, user_id: UUID, sent: ClientUserChanges, ctx: WritingUsers) -> ClientUserView:
    """Change a user of the company. Who is disabled or has fewer rights must sign in anew."""
    changes = fields.columns_of(fields.given(sent.changes(), "mobile"), UserColumns)
    if user_id == user_of(ctx) and {"role", "active", "password", "email"} & sent.model_fields_set:
        raise Refusal(Code.NOT_YOURSELF)
    async with ctx.read() as tx:
        before = await _shown(tx, client_id, user_id)
        company = found(await clients.client(tx, client_id))
    if before.contact and (sent.active is False or sent.role == "client_reader"):
        raise Refusal(Code.CONTACT_STAYS_OWNER)
    if "mobile" in changes:
        changes["mobile"] = fields.mobile(sent.mobile)
    address = fields.email(sent.email or before.email)
    await addresses.refuse_known(ctx, address, but=user_id)
    if sent.password is not None:
        about = (company.name, before.first_name, before.last_name)
        changes["password_hash"] = await ctx.deps.passwords.hash(fields.password(sent.password, address, *about))
    async with ctx.transaction() as tx:
        if changes:
            await addresses.change_user(tx, ctx, user_id, **changes)
        if before.contact and sent.password is not None:
            await _invited(tx, client_id)
        await record_action(tx, ctx, "user.changed", subject=user_id, **fields.old_and_new(before, changes))
        return await _shown(tx, client_id, user_id)


async def _shown(tx: Transaction, client_id: UUID, user_id: UUID) -> ClientUserView:
    for row in await users.users_of_client(tx, client_id):
        if row.user_id == user_id:
            return ClientUserView.model_validate(row)
    raise Refusal(KitCode.NOT_FOUND)


async def _invited(tx: Transaction, client_id: UUID) -> None:
    """Make a client that was not invited inactive: its contact now has a password."""
    client = await clients.client(tx, client_id, lock=True)
    if client is not None:
        await clients.change_client(tx, client_id, status=advanced(Status(client.status), Status.INACTIVE))
