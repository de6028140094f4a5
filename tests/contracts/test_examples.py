"""Every version of every event has an example that any reader, ours or not, can take in."""

import copy
import json

import pytest
from jsonschema import Draft202012Validator, ValidationError

from contracts import generate
from contracts.catalogue import CATALOGUE
from contracts.envelope import Envelope
from contracts.registry import Event
from tests.contracts.builders import checked_in_schema, every_version, example

EVENTS = pytest.mark.parametrize("cls", every_version(CATALOGUE), ids=lambda cls: cls.type())


def schema_of(type_: str) -> Draft202012Validator:
    return Draft202012Validator(checked_in_schema(type_), format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_there_is_an_example_for_each_version_and_none_without() -> None:
    wanted = {cls.type() for cls in every_version(CATALOGUE)} | {"envelope"}

    assert {path.stem for path in (generate.HERE / "examples").iterdir()} == wanted


@EVENTS
def test_an_example_becomes_the_newest_version(cls: type[Event]) -> None:
    event = CATALOGUE.parse(cls.type(), example(cls.type()))

    assert type(event) is CATALOGUE.newest(cls.event_name)


@EVENTS
def test_an_example_goes_out_as_it_came_in(cls: type[Event]) -> None:
    event = cls.model_validate(example(cls.type()))

    assert event.model_dump(mode="json", exclude_unset=True) == example(cls.type())
    assert cls.model_validate_json(event.model_dump_json()) == event


@EVENTS
def test_an_example_and_what_we_write_ourselves_follow_the_schema(cls: type[Event]) -> None:
    event = cls.model_validate(example(cls.type()))

    schema_of(cls.type()).validate(example(cls.type()))
    schema_of(cls.type()).validate(event.model_dump(mode="json"))


@EVENTS
def test_an_unknown_extra_field_is_ignored(cls: type[Event]) -> None:
    data = example(cls.type())

    event = CATALOGUE.parse(cls.type(), {**data, "invented_next_year": {"by": ["a", "new", "producer"]}})

    assert event == CATALOGUE.parse(cls.type(), data)


def test_an_unknown_extra_field_is_ignored_inside_parts_too() -> None:
    data = example("document.extracted.v1")
    richer = copy.deepcopy(data)
    richer["fields"]["seller"]["legal_form"] = "SA"
    richer["fields"]["number"]["engine"] = "next"
    richer["fields"]["lines"][0]["colour"] = "grey"

    event = CATALOGUE.parse("document.extracted.v1", richer)

    assert event == CATALOGUE.parse("document.extracted.v1", data)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("amount", -765.45),
        ("currency", "euro"),
        ("kind", "gift"),
        ("client_id", "BODS01"),
        ("booking_date", "11/03/2026"),
    ],
)
def test_the_schema_refuses_what_the_contract_refuses(field: str, wrong: object) -> None:
    spoiled = {**example("bank.transaction_booked.v1"), field: wrong}

    with pytest.raises(ValidationError):
        schema_of("bank.transaction_booked.v1").validate(spoiled)


def test_the_example_of_a_record_is_an_envelope_with_its_event() -> None:
    record = example("envelope")

    envelope = Envelope.parse(json.dumps(record).encode())

    assert envelope.event() == CATALOGUE.parse("document.received.v1", example("document.received.v1"))
    assert json.loads(envelope.encode()) == record
    schema_of("envelope").validate(record)


@pytest.mark.parametrize("type_", ["document.extracted.v1", "document.released.v1"])
def test_what_was_said_before_discounts_were_told_has_none(type_: str) -> None:
    data = example(type_)

    event = CATALOGUE.parse(type_, data)

    assert "allowances" not in data["fields"]
    assert event.model_dump(mode="json")["fields"]["allowances"] == []
    assert {line["origin"] for line in event.model_dump(mode="json")["fields"]["lines"]} == {"text"}
