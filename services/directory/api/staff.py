"""A firm's employees, and the groups that decide which clients they see."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from contracts.ids import uuid7
from libs.refusal import Refusal
from libs.service_kit import KitCode, Transaction
from libs.service_kit.operations import stated
from libs.service_kit.paging import Page
from services.directory import addresses
from services.directory.access import (
    ReadingFirm,
    WritingFirm,
    found,
    record_action,
    unique_as_conflict,
    user_of,
)
from services.directory.api.audit_view import AuditEntry, Searched, page_of
from services.directory.groups import named_groups
from services.directory.queries import firms, users
from services.directory.queries.users import Employee, UserColumns
from services.directory.schemas import fields
from services.directory.schemas.fields import Email, Groups, Input, Mobile, Name, Password, UserLanguage, UserView
from services.directory.tables import Group, User
from services.directory.texts import Code

router = APIRouter(prefix="/v1/firms/{firm_id}", tags=["staff"])
StaffRole = Literal["firm_admin", "firm_staff"]


class NewEmployee(Input):
    """A new employee; in the group for everyone unless groups are named."""

    email: Email
    first_name: Name
    last_name: Name
    mobile: Mobile | None = None
    language: UserLanguage = "fr"
    role: StaffRole = "firm_staff"
    groups: Groups | None = None
    password: Password | None = None


class EmployeeChanges(Input):
    """What an administrator may change of an employee. Fields that are not sent stay."""

    email: Email | None = None
    first_name: Name | None = None
    last_name: Name | None = None
    mobile: Mobile | None = None
    language: UserLanguage | None = None
    role: StaffRole | None = None
    active: bool | None = None
    groups: Groups | None = None
    password: Password | None = None


class EmployeeView(UserView):
    """An employee and their groups."""

    groups: list[UUID]


class GroupName(Input):
    """The name of a group."""

    name: Name


class GroupView(BaseModel):
    """A group; `everyone` is the one that a firm without groups uses."""

    model_config = ConfigDict(from_attributes=True)

    group_id: UUID
    name: str
    everyone: bool


def view_of(employee: Employee) -> EmployeeView:
    """An employee as they are shown."""
    return EmployeeView(**UserView.model_validate(employee.user).model_dump(), groups=employee.groups)


async def _employee(tx: Transaction, firm_id: UUID, user_id: UUID) -> Employee:
    rows = await users.staff_of(tx, firm_id, [user_id])
    if not rows:
        raise Refusal(KitCode.NOT_FOUND)
    return rows[0]


@router.get("/staff", operation_id="listStaff")
async def list_staff(firm_id: UUID, ctx: ReadingFirm) -> list[EmployeeView]:
    """All employees of the firm."""
    async with ctx.read(all_tenants=True) as tx:
        return [view_of(row) for row in await users.staff_of(tx, firm_id)]


@router.post("/staff", operation_id="addEmployee", status_code=201, openapi_extra=stated(confirmed=True))
async def add_employee(firm_id: UUID, new: NewEmployee, ctx: WritingFirm) -> EmployeeView:
    """Add an employee."""
    address = fields.email(new.email)
    await addresses.refuse_known(ctx, address)
    hashed = None
    if new.password:
        async with ctx.read(all_tenants=True) as tx:
            firm = found(await firms.firm(tx, firm_id))
        about = (firm.name, new.first_name, new.last_name)
        hashed = await ctx.deps.passwords.hash(fields.password(new.password, address, *about))
    user_id = uuid7()
    async with ctx.transaction(all_tenants=True) as tx:
        groups = await named_groups(tx, firm_id, new.groups)
        user = User(
            user_id=user_id,
            email=address,
            first_name=new.first_name,
            last_name=new.last_name,
            mobile=fields.mobile(new.mobile),
            language=new.language,
            role=new.role,
            firm_id=firm_id,
            password_hash=hashed,
            sessions_from=ctx.now,
            created_at=ctx.now,
        )
        await addresses.add_user(tx, ctx, user)
        await firms.put_staff_in(tx, user_id, groups)
        await record_action(tx, ctx, "staff.added", subject=user_id, new={"email": address, "role": new.role})
        return view_of(await _employee(tx, firm_id, user_id))


@router.patch("/staff/{user_id}", operation_id="changeEmployee", openapi_extra=stated(confirmed=True))
async def change_employee(firm_id: UUID, user_id: UUID, sent: EmployeeChanges, ctx: WritingFirm) -> EmployeeView:
    """Change an employee: details, groups, role, or disable them. With fewer rights they must sign in anew."""
    changes = fields.columns_of(fields.given(sent.changes(), "mobile"), UserColumns)
    if user_id == user_of(ctx) and {"role", "active", "password", "email"} & sent.model_fields_set:
        raise Refusal(Code.NOT_YOURSELF)
    if "mobile" in changes:
        changes["mobile"] = fields.mobile(sent.mobile)
    async with ctx.read(all_tenants=True) as tx:
        user = (await _employee(tx, firm_id, user_id)).user
        firm = found(await firms.firm(tx, firm_id))
    address = fields.email(sent.email or user.email)
    await addresses.refuse_known(ctx, address, but=user_id)
    if sent.password is not None:
        about = (firm.name, user.first_name, user.last_name)
        changes["password_hash"] = await ctx.deps.passwords.hash(fields.password(sent.password, address, *about))
    async with ctx.transaction(all_tenants=True) as tx:
        found(await firms.firm(tx, firm_id, lock=True))  # of two administrators who remove each other one comes second
        before = await _employee(tx, firm_id, user_id)
        if sent.groups is not None:
            await firms.put_staff_in(tx, user_id, await named_groups(tx, firm_id, sent.groups))
        if changes:
            await addresses.change_user(tx, ctx, user_id, **changes)
        if not await users.has_admin(tx, firm_id):
            raise Refusal(Code.LAST_ADMIN)
        after = await _employee(tx, firm_id, user_id)
        difference = fields.old_and_new(before.user, changes)
        if before.groups != after.groups:
            difference["old"]["groups"], difference["new"]["groups"] = before.groups, after.groups
        await record_action(tx, ctx, "staff.changed", subject=user_id, **difference)
        return view_of(after)


@router.get("/groups", operation_id="listGroups")
async def list_groups(firm_id: UUID, ctx: ReadingFirm) -> list[GroupView]:
    """The firm's groups."""
    async with ctx.read() as tx:
        return [GroupView.model_validate(group) for group in await firms.groups_of(tx, firm_id)]


@router.post("/groups", operation_id="addGroup", status_code=201)
async def add_group(firm_id: UUID, new: GroupName, ctx: WritingFirm) -> GroupView:
    """Add a group, empty at first."""
    group = Group(group_id=uuid7(), firm_id=firm_id, name=new.name, everyone=False)
    async with ctx.transaction(all_tenants=True) as tx:
        with unique_as_conflict():
            await firms.add_group(tx, group)
        await record_action(tx, ctx, "group.added", subject=group.group_id, new={"name": new.name})
    return GroupView.model_validate(group)


@router.patch("/groups/{group_id}", operation_id="renameGroup")
async def rename_group(firm_id: UUID, group_id: UUID, sent: GroupName, ctx: WritingFirm) -> GroupView:
    """Rename a group. Its members stay."""
    async with ctx.transaction(all_tenants=True) as tx:
        with unique_as_conflict():
            group = found(await firms.rename_group(tx, firm_id, group_id, sent.name))
        await record_action(tx, ctx, "group.renamed", subject=group_id, new={"name": sent.name})
        return GroupView.model_validate(group)


@router.get("/audit", operation_id="firmAudit")
async def firm_audit(firm_id: UUID, ctx: WritingFirm, search: Searched) -> Page[AuditEntry]:
    """Who did what in the firm and for its clients, newest first."""
    return await page_of(ctx, search, firm_id=firm_id)
