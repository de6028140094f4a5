"""One line of who changed what."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from libs.service_kit import Problem


class AuditEntry(BaseModel):
    """Who did what to whom, when."""

    audit_id: UUID
    at: datetime
    user_id: UUID | None
    action: str
    subject_id: UUID | None
    detail: dict[str, Any]


def entry_mark(position: list[str] | None) -> UUID | None:
    """Where a page goes on."""
    try:
        return UUID(position[0]) if position else None
    except ValueError as error:
        raise Problem(400, "bad_cursor") from error
