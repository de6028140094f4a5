"""The events of the toy service, on their own topic; no service of the product handles them."""

from typing import Self
from uuid import UUID

from contracts.registry import Event, Topic, event

TOY = Topic("toy", key="client_id", partitions=4)
PARTS = Topic("toy-parts", key="part_id", partitions=4)


@event("toy.counted", version=1, topic=TOY)
class Counted(Event):
    """Something was counted; `behaviour` tells the handler how to fail."""

    client_id: UUID
    number: int
    behaviour: str = "calm"


@event("toy.answered", version=1, topic=TOY)
class Answered(Event):
    """The toy service has counted a number."""

    client_id: UUID
    number: int
    said: str = ""


@event("toy.measured", version=1, topic=TOY)
class MeasuredV1(Event):
    """Something was measured, in metres."""

    client_id: UUID
    metres: int


@event("toy.measured", version=2, topic=TOY)
class MeasuredV2(Event):
    """Something was measured. V2: in millimetres."""

    client_id: UUID
    millimetres: int

    @classmethod
    def upcast(cls, old: MeasuredV1) -> Self:
        """The same length."""
        return cls(client_id=old.client_id, millimetres=old.metres * 1000)


Measured = MeasuredV2


@event("toy.weighed", version=1, topic=PARTS)
class Weighed(Event):
    """One part of many was weighed: the order is kept per part, not per client."""

    client_id: UUID
    part_id: UUID
