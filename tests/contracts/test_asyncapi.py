"""The AsyncAPI document has the shape that version 3.0 asks for, and tells what the registrations tell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from contracts import generate
from contracts.asyncapi import asyncapi
from contracts.catalogue import CATALOGUE
from contracts.registry import Event
from tests.contracts.builders import Json, ParcelSentV1, ParcelSentV2, every_version, read_json, registry_of

ROOT = {"asyncapi", "channels", "components", "defaultContentType", "id", "info", "operations", "servers"}
CHANNEL = {"address", "bindings", "description", "messages", "parameters", "servers", "summary", "tags", "title"}
MESSAGE = {"bindings", "contentType", "description", "examples", "headers", "name", "payload", "summary", "title"}
OPERATION = {"action", "bindings", "channel", "description", "messages", "summary", "title"}


@dataclass
class Postman:
    """A service as far as the document is concerned."""

    deployed_name: str = "post-man"
    publishes: list[type[Event]] = field(default_factory=list)
    handlers: dict[type[Event], str] = field(default_factory=dict)


def faults(document: Json) -> list[str]:
    """Where a document is not AsyncAPI 3.0: unknown words, missing ones, references that lead nowhere."""
    return [
        *([] if document.get("asyncapi") == "3.0.0" else ["not version 3.0.0"]),
        *(f"info without {word}" for word in ("title", "version") if not document.get("info", {}).get(word)),
        *unknown_words("document", document, ROOT),
        *(fault for name, part in document["channels"].items() for fault in unknown_words(name, part, CHANNEL)),
        *(fault for name, part in messages(document).items() for fault in unknown_words(name, part, MESSAGE)),
        *(fault for name, part in operations(document).items() for fault in operation_faults(name, part)),
        *(
            f"{reference} leads nowhere"
            for reference in references(document)
            if not leads_somewhere(document, reference)
        ),
    ]


def unknown_words(name: str, part: Json, known: set[str]) -> list[str]:
    return [f"{name} has {word}" for word in part if word not in known and not word.startswith("x-")]


def operation_faults(name: str, part: Json) -> Iterator[str]:
    yield from unknown_words(name, part, OPERATION)
    if part["action"] not in {"send", "receive"}:
        yield f"{name} neither sends nor receives"
    for message in part["messages"]:
        if not message["$ref"].startswith(f"{part['channel']['$ref']}/messages/"):
            yield f"{name} has a message of another channel"


def messages(document: Json) -> Json:
    return dict(document["components"]["messages"])


def operations(document: Json) -> Json:
    return dict(document.get("operations", {}))


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        yield from [part["$ref"]] if "$ref" in part else []
        for inner in part.values():
            yield from references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from references(inner)


def leads_somewhere(document: Json, reference: str) -> bool:
    if not reference.startswith("#/"):
        return (generate.HERE / reference).is_file()
    place: Any = document
    for step in reference.removeprefix("#/").split("/"):
        place = place.get(step, {}) if isinstance(place, dict) else {}
    return bool(place)


def test_the_checked_in_document_is_asyncapi() -> None:
    document = read_json(generate.HERE / "asyncapi.json")

    assert faults(document) == []
    assert next(iter(document)) == "x-generated"


def test_the_check_of_the_shape_can_fail() -> None:
    document = asyncapi(registry_of(ParcelSentV1), [Postman(publishes=[ParcelSentV1])])
    del document["components"]["messages"]["parcel.sent.v1"]["name"]
    document["components"]["messages"] = {"parcel.sent.v9": {"nmae": "parcel"}}
    document["operations"]["post-man.send.parcel"]["action"] = "shout"
    document["info"]["version"] = ""

    assert faults(document) == [
        "info without version",
        "parcel.sent.v9 has nmae",
        "post-man.send.parcel neither sends nor receives",
        "#/components/messages/parcel.sent.v1 leads nowhere",
    ]


def test_every_topic_is_a_channel_with_its_kafka_settings() -> None:
    document = asyncapi(CATALOGUE)

    assert document["channels"].keys() == CATALOGUE.topics.keys()
    for name, topic in CATALOGUE.topics.items():
        kafka = document["channels"][name]["bindings"]["kafka"]
        policy = ["compact"] if topic.compacted else ["delete"]
        assert document["channels"][name]["x-key"] == topic.key
        assert kafka["partitions"] == topic.partitions
        assert kafka["topicConfiguration"] == {"cleanup.policy": policy}


def test_every_version_of_an_event_is_a_message_on_its_topic() -> None:
    document = asyncapi(CATALOGUE)

    assert messages(document).keys() == {cls.type() for cls in every_version(CATALOGUE)}
    for cls in every_version(CATALOGUE):
        assert cls.type() in document["channels"][cls.topic.name]["messages"]
        assert messages(document)[cls.type()]["payload"]["schema"]["properties"]["type"] == {"const": cls.type()}


def test_without_services_nobody_says_or_hears_anything() -> None:
    assert "operations" not in asyncapi(CATALOGUE)


def test_a_service_sends_what_it_publishes_and_receives_all_versions_of_what_it_handles() -> None:
    registry = registry_of(ParcelSentV1, ParcelSentV2)
    sender = Postman("sorting-office", publishes=[ParcelSentV2])
    receiver = Postman("post-man", handlers={ParcelSentV2: "bring_it"})

    document = asyncapi(registry, [sender, receiver])

    channel = "#/channels/parcel"
    versions = [{"$ref": f"{channel}/messages/parcel.sent.v{number}"} for number in (1, 2)]
    sent, received = (document["operations"][f"{who}.parcel"] for who in ("sorting-office.send", "post-man.receive"))
    assert (sent["action"], sent["messages"]) == ("send", versions[1:])
    assert (received["action"], received["messages"]) == ("receive", versions)
    assert sent["channel"] == received["channel"] == {"$ref": channel}
