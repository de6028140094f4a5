"""Topic `firm`, compacted, keyed by firm: the accounting office and what it allows its clients."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, NonNegativeInt

from contracts.events.client import Release
from contracts.registry import Event, Topic, event
from contracts.values import Code, Language, Name

FIRM = Topic("firm", key="firm_id", partitions=3, compacted=True)


@event("firm.configured", version=1, topic=FIRM)
class FirmConfiguredV1(Event):
    """All settings of a firm; `channels` are the names of the connectors enabled for its clients.

    `revision` counts the snapshots of this firm: one with a smaller number than that of a snapshot before is ignored.
    """

    firm_id: UUID
    active: bool = True
    name: Name
    language: Language = "fr"
    channels: Annotated[tuple[Code, ...], Field(max_length=100)] = ("email", "sftp", "folder")
    release: Release = Release()
    revision: NonNegativeInt = 0


FirmConfigured = FirmConfiguredV1
