"""What is checked in says what the classes say, and a released version cannot be overwritten with a breaking one."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator
from pydantic import StringConstraints

from contracts import generate
from contracts.catalogue import CATALOGUE
from contracts.fields import Read
from contracts.registry import Event, Registry
from contracts.values import Iban
from tests.contracts.builders import (
    PARCEL,
    ParcelSentV1,
    ParcelSentV2,
    checked_in_schema,
    every_version,
    read_json,
    registry_of,
)


class ParcelSentWithoutPlace(Event):
    """The same version as the postman's first, but a field is missing: a break."""

    event_name, version, topic = "parcel.sent", 1, PARCEL

    client_id: UUID


class ParcelReadV1(Event):
    """Two values of one type under different rules, read from the label."""

    event_name, version, topic = "parcel.read", 1, PARCEL

    client_id: UUID
    to: Read[str]
    iban: Read[Iban]
    barcode: Read[Annotated[str, StringConstraints(min_length=12)]]


class ParcelSentWithCare(ParcelSentV1):
    """The same version with an optional field more: allowed."""

    fragile: bool = False


def written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")}


def test_the_checked_in_files_are_fresh() -> None:
    assert generate.stale(generate.documents()) == []


def test_nothing_that_was_released_is_broken() -> None:
    assert generate.refusals(generate.documents()) == []


def test_there_is_no_schema_without_a_class() -> None:
    wanted = {cls.type() for cls in every_version(CATALOGUE)} | {"envelope"}

    assert {path.stem for path in (generate.HERE / "schemas").iterdir()} == wanted


@pytest.mark.parametrize("type_", [*(cls.type() for cls in every_version(CATALOGUE)), "envelope"])
def test_a_schema_is_valid_and_says_that_it_is_generated(type_: str) -> None:
    schema = checked_in_schema(type_)

    Draft202012Validator.check_schema(schema)
    assert next(iter(schema)) == "$comment"
    assert "Generated" in schema["$comment"]


def test_a_read_value_is_named_after_its_type_and_two_rules_never_share_a_name() -> None:
    schema = generate.event_schema(ParcelReadV1)

    names = {field: part["$ref"].rpartition("/")[2] for field, part in schema["properties"].items() if "$ref" in part}
    assert (names["to"], names["iban"]) == ("Read_string", "Read_Iban")
    assert "minLength" not in schema["$defs"]["Read_string"]["properties"]["value"]
    assert schema["$defs"][names["barcode"]]["properties"]["value"]["minLength"] == 12


@pytest.mark.parametrize("cls", every_version(CATALOGUE), ids=lambda cls: cls.type())
def test_no_definition_has_a_name_made_up_by_a_library(cls: type[Event]) -> None:
    made_up = [name for name in checked_in_schema(cls.type()).get("$defs", {}) if "__" in name or "Annotated" in name]

    assert made_up == []


def test_the_same_contracts_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, registry in (
        (one, registry_of(ParcelSentV1, ParcelSentV2)),
        (two, registry_of(ParcelSentV2, ParcelSentV1)),
    ):
        folder.mkdir()
        generate.main([], registry=registry, folder=folder)

    assert written(one) == written(two)
    assert len(written(one)) == 4


def test_a_fresh_folder_passes_the_check_and_a_missing_file_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry = registry_of(ParcelSentV1)
    generate.main([], registry=registry, folder=tmp_path)
    fresh = generate.main(["--check"], registry=registry, folder=tmp_path)
    (tmp_path / "asyncapi.json").unlink()
    capsys.readouterr()

    missing = generate.main(["--check"], registry=registry, folder=tmp_path)

    assert (fresh, missing) == (0, 1)
    assert capsys.readouterr().err == "stale asyncapi.json\n"
    assert not (tmp_path / "asyncapi.json").exists()


def test_an_allowed_change_is_stale_until_it_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generate.main([], registry=registry_of(ParcelSentV1), folder=tmp_path)
    before = written(tmp_path)
    registry = registry_of(ParcelSentWithCare)
    capsys.readouterr()

    checked = generate.main(["--check"], registry=registry, folder=tmp_path)
    said, after_check = capsys.readouterr().err, written(tmp_path)
    wrote = generate.main([], registry=registry, folder=tmp_path)

    assert (checked, wrote) == (1, 0)
    assert "stale schemas/parcel.sent.v1.json" in said
    assert after_check == before
    assert "fragile" in read_json(tmp_path / "schemas" / "parcel.sent.v1.json")["properties"]


@pytest.mark.parametrize("arguments", [[], ["--check"]])
def test_a_breaking_overwrite_is_refused_and_names_event_version_and_field(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    generate.main([], registry=registry_of(ParcelSentV1), folder=tmp_path)
    before = written(tmp_path)
    capsys.readouterr()

    code = generate.main(arguments, registry=registry_of(ParcelSentWithoutPlace, ParcelSentV2), folder=tmp_path)

    assert code == 1
    assert "breaks parcel.sent.v1: to: field removed" in capsys.readouterr().err
    assert written(tmp_path) == before


def test_a_released_version_cannot_disappear(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generate.main([], registry=registry_of(ParcelSentV1), folder=tmp_path)
    before = written(tmp_path)

    code = generate.main([], registry=Registry(), folder=tmp_path)

    assert code == 1
    assert "parcel.sent.v1: no class declares it any more" in capsys.readouterr().err
    assert written(tmp_path) == before
