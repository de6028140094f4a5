"""The AsyncAPI 3.0 document: the topics, their messages, and which services publish and receive them."""

import sys
from collections.abc import Iterable, Iterator
from inspect import getdoc
from typing import Any, Protocol

from contracts.envelope import CONTENT_TYPE
from contracts.registry import Event, Registry, Topic

Json = dict[str, Any]

_KAFKA_BINDING = "0.5.0"
_SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12"


class Registrations(Protocol):
    """What a service has registered: the events that it publishes and those that it handles."""

    @property
    def deployed_name(self) -> str: ...
    @property
    def publishes(self) -> Iterable[type[Event]]: ...
    @property
    def handlers(self) -> Iterable[type[Event]]: ...


def asyncapi(registry: Registry, services: Iterable[Registrations] = ()) -> Json:
    """The whole document; without services it has no operations."""
    events = [cls for versions in registry.versions.values() for cls in versions.values()]
    document: Json = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Serein events",
            "version": "1",
            "description": "Generated from contracts/. Versions are those of each event, in its type.",
            "license": {"name": "AGPL-3.0-or-later"},
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {
            topic.name: _channel(topic, [cls for cls in events if cls.topic == topic])
            for topic in registry.topics.values()
        },
        "components": {"messages": {cls.type(): _message(cls) for cls in events}},
    }
    operations = dict(pair for service in services for pair in _operations(registry, service))
    return document | ({"operations": operations} if operations else {})


def _channel(topic: Topic, events: list[type[Event]]) -> Json:
    return {
        "address": topic.name,
        "description": _first_line(sys.modules[events[0].__module__].__doc__),
        "messages": {cls.type(): {"$ref": f"#/components/messages/{cls.type()}"} for cls in events},
        "bindings": {
            "kafka": {
                "partitions": topic.partitions,
                "topicConfiguration": {"cleanup.policy": ["compact" if topic.compacted else "delete"]},
                "bindingVersion": _KAFKA_BINDING,
            }
        },
        "x-key": topic.key,
    }


def _message(cls: type[Event]) -> Json:
    """The envelope with this type and data, and the field that is the Kafka key."""
    return {
        "name": cls.type(),
        "title": cls.__name__,
        "summary": _first_line(getdoc(cls)),
        "contentType": CONTENT_TYPE,
        "payload": {
            "schemaFormat": _SCHEMA_FORMAT,
            "schema": {
                "allOf": [{"$ref": "./schemas/envelope.json"}],
                "properties": {
                    "type": {"const": cls.type()},
                    "data": {"$ref": f"./schemas/{cls.type()}.json"},
                },
                "required": ["data"],
            },
        },
        "bindings": {
            "kafka": {
                "key": {"type": "string", "description": f"The event's {cls.topic.key}."},
                "bindingVersion": _KAFKA_BINDING,
            }
        },
    }


def _operations(registry: Registry, service: Registrations) -> Iterator[tuple[str, Json]]:
    """One operation per topic and direction. A receiver of an event reads all its versions, old ones upcast."""
    heard = [cls for event in service.handlers for cls in registry.versions[event.event_name].values()]
    for action, events in (("send", list(service.publishes)), ("receive", heard)):
        for topic in sorted({cls.topic.name for cls in events}):
            types = sorted(cls.type() for cls in events if cls.topic.name == topic)
            yield (
                f"{service.deployed_name}.{action}.{topic}",
                {
                    "action": action,
                    "channel": {"$ref": f"#/channels/{topic}"},
                    "messages": [{"$ref": f"#/channels/{topic}/messages/{type_}"} for type_ in types],
                    "summary": f"{service.deployed_name} {'says' if action == 'send' else 'hears'} {', '.join(types)}",
                },
            )


def _first_line(text: str | None) -> str:
    return (text or "").strip().partition("\n")[0]
