"""An event on its way out: its envelope and its bytes, which must fit into a Kafka message."""

from dataclasses import dataclass

from contracts.envelope import Envelope
from contracts.registry import Event

OVERHEAD = 2_000
"""Bytes of a Kafka record beside its value: key, headers, batch header; generously."""


class EventTooLarge(Exception):
    """An event does not fit into a Kafka message: the transaction that publishes it must not commit."""

    def __init__(self, type_: str, size: int, largest: int) -> None:
        super().__init__(f"{type_} has {size:,} bytes; a message may have {largest:,}")


@dataclass(frozen=True)
class Outgoing:
    """One row of the outbox."""

    topic: str
    key: str
    envelope: Envelope
    payload: str

    @classmethod
    def of(cls, event: Event, envelope: Envelope, largest: int) -> "Outgoing":
        """The event in its envelope, encoded. Raises EventTooLarge when it has more than `largest` bytes."""
        raw = envelope.encode()
        if len(raw) > largest - OVERHEAD:
            raise EventTooLarge(event.type(), len(raw), largest)
        return cls(event.topic.name, event.key, envelope, raw.decode())
