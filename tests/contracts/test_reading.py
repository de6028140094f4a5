"""Reading a record: what is taken, what is lifted to the newest version, and what is refused with which word."""

import json
from typing import Any

import pytest

from contracts.catalogue import CATALOGUE
from contracts.envelope import Envelope
from contracts.events.firm import FirmConfigured
from contracts.events.task import TaskClosed
from contracts.registry import ContractError, Malformed, UnknownType, UnknownVersion
from tests.contracts.builders import CLIENT, ParcelSentV1, ParcelSentV2, ParcelSentV3, example, registry_of


def task_closed() -> TaskClosed:
    return TaskClosed.model_validate(example("task.closed.v1"))


def record(**changes: Any) -> bytes:
    return json.dumps({**example("envelope"), **changes}).encode()


def without(attribute: str) -> bytes:
    return json.dumps({name: value for name, value in example("envelope").items() if name != attribute}).encode()


def test_what_is_wrapped_can_be_read_again() -> None:
    event = task_closed()
    sent = Envelope.wrap(event, source="serein/reconcile")

    received = Envelope.parse(sent.encode())

    assert received == sent
    assert received.event() == event
    assert received.client == event.client_id


def test_the_story_goes_on_from_its_cause() -> None:
    first = Envelope.wrap(task_closed(), source="serein/reconcile")

    second = Envelope.wrap(task_closed(), source="serein/directory", cause=first)

    assert (first.correlation, first.causation) == (first.id, None)
    assert (second.correlation, second.causation) == (first.id, first.id)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        without("id"),
        without("type"),
        without("correlation"),
        record(specversion="0.3"),
        record(id="7"),
        record(time="2026-03-02T08:14:05"),
        record(datacontenttype="application/xml"),
        record(data="document"),
        record(data=None),
        b"[" * 100_000,
    ],
    ids=lambda raw: repr(raw[:20]),
)
def test_bytes_that_are_no_envelope_are_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed, match="no CloudEvents envelope"):
        Envelope.parse(raw)


def test_an_envelope_without_the_fields_of_its_event_is_malformed_and_tells_no_values() -> None:
    envelope = Envelope.parse(record(data={"client_id": "Jan Peeters"}))

    with pytest.raises(Malformed, match=r"document\.received\.v1: .*client_id uuid_parsing") as refusal:
        envelope.event()
    assert "Peeters" not in str(refusal.value)


@pytest.mark.parametrize("client", ["019bb1c1-6440-723f-a603-000000000000", None])
def test_an_envelope_for_another_client_than_its_event_is_malformed(client: str | None) -> None:
    envelope = Envelope.parse(record(client=client))

    with pytest.raises(Malformed, match="another client"):
        envelope.event()


def test_a_fact_about_a_firm_belongs_to_no_client() -> None:
    event = FirmConfigured.model_validate(example("firm.configured.v1"))
    envelope = Envelope.wrap(event, source="serein/directory")

    assert envelope.client is None
    assert envelope.event() == event
    with pytest.raises(Malformed, match="another client"):
        envelope.model_copy(update={"client": CLIENT}).event()


@pytest.mark.parametrize("type_", ["document.forgotten.v1", "document.received", "received.v1", "", "v1", ".v1"])
def test_an_event_that_nobody_here_knows_is_an_unknown_type(type_: str) -> None:
    with pytest.raises(UnknownType):
        Envelope.parse(record(type=type_)).event()


@pytest.mark.parametrize("version", ["2", "0", "-1", "", "one", "01", "²", "9" * 5000])
def test_a_version_of_a_later_release_is_an_unknown_version(version: str) -> None:
    with pytest.raises(UnknownVersion):
        Envelope.parse(record(type=f"document.received.v{version}")).event()


@pytest.mark.parametrize(
    "amount", [12.5, 12.0, True, "12.345", "12,50", "twelve", "", "NaN", "Infinity", "1e15", None, []]
)
def test_a_float_is_never_money(amount: object) -> None:
    data = {**example("bank.transaction_booked.v1"), "amount": amount}

    with pytest.raises(Malformed, match="amount"):
        CATALOGUE.parse("bank.transaction_booked.v1", data)


@pytest.mark.parametrize(
    ("type_", "data"),
    [
        ("parcel.sent.v1", {"to": "Rue des Tanneurs 27, Namur"}),
        ("parcel.sent.v2", {"street": "Rue des Tanneurs 27", "town": "Namur"}),
        ("parcel.sent.v3", {"street": "Rue des Tanneurs 27", "sorting_town": "NAMUR"}),
    ],
)
def test_an_old_version_is_lifted_step_by_step_to_the_newest(type_: str, data: dict[str, str]) -> None:
    registry = registry_of(ParcelSentV3, ParcelSentV1, ParcelSentV2)

    event = registry.parse(type_, {"client_id": str(CLIENT), **data})

    assert event == ParcelSentV3(client_id=CLIENT, street="Rue des Tanneurs 27", sorting_town="NAMUR")


def test_a_version_without_upcast_is_a_mistake_that_says_so() -> None:
    class ParcelSentAgain(ParcelSentV1):
        version = 2

    registry = registry_of(ParcelSentV1, ParcelSentAgain)

    with pytest.raises(ContractError, match=r"parcel\.sent\.v2 has no upcast"):
        registry.parse("parcel.sent.v1", {"client_id": str(CLIENT), "to": "Namur"})
