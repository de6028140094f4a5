"""Topic `firm`, compacted, keyed by firm: the accounting office and what it allows its clients."""

from uuid import UUID

from contracts.events.client import Release
from contracts.registry import Event, Topic, event
from contracts.values import Language

FIRM = Topic("firm", key="firm_id", partitions=3, compacted=True)


@event("firm.configured", version=1, topic=FIRM)
class FirmConfiguredV1(Event):
    """All settings of a firm; `channels` are the names of the connectors enabled for its clients."""

    firm_id: UUID
    active: bool = True
    name: str
    language: Language = "fr"
    channels: tuple[str, ...] = ("email", "sftp", "folder")
    release: Release = Release()


FirmConfigured = FirmConfiguredV1
