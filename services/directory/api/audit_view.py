"""One line of who changed what."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel


class AuditEntry(BaseModel):
    """Who did what to whom, when."""

    audit_id: UUID
    at: datetime
    user_id: UUID | None
    action: str
    subject_id: UUID | None
    detail: dict[str, Any]


def entry_of(row: Any) -> AuditEntry:
    """A row of the audit as it is shown."""
    return AuditEntry(**row._mapping)
