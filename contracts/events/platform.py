"""Topic `platform`: what the services tell each other about the topics themselves."""

from uuid import UUID

from pydantic import AwareDatetime, NonNegativeInt

from contracts.registry import Event, Topic, event
from contracts.values import Name

PLATFORM = Topic("platform", key="gap_id", partitions=1)


@event("platform.gap_found", version=1, topic=PLATFORM)
class GapFoundV1(Event):
    """A reader wants events that Kafka has deleted: every service publishes what it keeps of this topic again.

    `group` read `topic_name` up to `position`; the first record that is still there is `first`.
    """

    gap_id: UUID
    topic_name: Name
    partition: NonNegativeInt
    group: Name
    position: NonNegativeInt
    first: NonNegativeInt
    found_at: AwareDatetime


GapFound = GapFoundV1
