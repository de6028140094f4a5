"""One entry of the audit."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.directory.tables import Audit


class AuditEntry(BaseModel):
    """Who did what to whom, when."""

    model_config = ConfigDict(from_attributes=True)

    audit_id: UUID
    at: datetime
    user_id: UUID | None
    action: str
    subject_id: UUID | None
    detail: dict[str, Any]


def entry_of(entry: Audit) -> AuditEntry:
    """An entry as it is shown."""
    return AuditEntry.model_validate(entry)
