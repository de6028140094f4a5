"""Topic `audit`, keyed by entry: what users, operators and services did, for the audit trail that directory keeps."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.registry import Event, Topic, event
from contracts.values import Code, Name, Text

AUDIT = Topic("audit", key="entry_id", partitions=3)

Values = Annotated[dict[Code, Text], Field(max_length=50)]
"""Values by name, as texts; never a secret."""


@event("audit.recorded", version=1, topic=AUDIT)
class AuditRecordedV1(Event):
    """Something was done that must be found again: by whom, to what, from where, and what it was before and is now.

    `actor` is the kind of who did it: `user`, `operator` (on the command line) or a service. `subject_id` is what it
    was done to. Without `firm_id` the entry belongs to the firm of the client; without either to the platform.
    """

    entry_id: UUID
    at: AwareDatetime
    actor: Code
    user_id: UUID | None = None
    firm_id: UUID | None = None
    client_id: UUID | None = None
    action: Code
    subject_id: UUID | None = None
    address: Name | None = None
    old: Values = {}
    new: Values = {}


AuditRecorded = AuditRecordedV1
