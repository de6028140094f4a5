"""Contracts of a postman, so that the machinery is tried without touching the real catalogue; and the examples."""

import json
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from contracts import generate
from contracts.registry import Event, Registry, Topic

Json = dict[str, Any]

CLIENT = UUID("019bb1c1-6440-723f-a603-f61dc036b5c5")
PARCEL = Topic("parcel", key="client_id", partitions=2)


class ParcelSentV1(Event):
    """A parcel left."""

    event_name, version, topic = "parcel.sent", 1, PARCEL

    client_id: UUID
    to: str


class ParcelSentV2(Event):
    """A parcel left. V2: street and town apart."""

    event_name, version, topic = "parcel.sent", 2, PARCEL

    client_id: UUID
    street: str
    town: str

    @classmethod
    def upcast(cls, old: ParcelSentV1) -> Self:
        street, _, town = old.to.partition(", ")
        return cls(client_id=old.client_id, street=street, town=town)


class ParcelSentV3(Event):
    """A parcel left. V3: the town in capitals, as the sorting machine wants it."""

    event_name, version, topic = "parcel.sent", 3, PARCEL

    client_id: UUID
    street: str
    sorting_town: str

    @classmethod
    def upcast(cls, old: ParcelSentV2) -> Self:
        return cls(client_id=old.client_id, street=old.street, sorting_town=old.town.upper())


def registry_of(*versions: type[Event]) -> Registry:
    """A registry of its own for these versions."""
    registry = Registry()
    for cls in versions:
        registry.add(cls)
    return registry


def every_version(registry: Registry) -> list[type[Event]]:
    """All classes of a registry, each event from its oldest version to its newest."""
    return [versions[number] for versions in registry.versions.values() for number in sorted(versions)]


def example(type_: str) -> Json:
    """The example that is checked in for this type: the data, or the whole record for `envelope`."""
    return read_json(generate.HERE / "examples" / f"{type_}.json")


def checked_in_schema(type_: str) -> Json:
    """The schema that is checked in for this type."""
    return read_json(generate.HERE / "schemas" / f"{type_}.json")


def read_json(path: Path) -> Json:
    """A JSON object from a file."""
    return dict(json.loads(path.read_text("utf-8")))
