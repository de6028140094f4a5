"""Accounting firms: added by an operator, managed by their administrators."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from contracts.events.client import Release
from contracts.ids import uuid7
from libs.service_kit.paging import Cursor, Limit, Listed, Page, position_of
from services.directory.access import (
    ReadingFirm,
    ReadingFirms,
    WritingFirm,
    WritingFirms,
    found,
    record_action,
    unique_as_conflict,
)
from services.directory.domain.client_settings import check_release
from services.directory.domain.rights import Role
from services.directory.queries import firms, users
from services.directory.queries.firms import FirmColumns
from services.directory.schemas import fields
from services.directory.schemas.fields import Email, Input, Name, Password, UserLanguage
from services.directory.snapshots import announce_firm
from services.directory.tables import Firm, Group, User

router = APIRouter(prefix="/v1/firms", tags=["firms"])
CHANNELS = ("email", "sftp", "folder")
Channels = Annotated[list[Name], Field(max_length=20)]


class FirstAdmin(Input):
    """The firm's first administrator."""

    email: Email
    first_name: Name
    last_name: Name
    language: UserLanguage | None = None
    password: Password


class NewFirm(Input):
    """An accounting firm and its first administrator."""

    name: Name
    language: UserLanguage = "fr"
    channels: Channels = list(CHANNELS)
    release: Release = Release()
    admin: FirstAdmin


class FirmChanges(Input):
    """What an administrator may change of the firm. Fields that are not sent stay."""

    name: Name | None = None
    language: UserLanguage | None = None
    channels: Channels | None = None
    release: Release | None = None


class FirmStatus(Input):
    """Whether a firm is active or suspended."""

    active: bool


class FirmView(BaseModel):
    """A firm and its defaults."""

    model_config = ConfigDict(from_attributes=True)

    firm_id: UUID
    name: str
    language: str
    active: bool
    channels: list[str]
    release: Release
    created_at: datetime


class NewFirmView(FirmView):
    """A new firm, with its first administrator and its group for everyone."""

    admin_id: UUID
    everyone_group_id: UUID


def view_of(firm: Firm) -> FirmView:
    """A firm as it is shown."""
    return FirmView.model_validate(firm)


@router.post("", operation_id="createFirm", status_code=201)
async def create_firm(new: NewFirm, ctx: WritingFirms) -> NewFirmView:
    """Add a firm, its group for everyone, and its first administrator."""
    check_release(new.release)
    admin = new.admin
    address = fields.email(admin.email)
    password = fields.password(admin.password, address, new.name, admin.first_name, admin.last_name)
    hashed = await ctx.deps.passwords.hash(password)
    firm_id, user_id, group_id = uuid7(), uuid7(), uuid7()
    firm = Firm(
        firm_id=firm_id,
        name=new.name,
        language=new.language,
        active=True,
        channels=new.channels,
        release=new.release.model_dump(mode="json"),
        created_at=ctx.now,
    )
    user = User(
        user_id=user_id,
        email=address,
        first_name=admin.first_name,
        last_name=admin.last_name,
        language=admin.language or new.language,
        role=Role.FIRM_ADMIN,
        firm_id=firm_id,
        password_hash=hashed,
        sessions_from=ctx.now,
        created_at=ctx.now,
    )
    async with ctx.transaction(all_tenants=True) as tx:
        await firms.add_firm(tx, firm)
        await firms.add_group(tx, Group(group_id=group_id, firm_id=firm_id, name="Everyone", everyone=True))
        with unique_as_conflict():
            await users.add_user(tx, user)
        await firms.put_staff_in(tx, user_id, [group_id])
        await record_action(tx, ctx, "firm.created", subject=firm_id, firm_id=firm_id)
        await announce_firm(tx, firm_id, clients_too=False)
    return NewFirmView(**view_of(firm).model_dump(), admin_id=user_id, everyone_group_id=group_id)


@router.get("", operation_id="listFirms")
async def list_firms(ctx: ReadingFirms, cursor: Cursor = None, limit: Limit = 50) -> Page[FirmView]:
    """All firms, by name."""
    listed = Listed("firms")
    after = position_of(listed, cursor, str, UUID)
    async with ctx.read(all_tenants=True) as tx:
        rows = await firms.firms_after(tx, after, limit + 1)
    return Page.of(listed, rows, limit, view_of, lambda row: (row.name.lower(), row.firm_id))


@router.put("/{firm_id}/status", operation_id="setStatus")
async def set_status(firm_id: UUID, status: FirmStatus, ctx: WritingFirms) -> FirmView:
    """Suspend a firm, with all its users and clients, or make it active again."""
    async with ctx.transaction(all_tenants=True) as tx:
        before = found(await firms.firm(tx, firm_id, lock=True))
        await firms.change_firm(tx, firm_id, active=status.active)
        if not status.active:
            await users.end_sessions_of_firm(tx, firm_id, ctx.now)
        difference = fields.old_and_new(before, {"active": status.active})
        await record_action(tx, ctx, "firm.status", subject=firm_id, firm_id=firm_id, **difference)
        await announce_firm(tx, firm_id, clients_too=True)
        return view_of(found(await firms.firm(tx, firm_id)))


@router.get("/{firm_id}", operation_id="showFirm")
async def show_firm(firm_id: UUID, ctx: ReadingFirm) -> FirmView:
    """The caller's own firm."""
    async with ctx.read() as tx:
        return view_of(found(await firms.firm(tx, firm_id)))


@router.patch("/{firm_id}", operation_id="changeFirm")
async def change_firm(firm_id: UUID, sent: FirmChanges, ctx: WritingFirm) -> FirmView:
    """Change the firm. Clients that follow its defaults follow the new ones at once."""
    changes = fields.columns_of(fields.given(sent.changes()), FirmColumns)
    if sent.release is not None:
        check_release(sent.release)
        changes["release"] = sent.release.model_dump(mode="json")
    async with ctx.transaction(all_tenants=True) as tx:
        before = found(await firms.firm(tx, firm_id, lock=True))
        if changes:
            await firms.change_firm(tx, firm_id, **changes)
            await record_action(tx, ctx, "firm.changed", subject=firm_id, **fields.old_and_new(before, changes))
            await announce_firm(tx, firm_id, clients_too="release" in changes)
        return view_of(found(await firms.firm(tx, firm_id)))
