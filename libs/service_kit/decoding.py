"""From the bytes of a record to an event and its handler, or to the reason why there is none."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from contracts.catalogue import REGISTRY
from contracts.envelope import Envelope
from contracts.registry import Event, Malformed, UnknownType, UnknownVersion
from libs.service_kit.service import Handling, Service

_TYPE = b'"type":"'


@dataclass(frozen=True)
class Decoded:
    """A decoded record: an event with its handler, or the reason why there is none."""

    raw: bytes
    topic: str
    envelope: Envelope | None = None
    event: Event | None = None
    handling: Handling | None = None
    outcome: str | None = None
    reason: str = ""

    @property
    def is_outside(self) -> bool:
        """Whether its handler works long outside the database."""
        return self.handling is not None and self.handling.outside

    @property
    def client(self) -> UUID | None:
        """The client that it is of."""
        return self.envelope.client if self.envelope is not None else None

    @property
    def line(self) -> object:
        """What it is in order with: its client or, where its handler works outside, its own key."""
        if self.event is not None and self.is_outside:
            return (self.topic, self.event.key)
        return self.client


class Decoder:
    """Decodes the records of one service."""

    def __init__(self, service: Service[Any]) -> None:
        self._service = service
        self._heard = {cls.event_name for cls in service.heard}
        self._types = {
            cls.type(): cls.event_name in self._heard
            for versions in REGISTRY.versions.values()
            for cls in versions.values()
        }

    def decode(self, raw: bytes, topic: str) -> Decoded:
        """The event in a record, and its handler."""
        if not raw:
            return Decoded(raw, topic, outcome="skipped", reason="empty")
        if not self._may_be_ours(raw):
            return Decoded(raw, topic, outcome="skipped", reason="another service's")
        envelope = None
        try:
            envelope = Envelope.parse(raw)
            event = envelope.event()
        except UnknownType as error:
            return Decoded(raw, topic, envelope, outcome="skipped", reason=str(error))
        except UnknownVersion as error:
            heard = str(error).rpartition(".v")[0] in self._heard
            return Decoded(raw, topic, envelope, outcome="waiting" if heard else "skipped", reason=f"unknown {error}")
        except Malformed as error:
            return Decoded(raw, topic, envelope, outcome="dead", reason=str(error))
        handling = self._service.hears(event)
        return Decoded(raw, topic, envelope, event, handling, outcome=None if handling else "skipped")

    def _may_be_ours(self, raw: bytes) -> bool:
        """False for an event of a type that is known and not heard here, told from its first bytes.

        Every other record is read: garbage becomes a dead letter.
        """
        start = raw.find(_TYPE, 0, 400)
        if start < 0:
            return True
        start += len(_TYPE)
        end = raw.find(b'"', start, start + 100)
        return end < 0 or self._types.get(raw[start:end].decode("utf-8", "replace"), True)
