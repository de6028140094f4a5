"""The variables: what a container gets are settings, what .env names is used, and every secret is asked for."""

import importlib
from typing import Any

import pytest

from cli.installation import SERVICES
from deploy.new_env import EXAMPLE, filled
from libs.service_kit import KitSettings
from libs.service_kit.context import Caller
from libs.service_kit.tokens import TokenReader, TokenSigner
from services import kafka_access
from services.migrate import schemas
from tests.deploy import compose_file
from tests.deploy.conftest import OURS

OF_THE_STORE = {"AWS_ENDPOINT_URL", "AWS_ALLOW_HTTP", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
"""Read by the library that talks to S3-compatible stores, not by our settings."""


def settings_of(service: str) -> type[KitSettings]:
    settings: type[KitSettings] = importlib.import_module(f"services.{service}.settings").Settings
    return settings


def names_in(example: str) -> set[str]:
    """Every name that .env.example mentions, also those that are switched off with a #."""
    lines = (line.removeprefix("#").partition("=") for line in example.splitlines())
    return {name for name, equals, _ in lines if equals and name.isupper() and " " not in name}


@pytest.mark.parametrize("service", OURS)
def test_every_variable_of_a_container_is_a_setting_of_its_service(service: str, compose: dict[str, Any]) -> None:
    known = {f"SEREIN_{name.upper()}" for name in settings_of(service).model_fields} | OF_THE_STORE

    assert set(compose_file.ours(compose)[service]["environment"]) - known == set()


@pytest.mark.parametrize("service", OURS)
def test_a_service_accepts_what_its_container_gets(
    service: str,
    compose: dict[str, Any],
    settings_of_a_new_installation: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = compose_file.environment(compose_file.ours(compose)[service], settings_of_a_new_installation)
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    settings = settings_of(service)()

    assert settings.kafka_bootstrap == "kafka:9092"
    assert f"serein_{service}:" in settings.database_url.get_secret_value()
    TokenReader(settings.token_public_keys, service)


def test_only_the_migration_job_knows_the_owner_of_the_database(
    compose: dict[str, Any], settings_of_a_new_installation: dict[str, str]
) -> None:
    password = settings_of_a_new_installation["SEREIN_OWNER_PASSWORD"]

    given = {
        name: compose_file.environment(entry, settings_of_a_new_installation)
        for name, entry in compose["services"].items()
        if "environment" in entry
    }

    assert {n for n, values in given.items() if any(password in value for value in values.values())} == {
        "migrate",
        "postgres",
    }
    assert [s for s in OURS if any("owner" in name for name in settings_of(s).model_fields)] == []


@pytest.mark.parametrize("service", OURS)
def test_a_service_gets_its_own_secrets_and_nobody_elses(
    service: str, compose: dict[str, Any], settings_of_a_new_installation: dict[str, str]
) -> None:
    secret = {n: v for n, v in settings_of_a_new_installation.items() if "PASSWORD" in n or "SIGNING" in n}
    given = compose_file.environment(compose_file.ours(compose)[service], settings_of_a_new_installation)

    known = {name for name, value in secret.items() if any(value in text for text in given.values())}

    own = {f"SEREIN_DATABASE_PASSWORD_{service.upper()}", f"SEREIN_KAFKA_PASSWORD_{service.upper()}"}
    assert own <= known
    assert known - own == {
        "directory": {"SEREIN_OPERATOR_PASSWORD"},
        "gateway": {"SEREIN_TOKEN_SIGNING_KEY"},
    }.get(service, set())


def test_the_migration_job_has_a_password_for_every_service(
    compose: dict[str, Any], settings_of_a_new_installation: dict[str, str]
) -> None:
    given = compose_file.environment(compose["services"]["migrate"], settings_of_a_new_installation)

    assert {schema.name for schema in schemas(given)} == set(SERVICES)
    assert {name for name in given if name.startswith("SEREIN_DATABASE_PASSWORD_")} == {
        f"SEREIN_DATABASE_PASSWORD_{service.upper()}" for service in SERVICES
    }


@pytest.mark.parametrize("service", OURS)
def test_a_service_is_a_user_of_its_own_in_kafka(
    service: str, compose: dict[str, Any], settings_of_a_new_installation: dict[str, str]
) -> None:
    entry = compose_file.ours(compose)[service]
    given = compose_file.environment(entry, settings_of_a_new_installation)

    assert given["SEREIN_KAFKA_SECURITY_PROTOCOL"] == "SASL_PLAINTEXT"
    assert given["SEREIN_KAFKA_USERNAME"] == kafka_access.user_of(service)
    assert given["SEREIN_KAFKA_PASSWORD"] == settings_of_a_new_installation[f"SEREIN_KAFKA_PASSWORD_{service.upper()}"]
    assert entry["depends_on"]["kafka-access"] == {"condition": "service_completed_successfully"}


def test_the_job_for_kafka_has_a_password_for_every_service_and_nothing_of_the_database(
    compose: dict[str, Any], settings_of_a_new_installation: dict[str, str]
) -> None:
    given = compose_file.environment(compose["services"]["kafka-access"], settings_of_a_new_installation)

    assert {user.name for user in kafka_access.users(given)} == {f"serein_{service}" for service in SERVICES}
    assert [name for name in given if "DATABASE" in name or "OWNER" in name] == []


def test_only_the_job_and_the_broker_know_the_user_whom_kafka_obeys(
    compose: dict[str, Any], settings_of_a_new_installation: dict[str, str]
) -> None:
    password = settings_of_a_new_installation["SEREIN_KAFKA_ADMIN_PASSWORD"]

    given = {
        name: compose_file.environment(entry, settings_of_a_new_installation)
        for name, entry in compose["services"].items()
        if "environment" in entry
    }

    assert {n for n, values in given.items() if any(password in value for value in values.values())} == {
        "kafka",
        "kafka-access",
    }


def test_the_broker_lets_nobody_in_who_is_no_user_and_lets_no_user_do_what_nobody_allowed(
    compose: dict[str, Any], settings_of_a_new_installation: dict[str, str]
) -> None:
    given = compose_file.environment(compose["services"]["kafka"], settings_of_a_new_installation)
    protocols = dict(pair.split(":") for pair in given["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"].split(","))
    listeners = dict(one.split("://") for one in given["KAFKA_LISTENERS"].split(","))

    assert listeners.keys() <= protocols.keys()
    assert {protocol for protocol in protocols.values() if not protocol.startswith("SASL_")} == set()
    assert listeners["CONTROLLER"].startswith("localhost:")
    assert given["KAFKA_AUTHORIZER_CLASS_NAME"].endswith(".StandardAuthorizer")
    assert given["KAFKA_ALLOW_EVERYONE_IF_NO_ACL_FOUND"] == "false"
    assert given["KAFKA_SUPER_USERS"] == "User:admin"
    assert given["KAFKA_LISTENER_NAME_INSIDE_SASL_ENABLED_MECHANISMS"] == "SCRAM-SHA-512"


def test_the_example_names_what_the_file_reads_and_nothing_else(compose: dict[str, Any]) -> None:
    assert names_in(EXAMPLE.read_text("utf-8")) == set(compose_file.variables(compose))


def test_a_new_installation_has_everything_that_must_be_set(
    compose: dict[str, Any], settings_of_a_new_installation: dict[str, str]
) -> None:
    required = {name for name, must in compose_file.variables(compose).items() if must}

    assert {name for name in required if not settings_of_a_new_installation.get(name)} == set()


def test_no_secret_has_a_value_that_everybody_knows(compose: dict[str, Any]) -> None:
    must = compose_file.variables(compose)
    secrets = {name for name in must if name.endswith(("_SECRET", "_KEYS")) or "_PASSWORD" in name}
    optional = {"SEREIN_SMTP_PASSWORD"}

    assert {name for name in secrets - optional if not must[name]} == set()
    for service in SERVICES:
        with pytest.raises(compose_file.VariableMissing):
            compose_file.environment(compose_file.ours(compose)[service], {})


def test_only_the_gateway_has_the_key_that_signs_and_the_services_have_its_public_half(
    compose: dict[str, Any], settings_of_a_new_installation: dict[str, str]
) -> None:
    caller = Caller(None, None, None, "gateway", frozenset({"internal"}))
    key = settings_of_a_new_installation["SEREIN_TOKEN_SIGNING_KEY"]

    given = {
        service: compose_file.environment(entry, settings_of_a_new_installation)
        for service, entry in compose_file.ours(compose).items()
    }

    assert {service for service, values in given.items() if key in values.values()} == {"gateway"}
    assert {s for s in OURS if "token_signing_key" in settings_of(s).model_fields} == {"gateway"}
    token = TokenSigner(key).sign(caller, audience="directory", request="POST /internal/access")
    reader = TokenReader(given["directory"]["SEREIN_TOKEN_PUBLIC_KEYS"], "directory")
    assert reader.read(token, "POST /internal/access") == caller


def test_two_installations_share_no_secret() -> None:
    first, second = (compose_file.env_file(filled(EXAMPLE.read_text("utf-8"))) for _ in range(2))

    shared = {name for name in first if first[name] == second[name]}

    assert shared == {"SEREIN_OPERATOR_EMAIL"}
