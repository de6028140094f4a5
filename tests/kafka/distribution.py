"""The programs of Apache Kafka: fetched once with Maven, kept in `.kafka/` of the repository.

python -m tests.kafka.distribution    fetch them now, if they are not there
"""

import os
import re
import secrets
import shutil
import subprocess
from pathlib import Path

_POM = Path(__file__).with_name("pom.xml")
_REPOSITORY = Path(__file__).parents[2]


class KafkaMissing(RuntimeError):
    """Kafka, or what is needed to fetch or run it, is not on this computer; the message says what to install."""


def java() -> Path:
    """The Java program (17 or newer) that runs Kafka."""
    return _program("java", "a Java runtime, version 17 or newer")


def jars() -> Path:
    """The folder with Kafka's jars: of the installation `SEREIN_KAFKA_HOME` names, or fetched now if never before."""
    if home := os.environ.get("SEREIN_KAFKA_HOME"):
        candidates = [Path(home) / "libs", Path(home)]
        found = next((folder for folder in candidates if any(folder.glob("kafka_2.13-*.jar"))), None)
        if found is None:
            raise KafkaMissing(f"SEREIN_KAFKA_HOME is {home}, but no kafka_2.13 jar lies there or in its folder libs")
        return found
    folder = _REPOSITORY / ".kafka" / _version()
    if not folder.exists():
        _fetch(folder)
    return folder


def _version() -> str:
    found = re.search(r"<kafka\.version>(.+?)</kafka\.version>", _POM.read_text(encoding="utf-8"))
    if found is None:
        raise KafkaMissing(f"{_POM} does not name a kafka.version")
    return found[1]


def _fetch(folder: Path) -> None:
    """Fetch into a draft beside the final place and move it there when complete; two at once do no harm."""
    draft = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}")
    draft.mkdir(parents=True)
    maven = _program("mvn", "Maven (or set SEREIN_KAFKA_HOME to an installed Kafka)")
    command: list[str | Path] = [maven, "-q", "-B", "-f", _POM, "dependency:copy-dependencies"]
    command += ["-DincludeScope=runtime", f"-DoutputDirectory={draft}"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise KafkaMissing(
                f"Maven could not fetch Kafka {folder.name}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
            )
        if not folder.exists():
            draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _program(name: str, what: str) -> Path:
    found = shutil.which(name)
    if found is None:
        raise KafkaMissing(f"{name} was not found: install {what}")
    return Path(found)


if __name__ == "__main__":
    print(jars())
