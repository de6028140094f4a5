"""Accounting firms: made by an operator, run by their administrators."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field
from sqlalchemy.engine import Row

from contracts.events.client import Release
from contracts.ids import uuid7
from libs.service_kit import Problem
from libs.service_kit.paging import Limit, Page, position_of
from services.directory.access import ReadingFirm, ReadingFirms, WritingFirm, WritingFirms, demand, note, told_apart
from services.directory.domain.client_settings import release_refusal
from services.directory.domain.rights import Role
from services.directory.queries import firms, users
from services.directory.schemas import fields
from services.directory.schemas.fields import Email, Input, Name, OurLanguage, Password
from services.directory.snapshots import announce_firm

router = APIRouter(prefix="/v1/firms", tags=["firms"])
CHANNELS = ("email", "sftp", "folder")
Channels = Annotated[list[Name], Field(max_length=20)]


class FirstAdmin(Input):
    """The firm's first administrator."""

    email: Email
    first_name: Name
    last_name: Name
    language: OurLanguage | None = None
    password: Password


class NewFirm(Input):
    """An accounting office and who runs it."""

    name: Name
    language: OurLanguage = "fr"
    channels: Channels = list(CHANNELS)
    release: Release = Release()
    admin: FirstAdmin


class FirmChanges(Input):
    """What an administrator may change; what is not sent stays."""

    name: Name | None = None
    language: OurLanguage | None = None
    channels: Channels | None = None
    release: Release | None = None


class Standing(Input):
    """Whether a firm is served."""

    active: bool


class FirmView(BaseModel):
    """A firm and its defaults."""

    firm_id: UUID
    name: str
    language: str
    active: bool
    channels: list[str]
    release: Release
    created_at: datetime


class NewFirmView(FirmView):
    """A firm just made, and its first administrator."""

    admin_id: UUID
    everyone_group_id: UUID


def view_of(row: Row[Any]) -> FirmView:
    """A firm as it is shown."""
    return FirmView.model_validate(dict(row._mapping))


@router.post("", status_code=201)
async def create_firm(new: NewFirm, ctx: WritingFirms) -> NewFirmView:
    """A firm, its group for everyone, and its first administrator."""
    demand(release_refusal(new.release))
    admin = new.admin
    address = fields.email(admin.email)
    kept = await ctx.deps.passwords.hash(fields.password(admin.password, address))
    firm_id, user_id, group_id = uuid7(), uuid7(), uuid7()
    async with ctx.transaction(all_tenants=True) as tx:
        await firms.add_firm(
            tx,
            firm_id=firm_id,
            name=new.name,
            language=new.language,
            active=True,
            channels=new.channels,
            release=new.release.model_dump(mode="json"),
            created_at=ctx.now,
        )
        await firms.add_group(tx, group_id=group_id, firm_id=firm_id, name="Everyone", everyone=True)
        with told_apart():
            await users.add_user(
                tx,
                user_id=user_id,
                email=address,
                first_name=admin.first_name,
                last_name=admin.last_name,
                language=admin.language or new.language,
                role=Role.FIRM_ADMIN,
                firm_id=firm_id,
                contact=False,
                active=True,
                password_hash=kept,
                sessions_from=ctx.now,
                created_at=ctx.now,
            )
        await firms.put_staff_in(tx, user_id, [group_id])
        await note(tx, ctx, "firm.created", subject=firm_id, firm_id=firm_id)
        await announce_firm(tx, firm_id, clients_too=False)
        row = await firms.firm(tx, firm_id)
    if row is None:
        raise Problem(404, "not_found")
    return NewFirmView(**view_of(row).model_dump(), admin_id=user_id, everyone_group_id=group_id)


@router.get("")
async def list_firms(ctx: ReadingFirms, cursor: str | None = None, limit: Limit = 50) -> Page[FirmView]:
    """All firms, by name."""
    after = position_of(cursor, str, UUID)
    async with ctx.read(all_tenants=True) as tx:
        rows = await firms.firms_after(tx, after, limit + 1)
    return Page.of(rows, limit, view_of, lambda row: (row.name.lower(), row.firm_id))


@router.put("/{firm_id}/standing")
async def set_standing(firm_id: UUID, standing: Standing, ctx: WritingFirms) -> FirmView:
    """Suspend a firm, with all its users and clients, or take it back."""
    async with ctx.transaction(all_tenants=True) as tx:
        if await firms.firm(tx, firm_id, lock=True) is None:
            raise Problem(404, "not_found")
        await firms.change_firm(tx, firm_id, {"active": standing.active})
        await note(tx, ctx, "firm.standing", subject=firm_id, firm_id=firm_id, active=standing.active)
        await announce_firm(tx, firm_id, clients_too=True)
        row = await firms.firm(tx, firm_id)
    if row is None:
        raise Problem(404, "not_found")
    return view_of(row)


@router.get("/{firm_id}")
async def show_firm(firm_id: UUID, ctx: ReadingFirm) -> FirmView:
    """The firm one works for."""
    async with ctx.read() as tx:
        row = await firms.firm(tx, firm_id)
    if row is None:
        raise Problem(404, "not_found")
    return view_of(row)


@router.patch("/{firm_id}")
async def change_firm(firm_id: UUID, sent: FirmChanges, ctx: WritingFirm) -> FirmView:
    """Change the firm; clients that follow its defaults follow the new ones at once."""
    changes = fields.given(sent.changes())
    if sent.release is not None:
        demand(release_refusal(sent.release))
        changes["release"] = sent.release.model_dump(mode="json")
    async with ctx.transaction(all_tenants=True) as tx:
        if await firms.firm(tx, firm_id, lock=True) is None:
            raise Problem(404, "not_found")
        if changes:
            await firms.change_firm(tx, firm_id, changes)
            await note(tx, ctx, "firm.changed", subject=firm_id, fields=sorted(changes))
            await announce_firm(tx, firm_id, clients_too="release" in changes)
        row = await firms.firm(tx, firm_id)
    if row is None:
        raise Problem(404, "not_found")
    return view_of(row)
