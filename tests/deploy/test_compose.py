"""docker-compose.yml: a right compose file, a door for the gateway alone, and no right that a part does not need."""

import importlib.util
import ipaddress
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cli.installation import SERVICES
from services.gateway.settings import Settings as GatewaySettings
from tests.deploy import compose_file
from tests.deploy.conftest import OURS
from tests.deploy.dockerfile import ROOT

FILES = [ROOT / "docker-compose.yml", ROOT / "deploy" / "compose.look.yml"]


@pytest.fixture(scope="session")
def specification() -> Any:
    """The JSON Schema of the compose specification, which a package carries."""
    package = importlib.util.find_spec("check_jsonschema")
    assert package is not None
    assert package.submodule_search_locations
    path = Path(package.submodule_search_locations[0]) / "builtin_schemas" / "vendor" / "compose-spec.json"
    schema = json.loads(path.read_text("utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_file_follows_the_compose_specification(path: Path, specification: Any) -> None:
    errors = [error.message for error in specification.iter_errors(compose_file.read(path))]

    assert errors == []


def test_a_word_that_the_specification_does_not_know_is_an_error(compose: dict[str, Any], specification: Any) -> None:
    wrong = compose | {"services": compose["services"] | {"ingest": {"image": "x", "heathcheck": {}}}}

    assert list(specification.iter_errors(wrong))


def test_every_service_has_an_entry_and_every_entry_a_service(compose: dict[str, Any]) -> None:
    folders = {path.parent.name for path in (ROOT / "services").glob("*/__init__.py")}

    assert set(compose_file.ours(compose)) == folders == set(SERVICES)


@pytest.mark.parametrize("service", SERVICES)
def test_an_entry_its_image_and_its_database_role_are_named_after_the_service(
    service: str, compose: dict[str, Any]
) -> None:
    entry = compose["services"][service.replace("_", "-")]

    assert entry["build"]["args"] == {"SERVICE": service}
    assert entry["image"].startswith(f"serein/{service.replace('_', '-')}:")
    assert entry["environment"]["SEREIN_DATABASE_URL"].startswith(f"postgresql://serein_{service}:")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_name_that_an_entry_refers_to_exists(path: Path, compose: dict[str, Any]) -> None:
    missing = []
    for name, entry in compose_file.read(path)["services"].items():
        missing += [f"{name}: network {n}" for n in entry.get("networks", []) if n not in compose["networks"]]
        missing += [f"{name}: waits for {d}" for d in entry.get("depends_on", {}) if d not in compose["services"]]
        for source in (mount.partition(":")[0] for mount in entry.get("volumes", [])):
            there = (ROOT / source).exists() if source.startswith("./") else source in compose["volumes"]
            missing += [] if there else [f"{name}: volume {source}"]

    assert missing == []


def test_who_is_waited_for_can_say_that_it_is_healthy(compose: dict[str, Any]) -> None:
    waited_for = {
        name
        for entry in compose["services"].values()
        for name, how in entry.get("depends_on", {}).items()
        if how["condition"] == "service_healthy"
    }

    assert waited_for
    assert [n for n in waited_for if not {"healthcheck", "build"} & compose["services"][n].keys()] == []


def test_only_the_gateway_can_be_reached_and_only_from_this_computer(compose: dict[str, Any]) -> None:
    published = {name: entry["ports"] for name, entry in compose["services"].items() if "ports" in entry}

    assert compose_file.filled(published, {}) == {"gateway": ["127.0.0.1:8080:8000"]}


def test_what_the_second_file_opens_is_for_this_computer_alone() -> None:
    opened = [port for entry in compose_file.read(FILES[1])["services"].values() for port in entry["ports"]]

    assert opened
    assert [port for port in opened if not port.startswith("127.0.0.1:")] == []


@pytest.mark.parametrize("service", SERVICES)
def test_our_services_own_nothing_and_may_do_nothing(service: str, compose: dict[str, Any]) -> None:
    entry = compose_file.ours(compose)[service]

    assert entry["user"] == "10001:10001"
    assert entry["read_only"] is True
    assert entry["cap_drop"] == ["ALL"]
    assert entry["security_opt"] == ["no-new-privileges:true"]
    assert {"mem_limit", "pids_limit"} <= entry.keys()
    assert not {"privileged", "cap_add", "network_mode", "pid", "devices"} & entry.keys()


@pytest.mark.parametrize("job", ["migrate", "kafka-access"])
def test_a_job_with_the_passwords_of_all_may_do_nothing_else_and_reaches_nothing_else(
    job: str, compose: dict[str, Any]
) -> None:
    entry = compose["services"][job]

    assert entry["user"] == "10001:10001"
    assert entry["read_only"] is True
    assert entry["cap_drop"] == ["ALL"]
    assert entry["security_opt"] == ["no-new-privileges:true"]
    assert entry["networks"] == ["inside"]
    assert entry["restart"] == "on-failure"
    assert not {"privileged", "cap_add", "network_mode", "pid", "devices", "volumes", "ports"} & entry.keys()


def test_the_jobs_are_all_that_is_built_besides_the_services(compose: dict[str, Any]) -> None:
    built = {name for name, entry in compose["services"].items() if "build" in entry}

    assert built - {service.replace("_", "-") for service in SERVICES} == {"migrate", "kafka-access"}


def test_the_other_parts_drop_what_they_do_not_need(compose: dict[str, Any]) -> None:
    entries = {name: entry for name, entry in compose["services"].items() if "build" not in entry}

    assert [
        n for n, e in entries.items() if e["cap_drop"] != ["ALL"] or "no-new-privileges:true" not in e["security_opt"]
    ] == []
    assert [name for name, entry in entries.items() if "cap_add" in entry] == ["sftp"]


def test_no_image_changes_behind_our_back(compose: dict[str, Any]) -> None:
    images = [entry["image"] for entry in compose["services"].values()]

    assert [image for image in images if image.rpartition(":")[2] in ("", "latest", image)] == []


def test_only_those_with_business_outside_have_a_way_out(compose: dict[str, Any]) -> None:
    ways_out = {n for n, network in compose["networks"].items() if not (network or {}).get("internal")}
    with_way_out = {name for name, e in compose_file.ours(compose).items() if ways_out & set(e["networks"])}

    assert ways_out == {"outside"}
    assert with_way_out == {"gateway", "delivery", "directory"}


@pytest.mark.parametrize("service", OURS)
def test_keys_and_files_are_only_where_they_are_used(service: str, compose: dict[str, Any]) -> None:
    entry = compose_file.ours(compose)[service]
    code = "".join(path.read_text("utf-8") for path in (ROOT / "services" / service).rglob("*.py"))

    has_keys = "SEREIN_MASTER_KEYS" in entry["environment"]
    has_files = "blobs:/var/lib/serein/blobs" in entry.get("volumes", [])

    assert has_keys == (".vault" in code)
    assert has_files == ("SEREIN_BLOB_URL" in entry["environment"]) == (".blobs" in code)


def test_delivery_may_call_the_stand_ins_and_no_other_private_address(compose: dict[str, Any]) -> None:
    (range_,) = compose["networks"]["receivers"]["ipam"]["config"]
    opened = compose_file.environment(compose_file.ours(compose)["delivery"], _anything())[
        "SEREIN_DELIVERY_OPEN_NETWORKS"
    ]

    assert ipaddress.ip_network(opened) == ipaddress.ip_network(range_["subnet"])
    assert {n for n, e in compose["services"].items() if "receivers" in e["networks"]} == {
        "delivery",
        "directory",
        "mailpit",
        "sftp",
    }


def test_the_gateway_finds_every_service_under_its_name(compose: dict[str, Any]) -> None:
    addresses = GatewaySettings(proxies=0).services

    assert set(addresses) == set(SERVICES) - {"gateway"}
    for service, address in addresses.items():
        assert address == f"http://{service.replace('_', '-')}:8000"
        assert service.replace("_", "-") in compose["services"]


def _anything() -> dict[str, str]:
    """A value for each variable that must have one."""
    return {name: "x" for name, must in compose_file.variables(compose_file.read()).items() if must}
