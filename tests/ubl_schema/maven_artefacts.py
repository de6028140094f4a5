"""Official rules that no Python package carries, from the local Maven repository; without them their tests skip.

    mvn dependency:get -Dtransitive=false -Dartifact=com.helger.phive.rules:phive-rules-ublbe:4.1.1
    mvn dependency:get -Dtransitive=false -Dartifact=com.helger.phive.rules:phive-rules-peppol:4.1.1
    mvn dependency:get -Dtransitive=false -Dartifact=com.helger.ubl:ph-ubl20:9.0.3
    mvn dependency:get -Dtransitive=false -Dartifact=org.verapdf.apps:greenfield-apps:1.28.2

Nothing is fetched by a test, and nothing of them is in this repository.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

REPOSITORY = Path(os.environ.get("MAVEN_REPOSITORY", Path.home() / ".m2" / "repository"))
UBL_BE = "com/helger/phive/rules/phive-rules-ublbe/4.1.1/phive-rules-ublbe-4.1.1.jar"
PEPPOL = "com/helger/phive/rules/phive-rules-peppol/4.1.1/phive-rules-peppol-4.1.1.jar"
UBL_2_0 = "com/helger/ubl/ph-ubl20/9.0.3/ph-ubl20-9.0.3.jar"
VERAPDF = "org/verapdf/apps/greenfield-apps/1.28.2/greenfield-apps-1.28.2.jar"


def artefact(path: str) -> Path:
    """A file of the local Maven repository; without it the test skips and says how to get it."""
    found = REPOSITORY / path
    if not found.is_file():
        pytest.skip(f"{found.name} is not in the local Maven repository; see {Path(__file__).name}")
    return found


def unpacked(path: str, inside: str, folder: Path) -> Path:
    """A part of an archive of rules, in a folder of its own."""
    with ZipFile(artefact(path)) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if name.startswith(inside)])
    return folder / inside


def failed_pdf_a_rules(flavour: str, files: list[Path]) -> dict[str, set[str]]:
    """What veraPDF says of each file, by name: the clauses of ISO 19005 that it breaks, none when it conforms."""
    jar = artefact(VERAPDF)
    java = shutil.which("java") or pytest.skip("veraPDF needs Java, which is not installed")
    command = [java, "-cp", str(jar), "org.verapdf.apps.GreenfieldCliWrapper", "-f", flavour, "--format", "text", "-v"]
    said = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False).stdout
    verdicts: dict[str, set[str]] = {}
    broken: set[str] = set()
    for line in said.splitlines():
        word, _, rest = line.strip().partition(" ")
        path = Path(rest.rpartition(" ")[0])
        if word in {"PASS", "FAIL"} and path in files:
            broken = verdicts.setdefault(path.name, set() if word == "PASS" else {"?"})
        elif word == "FAIL":
            broken.add(rest)
    assert set(verdicts) == {file.name for file in files}, said
    return verdicts
