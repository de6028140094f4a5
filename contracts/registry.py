"""The registry of events: names, versions, topics, and how an old version becomes the newest.

A version is immutable once released. In place one may change a description or add an optional field with a default;
everything else is a new class with `upcast` from the version before (`contracts/guard.py` refuses the rest).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

EventClass = TypeVar("EventClass", bound=type["Event"])


class ContractError(Exception):
    """An event or envelope does not follow its contract."""


class UnknownType(ContractError):
    """No version of this event is known here: it is for other services and is skipped."""


class UnknownVersion(ContractError):
    """The event is known, but not this version: the producer was deployed before us, so it must wait."""


class Malformed(ContractError):
    """Bytes or fields break the contract; another attempt cannot help."""


@dataclass(frozen=True)
class Topic:
    """A Kafka topic. `key` is the event field that decides the partition; order holds for each of its values."""

    name: str
    key: str
    partitions: int = 6
    compacted: bool = False


class Event(BaseModel):
    """A fact in the past tense. Unknown fields are ignored, so that newer producers do not break older readers."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    event_name: ClassVar[str]
    version: ClassVar[int]
    topic: ClassVar[Topic]

    @classmethod
    def type(cls) -> str:
        """The CloudEvents type, which carries the version: `document.received.v1`."""
        return f"{cls.event_name}.v{cls.version}"

    @property
    def key(self) -> str:
        """The Kafka key as text."""
        return str(getattr(self, self.topic.key))

    @property
    def tenant(self) -> UUID | None:
        """The client company of this fact; None only for facts about an accounting firm."""
        return getattr(self, "client_id", None)

    @classmethod
    def upcast(cls, old: Any) -> Self:
        """Build this version from the one before; every version above 1 defines it."""
        raise ContractError(f"{cls.type()} has no upcast from {type(old).__name__}")


@dataclass
class Registry:
    """All versions of all events by name, and the topics they travel on."""

    versions: dict[str, dict[int, type[Event]]] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)

    def add(self, cls: type[Event]) -> None:
        """Register one version. Raises ContractError for a second class of it, or another shape of its topic."""
        known = self.versions.setdefault(cls.event_name, {})
        if cls.version in known:
            raise ContractError(
                f"{cls.type()} is declared twice: {known[cls.version].__qualname__}, {cls.__qualname__}"
            )
        if self.topics.setdefault(cls.topic.name, cls.topic) != cls.topic:
            raise ContractError(f"topic {cls.topic.name} is declared with two shapes")
        known[cls.version] = cls

    def newest(self, name: str) -> type[Event]:
        """The version that code is written for."""
        return self.versions[name][max(self.versions[name])]

    def parse(self, type_: str, data: Any) -> Event:
        """Read `data` in the version it was written in, and upcast it step by step to the newest."""
        name, _, number = type_.rpartition(".v")
        if name not in self.versions:
            raise UnknownType(type_)
        versions = self.versions[name]
        if number not in map(str, versions):
            raise UnknownVersion(type_)
        try:
            event = versions[int(number)].model_validate(data)
        except ValidationError as error:
            raise Malformed(f"{type_}: {error.error_count()} fields: {_places(error)}") from error
        for step in sorted(v for v in versions if v > int(number)):
            event = versions[step].upcast(event)
        return event


def _places(error: ValidationError) -> str:
    """Where a contract is broken, without the values, which may be personal data."""
    return "; ".join(".".join(map(str, e["loc"])) + " " + e["type"] for e in error.errors()[:5])


REGISTRY = Registry()


def event(name: str, *, version: int, topic: Topic) -> Callable[[EventClass], EventClass]:
    """Declare a class as one version of an event."""

    def declare(cls: EventClass) -> EventClass:
        cls.event_name, cls.version, cls.topic = name, version, topic
        REGISTRY.add(cls)
        return cls

    return declare
