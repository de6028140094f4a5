"""Where the jars of Apache Kafka come from."""

from pathlib import Path

import pytest

from tests.kafka.distribution import KafkaMissing, jars


def test_an_installed_kafka_is_used_when_the_environment_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "libs").mkdir()
    (tmp_path / "libs" / "kafka_2.13-4.3.1.jar").touch()
    monkeypatch.setenv("SEREIN_KAFKA_HOME", str(tmp_path))

    assert jars() == tmp_path / "libs"


def test_a_folder_without_kafka_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEREIN_KAFKA_HOME", str(tmp_path))

    with pytest.raises(KafkaMissing, match="SEREIN_KAFKA_HOME"):
        jars()
