"""The toy's own events; they are on a topic of their own and no service of the product hears them."""

from uuid import UUID

from contracts.registry import Event, Topic, event

TOY = Topic("toy", key="client_id", partitions=4)


@event("toy.counted", version=1, topic=TOY)
class Counted(Event):
    """Something was counted; `mood` tells the handler how to behave."""

    client_id: UUID
    number: int
    mood: str = "calm"


@event("toy.answered", version=1, topic=TOY)
class Answered(Event):
    """The toy has counted it."""

    client_id: UUID
    number: int
