"""One entry of the audit trail, and how entries are searched."""

from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict

from contracts.day import Day, belgian_instant
from libs.outside_text import Text
from libs.service_kit import Context
from libs.service_kit.paging import Cursor, Limit, Listed, Page, instant, position_of
from services.directory.queries import audit
from services.directory.queries.audit import Wanted
from services.directory.service import Deps


class AuditEntry(BaseModel):
    """Who did what to what, when, from where. `actor` is `user`, `operator` (command line) or a service."""

    model_config = ConfigDict(from_attributes=True)

    audit_id: UUID
    at: datetime
    actor: str
    user_id: UUID | None
    client_id: UUID | None
    action: Annotated[str, Text(100)] | None = None
    subject_id: UUID | None
    address: str | None
    old: dict[str, Any]
    new: dict[str, Any]
    detail: dict[str, Any]


class Search(BaseModel):
    """Which entries: of this user, with this action, from day `since` to day `until`, as days are in Belgium."""

    model_config = ConfigDict(extra="forbid")

    user_id: UUID | None = None
    action: Annotated[str, Text(100)] | None = None
    since: Day | None = None
    until: Day | None = None
    cursor: Cursor = None
    limit: Limit = 50


Searched = Annotated[Search, Query()]


async def page_of(
    ctx: Context[Deps], search: Search, *, firm_id: UUID | None = None, client_id: UUID | None = None
) -> Page[AuditEntry]:
    """The entries of a client, of a firm with its clients, or of the platform; newest first."""
    listed = Listed("audit", client_id or firm_id)
    before = position_of(listed, search.cursor, instant, UUID)
    since = belgian_instant(search.since) if search.since else None
    until = belgian_instant(search.until + timedelta(days=1)) if search.until else None
    wanted = Wanted(firm_id, client_id, search.user_id, search.action, since, until)
    async with ctx.read(all_tenants=client_id is None) as tx:
        rows = await audit.entries_before(tx, wanted, before, search.limit + 1)
    return Page.of(listed, rows, search.limit, AuditEntry.model_validate, lambda row: (row.at, row.audit_id))
