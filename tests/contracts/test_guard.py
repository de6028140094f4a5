"""The guard refuses every change that one of two neighbouring releases would stumble over, wherever it stands."""

import copy
from collections.abc import Callable

import pytest

from contracts.catalogue import CATALOGUE
from contracts.generate import event_schema
from contracts.guard import breaking_changes
from tests.contracts.builders import Json, every_version

Mutation = Callable[[Json], object]
Wrapping = Callable[[Json], Json]


def line() -> Json:
    """A definition with one field of each sort."""
    return {
        "title": "Line",
        "type": "object",
        "properties": {
            "amount": {"type": "string", "pattern": r"^\d+$"},
            "account": {"type": "string", "format": "iban"},
            "share": {"type": "number", "minimum": 0},
            "kind": {"type": "string", "enum": ["goods", "service"]},
            "unit": {"type": "string", "default": "C62"},
            "note": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None},
            "tags": {"type": "array", "items": {"type": "string"}, "default": []},
        },
        "required": ["amount", "account", "share", "kind"],
    }


def behind_a_reference(field: Json) -> Wrapping:
    def wrap(definition: Json) -> Json:
        return {"type": "object", "properties": {"lines": field}, "$defs": {"Line": definition}}

    return wrap


REFERENCE = {"$ref": "#/$defs/Line"}
PLACES: dict[str, Wrapping] = {
    "": lambda definition: definition,
    "lines.": behind_a_reference(REFERENCE),
    "lines[].": behind_a_reference({"type": "array", "items": REFERENCE}),
    "lines.*.": behind_a_reference({"type": "object", "additionalProperties": REFERENCE}),
    "lines.anyOf[0].": behind_a_reference({"anyOf": [REFERENCE, {"type": "string"}]}),
    "lines[][].": behind_a_reference(
        {"anyOf": [{"type": "array", "items": {"type": "array", "items": REFERENCE}}, {"type": "null"}]}
    ),
}

BREAKS: dict[str, tuple[Mutation, str, str]] = {
    "a field is removed": (lambda s: s["properties"].pop("unit"), "unit", "removed"),
    "a required field is removed": (
        lambda s: (s["properties"].pop("amount"), s["required"].remove("amount")),
        "amount",
        "removed",
    ),
    "a field is renamed": (
        lambda s: s["properties"].update(remark=s["properties"].pop("note")),
        "note",
        "renamed to remark",
    ),
    "a type is changed": (lambda s: s["properties"]["share"].update(type="string"), "share", '"number" -> "string"'),
    "the type inside a list is changed": (
        lambda s: s["properties"]["tags"]["items"].update(type="integer"),
        "tags[]",
        "type",
    ),
    "a format is changed": (lambda s: s["properties"]["account"].update(format="uuid"), "account", "format"),
    "a format is dropped": (lambda s: s["properties"]["account"].pop("format"), "account", '"iban" -> absent'),
    "a required field becomes optional": (
        lambda s: (s["required"].remove("kind"), s["properties"]["kind"].update(default="goods")),
        "kind",
        "required field became optional",
    ),
    "an optional field becomes required": (
        lambda s: (s["required"].append("unit"), s["properties"]["unit"].pop("default")),
        "unit",
        "optional field became required",
    ),
    "a new field is required": (
        lambda s: (s["properties"].update(vat={"type": "string"}), s["required"].append("vat")),
        "vat",
        "new required field",
    ),
    "a new field has no default": (
        lambda s: s["properties"].update(vat={"type": "string"}),
        "vat",
        "without a default",
    ),
    "a choice is added": (lambda s: s["properties"]["kind"]["enum"].append("rent"), "kind", "'rent' added"),
    "a choice is removed": (lambda s: s["properties"]["kind"]["enum"].remove("goods"), "kind", "'goods' removed"),
    "choices become free": (lambda s: s["properties"]["kind"].pop("enum"), "kind", "enum"),
    "a pattern is tightened": (lambda s: s["properties"]["amount"].update(pattern=r"^\d$"), "amount", "pattern"),
    "a pattern is dropped": (lambda s: s["properties"]["amount"].pop("pattern"), "amount", "-> absent"),
    "a limit is tightened": (lambda s: s["properties"]["share"].update(minimum=1), "share", "minimum 0 -> 1"),
    "a limit is loosened": (lambda s: s["properties"]["share"].update(minimum=-1), "share", "minimum 0 -> -1"),
    "a limit is added": (lambda s: s["properties"]["tags"].update(maxItems=3), "tags", "maxItems absent -> 3"),
    "a default is removed": (lambda s: s["properties"]["unit"].pop("default"), "unit", 'default "C62" -> absent'),
    "a default is changed": (lambda s: s["properties"]["unit"].update(default="MTR"), "unit", "default"),
    "null is allowed": (
        lambda s: s["properties"].update(unit={"anyOf": [{"type": "string"}, {"type": "null"}], "default": "C62"}),
        "unit",
        "null allowed",
    ),
    "null is no longer allowed": (
        lambda s: s["properties"].update(note={"type": "string", "default": None}),
        "note",
        "null allowed",
    ),
    "unknown fields are refused": (lambda s: s.update(additionalProperties=False), "", "additionalProperties"),
    "a keyword nobody thought of": (lambda s: s["properties"]["amount"].update(contentEncoding="base64"), "amount", ""),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("change", BREAKS)
def test_a_breaking_change_is_found_and_its_place_is_named(change: str, place: str) -> None:
    mutate, field, words = BREAKS[change]
    changed = line()
    mutate(changed)

    found = breaking_changes(PLACES[place](line()), PLACES[place](changed))

    assert [each.path for each in found if words in each.what] == [f"{place}{field}".rstrip(".") or "$"]


ALLOWED: dict[str, Mutation] = {
    "nothing": lambda _: None,
    "a description": lambda s: s["properties"]["amount"].update(description="Net of VAT.", examples=["12"]),
    "a title": lambda s: s.update(title="Row"),
    "an optional field with a default": lambda s: s["properties"].update(vat={"type": "string", "default": "21"}),
    "a field of the name of a keyword": lambda s: s["properties"].update(title={"type": "string", "default": ""}),
    "the order of choices": lambda s: s["properties"]["kind"]["enum"].reverse(),
    "a list of one choice": lambda s: s["properties"].update(how={"const": "post", "default": "post"}),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("change", ALLOWED)
def test_an_allowed_change_passes(change: str, place: str) -> None:
    changed = line()
    ALLOWED[change](changed)

    found = breaking_changes(PLACES[place](line()), PLACES[place](changed))

    assert found == []


def test_a_definition_may_get_another_name() -> None:
    old = {"properties": {"line": {"$ref": "#/$defs/Line"}}, "$defs": {"Line": line()}}
    new = {"properties": {"line": {"$ref": "#/$defs/Row"}}, "$defs": {"Row": line()}}

    assert breaking_changes(old, new) == []


def test_a_default_that_is_an_object_may_gain_a_new_optional_field() -> None:
    old_address = {"properties": {"country": {"type": "string", "default": "BE"}}}
    new_address = {"properties": {**old_address["properties"], "box": {"type": "string", "default": ""}}}

    old = {"properties": {"address": {**old_address, "default": {"country": "BE"}}}}
    new = {"properties": {"address": {**new_address, "default": {"country": "BE", "box": ""}}}}
    other = {"properties": {"address": {**new_address, "default": {"country": "LU", "box": ""}}}}

    assert breaking_changes(old, new) == []
    assert [change.path for change in breaking_changes(old, other)] == ["address"]


def test_a_definition_may_contain_itself() -> None:
    def tree(sort: str) -> Json:
        node = {
            "properties": {
                "sort": {"type": sort},
                "branches": {"type": "array", "items": {"$ref": "#/$defs/Node"}, "default": []},
            }
        }
        return {"$ref": "#/$defs/Node", "$defs": {"Node": node}}

    assert breaking_changes(tree("string"), tree("string")) == []
    assert [change.path for change in breaking_changes(tree("string"), tree("number"))] == ["sort"]


@pytest.mark.parametrize("topic_or_key", ["x-topic", "x-key"])
def test_an_event_stays_on_its_topic_and_under_its_key(topic_or_key: str) -> None:
    schema = event_schema(CATALOGUE.newest("task.opened"))

    found = breaking_changes(schema, {**schema, topic_or_key: "elsewhere"})

    assert [change.path for change in found] == ["$"]


@pytest.mark.parametrize("cls", every_version(CATALOGUE), ids=lambda cls: cls.type())
def test_no_field_of_a_real_contract_can_go_unnoticed(cls: type) -> None:
    schema = event_schema(cls)
    holders = {"": schema} | {name: part for name, part in schema.get("$defs", {}).items() if "properties" in part}
    unnoticed = []

    for holder, part in holders.items():
        for name in part["properties"]:
            changed = copy.deepcopy(schema)
            (changed["$defs"][holder] if holder else changed)["properties"].pop(name)
            if not breaking_changes(schema, changed):
                unnoticed.append(f"{holder}.{name}")

    assert unnoticed == []
