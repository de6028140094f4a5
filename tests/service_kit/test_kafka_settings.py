"""How a service signs in to Kafka: by its settings, whole or not at all, and its password is told to nobody."""

from pathlib import Path
from typing import Any

import pytest

from libs.service_kit.kafka_connection import connection
from libs.service_kit.settings import KitSettings, from_environment

SIGNED_IN = {"kafka_security_protocol": "SASL_PLAINTEXT", "kafka_username": "serein_toy", "kafka_password": "hush"}


def settings(**more: Any) -> KitSettings:
    return KitSettings(**more)


def test_without_settings_kafka_is_asked_as_nobody() -> None:
    assert connection(settings()) == {"bootstrap_servers": "kafka:9092", "security_protocol": "PLAINTEXT"}


def test_a_user_proves_its_password_without_sending_it() -> None:
    options = connection(settings(**SIGNED_IN))

    assert options == {
        "bootstrap_servers": "kafka:9092",
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "serein_toy",
        "sasl_plain_password": "hush",
    }


def test_an_encrypted_connection_checks_the_name_and_the_certificate_of_the_broker() -> None:
    context = connection(settings(**SIGNED_IN | {"kafka_security_protocol": "SASL_SSL"}))["ssl_context"]

    assert context.check_hostname
    assert context.verify_mode.name == "CERT_REQUIRED"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"SECURITY_PROTOCOL": "SASL_SSL"}, "it needs SEREIN_KAFKA_USERNAME and SEREIN_KAFKA_PASSWORD"),
        ({"SECURITY_PROTOCOL": "SASL_SSL", "USERNAME": "serein_toy"}, "it needs SEREIN_KAFKA_USERNAME and"),
        ({"SECURITY_PROTOCOL": "SASL_SSL", "PASSWORD": "hush"}, "it needs SEREIN_KAFKA_USERNAME and"),
        ({"USERNAME": "serein_toy", "PASSWORD": "hush"}, "are not used with SEREIN_KAFKA_SECURITY_PROTOCOL PLAINTEXT"),
        ({"SECURITY_PROTOCOL": "SSL", "PASSWORD": "hush"}, "SEREIN_KAFKA_SECURITY_PROTOCOL: Input should be"),
        (
            {"SECURITY_PROTOCOL": "SASL_SSL", "USERNAME": "u", "PASSWORD": "hush", "CA_FILE": "/no/such/file"},
            "SEREIN_KAFKA_CA_FILE: there is no file /no/such/file",
        ),
    ],
)
def test_half_a_sign_in_is_refused_in_a_sentence_without_the_password(
    given: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"SEREIN_KAFKA_{name}", value)

    with pytest.raises(SystemExit) as refused:
        from_environment(KitSettings)

    assert sentence in str(refused.value)
    assert "hush" not in str(refused.value)


def test_the_password_is_in_no_picture_of_the_settings() -> None:
    assert "hush" not in repr(settings(**SIGNED_IN)) + str(settings(**SIGNED_IN).model_dump())


def test_a_client_is_opened_nowhere_but_with_these_options() -> None:
    code = Path(__file__).parents[2] / "libs" / "service_kit"
    opened = [
        f"{path.name}: {line.strip()}"
        for path in code.glob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if "bootstrap_servers" in line
    ]

    assert all(line.startswith("kafka_connection.py") for line in opened), opened
