"""The bills of materials: what an image holds and nothing else, each part under a licence that may be there."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from cli.installation import SERVICES
from deploy import sbom
from deploy.licences import COMPATIBLE, LicenceUnknown, licence_of, not_compatible
from deploy.packages import EVERYTHING, PRODUCTION, ROOT, pinned_in
from tests.deploy.test_image import packages_of

LOCK = pinned_in(PRODUCTION.read_text("utf-8"))
CHECK = JsonStrictValidator(SchemaVersion.V1_6)
WHOLE = {(package.name, package.version) for package in LOCK}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The text of each bill of materials, by the name of what it describes."""
    paths = sbom.write_all(tmp_path_factory.mktemp("sbom"))
    return {path.name.removesuffix(".cdx.json"): path.read_text("utf-8") for path in paths}


def parts(text: str) -> set[tuple[str, str]]:
    """Name and version of each component."""
    bill: dict[str, Any] = json.loads(text)
    return {(part["name"], part["version"]) for part in bill["components"]}


def test_there_is_one_for_each_image_and_one_for_the_whole(written: Mapping[str, str]) -> None:
    assert set(written) == {"serein", *(f"serein-{service}" for service in SERVICES)}


@pytest.mark.parametrize("name", ["serein", "serein-ocr_extract"])
def test_it_keeps_to_the_schema(written: Mapping[str, str], name: str) -> None:
    assert CHECK.validate_str(written[name]) is None


def test_a_bill_that_does_not_keep_to_the_schema_would_be_noticed(written: Mapping[str, str]) -> None:
    broken = written["serein"].replace('"application"', '"a programme"')

    assert CHECK.validate_str(broken) is not None


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_is_described_by_what_is_installed_in_it(written: Mapping[str, str], service: str) -> None:
    described = parts(written[f"serein-{service}"])

    assert described <= WHOLE
    assert sorted(name for name, _ in described) == sorted(packages_of(service))


def test_the_whole_is_described_by_the_production_lock(written: Mapping[str, str]) -> None:
    assert parts(written["serein"]) == WHOLE


def test_each_part_has_the_hashes_of_the_lock(written: Mapping[str, str]) -> None:
    told = {
        (part["name"], part["version"]): {one["content"] for one in part["hashes"]}
        for part in json.loads(written["serein"])["components"]
    }

    assert told == {(package.name, package.version): set(package.hashes) for package in LOCK}


def test_the_same_lock_gives_the_same_bytes(written: Mapping[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "deploy.sbom", str(tmp_path)]

    subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "7"}, check=True, capture_output=True)

    assert {path.name.removesuffix(".cdx.json"): path.read_text("utf-8") for path in tmp_path.iterdir()} == written


def test_another_lock_gives_another_serial_number() -> None:
    project = {"version": "1", "license": "AGPL-3.0-or-later"}

    numbers = {json.loads(sbom.of_distribution(lock, project))["serialNumber"] for lock in (LOCK, LOCK[1:])}

    assert len(numbers) == 2


@pytest.mark.parametrize("package", sorted({package.name for package in LOCK}))
def test_what_is_shipped_may_be_part_of_a_work_under_the_agpl(package: str) -> None:
    assert not_compatible(licence_of(package)) == set()


@pytest.mark.parametrize(
    ("expression", "in_the_way"),
    [
        ("MIT", set()),
        ("GPL-2.0-only", {"GPL-2.0-only"}),
        ("EPL-2.0 OR GPL-2.0-or-later", set()),
        ("MIT AND EPL-2.0", {"EPL-2.0"}),
        ("LicenseRef-Proprietary", {"LicenseRef-Proprietary"}),
        ("(MIT OR EPL-2.0) AND SSPL-1.0", {"SSPL-1.0"}),
        ("(MIT AND SSPL-1.0) OR (MIT AND Zlib)", set()),
        ("GPL-2.0-only WITH Classpath-exception-2.0", {"GPL-2.0-only WITH Classpath-exception-2.0"}),
    ],
)
def test_of_alternatives_one_is_enough_and_of_others_all_must_be_allowed(expression: str, in_the_way: set[str]) -> None:
    assert not_compatible(expression) == in_the_way


def test_a_package_that_tells_no_licence_is_not_passed_over() -> None:
    with pytest.raises(LicenceUnknown, match="nowhere-to-be-found"):
        licence_of("nowhere-to-be-found")


def test_each_allowed_licence_has_a_reason_and_is_used() -> None:
    used = " ".join(licence_of(package.name) for package in LOCK)

    assert all(COMPATIBLE.values())
    assert {name for name in COMPATIBLE if name not in used and name != "AGPL-3.0-or-later"} == set()


def test_both_locks_are_read_whole() -> None:
    for lock in (PRODUCTION, EVERYTHING):
        text = lock.read_text("utf-8")
        assert len([line for line in text.splitlines() if line and not line.startswith(" ")]) == len(pinned_in(text))
