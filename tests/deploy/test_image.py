"""The Dockerfile: an image holds what its service needs and nothing else, and its process owns nothing."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from cli.installation import SERVICES
from deploy.packages import installed_by, pinned_in
from deploy.service_requirements import EXTRAS, requirements_of
from services import kafka_access
from tests.deploy import compose_file
from tests.deploy.conftest import OURS
from tests.deploy.dockerfile import ROOT, Ignored, Image, stages
from tests.source import parsed

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OF_OTHER_SYSTEMS = {"colorama"}
"""In the lock for Windows only."""


def pinned(lock: str) -> dict[tuple[str, str], set[str]]:
    """Every name and version of a lock, with its hashes."""
    return {(one.name, one.version): set(one.hashes) for one in pinned_in((ROOT / lock).read_text("utf-8"))}


def imported(folder: Path) -> Iterator[str]:
    """The first part of each absolute import below a folder, wherever in a file it stands."""
    for file in folder.rglob("*.py"):
        for node in ast.walk(parsed(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module


@cache
def all_providers() -> dict[str, frozenset[str]]:
    """The installed packages behind each name that can be imported."""
    found = packages_distributions()
    return {name: frozenset(canonicalize_name(package) for package in packages) for name, packages in found.items()}


def providers(name: str) -> frozenset[str]:
    """The packages that this import can come from."""
    return all_providers().get(name, frozenset())


def packages_of(service: str) -> frozenset[str]:
    """What is installed in the image of a service."""
    return frozenset[str]().union(*(installed_by(line) for line in requirements_of(service, PROJECT)))


def test_production_runs_what_was_tested() -> None:
    tested, production = pinned("requirements.lock"), pinned("requirements.prod.lock")

    assert production
    assert {name for name, hashes in production.items() if tested.get(name) != hashes} == set()


def test_production_installs_what_some_service_needs_and_nothing_else() -> None:
    some_service = frozenset[str]().union(*(packages_of(service) for service in SERVICES))

    production = {name for name, _ in pinned("requirements.prod.lock")}

    assert production - OF_OTHER_SYSTEMS == some_service


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements.prod.lock"])
def test_every_package_of_a_lock_has_its_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")

    assert len(re.findall(r"^\S", text, re.MULTILINE)) == len(pinned_in(text)) > 0
    assert "://" not in text


@pytest.mark.parametrize("service", OURS)
def test_an_image_has_every_package_that_its_code_imports(service: str) -> None:
    own = list(imported(ROOT / "services" / service))
    code = [*own, *imported(ROOT / "libs" / "service_kit"), *imported(ROOT / "contracts")]
    for room in ("images", "ubl_schema"):
        code += imported(ROOT / "libs" / room) if any(name.startswith(f"libs.{room}") for name in own) else []
    foreign = {name.partition(".")[0] for name in code} - sys.stdlib_module_names - {"services", "libs", "contracts"}

    missing = {name for name in foreign if not providers(name) & packages_of(service)}

    assert missing == set()


def test_heavy_parts_are_only_where_they_are_used() -> None:
    assert {service for service in OURS if "pymupdf" in packages_of(service)} <= {"ocr_extract"}
    assert {service for service in OURS if "asyncssh" in packages_of(service)} <= {"delivery"}
    assert set(EXTRAS) <= {path.name for path in (ROOT / "services").iterdir()}


@pytest.mark.parametrize("service", OURS)
def test_an_image_holds_one_service_and_no_embedded_part(service: str, tmp_path: Path) -> None:
    Image(service).lay_out(tmp_path)

    assert {path.name for path in (tmp_path / "services").iterdir()} == {"__init__.py", service}
    assert {path.name for path in (tmp_path / "libs").iterdir()} == {
        *(
            "__init__.py",
            "confinement",
            "files",
            "images",
            "reasons",
            "outside_text.py",
            "payment_references.py",
            "path_templates.py",
            "refusal.py",
            "service_kit",
            "terms.py",
            "texts.py",
            "ubl_schema",
        )
    }
    assert {path.name for path in tmp_path.iterdir()} == {"LICENSE", "contracts", "libs", "services"}
    assert not list(tmp_path.rglob("*.pyc"))


def test_the_image_of_the_jobs_holds_the_cards_by_which_rights_in_kafka_are_given(tmp_path: Path) -> None:
    Image("migrate", stage="migrations").lay_out(tmp_path)
    module, *_ = compose_file.read()["services"]["kafka-access"]["entrypoint"][2:]

    printed = subprocess.run(
        [sys.executable, "-m", module, "--print"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout

    assert printed.splitlines() == kafka_access.commands()
    assert "kafka-acls.sh --add --allow-principal User:serein_ingest --operation Write --topic document" in printed


def test_the_process_is_nobody_in_particular_and_stops_when_asked() -> None:
    service = stages((ROOT / "Dockerfile").read_text("utf-8"))["service"]

    assert service.one("USER") == "10001:10001"
    assert service.one("STOPSIGNAL") == "SIGTERM"
    assert 'licenses="AGPL-3.0-or-later"' in service.one("LABEL")
    assert service.instructions.index(("USER", "10001:10001")) > max(
        index for index, (word, _) in enumerate(service.instructions) if word in ("RUN", "COPY")
    )


def test_every_wheel_is_checked_against_its_hash_and_nothing_else_is_fetched() -> None:
    built = stages((ROOT / "Dockerfile").read_text("utf-8"))

    fetches = [rest for stage in built.values() for rest in stage.all("RUN") if "pip" in rest]

    assert len(fetches) == 2
    assert "--require-hashes" in fetches[0]
    assert "--no-index" in fetches[1]


@pytest.mark.parametrize(
    ("path", "stays_out"),
    [
        ("services/ingest/api.py", False),
        ("services/ingest/__pycache__/api.cpython-311.pyc", True),
        ("cli/platform.py", True),
        ("tests/conftest.py", True),
        (".env", True),
        (".git/config", True),
        ("var/secrets.json", True),
        ("deploy/service_requirements.py", False),
        ("deploy/new_env.py", True),
    ],
)
def test_secrets_tests_and_leftovers_stay_out_of_the_build(path: str, stays_out: bool) -> None:
    ignored = Ignored((ROOT / ".dockerignore").read_text("utf-8"))

    assert ignored(Path(path)) == stays_out
