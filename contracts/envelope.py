"""The CloudEvents 1.0 envelope in structured JSON mode, as stored on Kafka.

Own attributes, in lower case as CloudEvents requires: `client` (the tenant), `correlation` (the first event of the
chain), `causation` (the event that led to this one), `traceparent` (W3C trace context).
"""

from datetime import UTC, datetime
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from contracts.ids import uuid7
from contracts.registry import REGISTRY, Event, Malformed

CONTENT_TYPE = "application/cloudevents+json"


class Envelope(BaseModel):
    """Who published what, when, for which client, and because of which event."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    specversion: Literal["1.0"] = "1.0"
    id: UUID
    type: str
    source: str
    time: AwareDatetime
    datacontenttype: Literal["application/json"] = "application/json"
    client: UUID | None = None
    correlation: UUID
    causation: UUID | None = None
    traceparent: str | None = None
    data: dict[str, Any] = Field(default_factory=dict)

    @classmethod
    def wrap(
        cls,
        event: Event,
        *,
        source: str,
        cause: "Envelope | None" = None,
        correlation: UUID | None = None,
        traceparent: str | None = None,
    ) -> Self:
        """The event in its envelope; the correlation is that of the cause, or the given one."""
        new = uuid7()
        return cls(
            id=new,
            type=event.type(),
            source=source,
            time=datetime.now(UTC),
            client=event.tenant,
            correlation=cause.correlation if cause else correlation or new,
            causation=cause.id if cause else None,
            traceparent=traceparent,
            data=event.model_dump(mode="json"),
        )

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Read the bytes of one Kafka record. Raises Malformed for anything that is not an envelope."""
        try:
            return cls.model_validate_json(raw)
        except ValidationError as error:
            first = error.errors()[0]
            raise Malformed(f"no CloudEvents envelope: {'.'.join(map(str, first['loc']))} {first['type']}") from error

    def event(self) -> Event:
        """The event, upcast to the newest version of its contract. Raises Malformed when it names another tenant."""
        event = REGISTRY.parse(self.type, self.data)
        if event.tenant != self.client:
            raise Malformed(f"{self.type} {self.id}: the envelope names another client than the event")
        return event

    def encode(self) -> bytes:
        """The bytes for Kafka."""
        return self.model_dump_json(exclude_none=True).encode()
