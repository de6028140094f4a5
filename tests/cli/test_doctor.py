"""`serein doctor` names every OCR engine, says how to install a missing one, and never confuses two engines."""

import socket
from pathlib import Path

import pytest

from cli.doctor import examine
from cli.doctor_computer import computer
from cli.finding import Finding
from services.ocr_extract.ocr.engines import EngineMissing
from services.ocr_extract.ocr.engines.choice import Choice, EngineName, require

HOW = {
    EngineName.RAPIDOCR: "pip install 'serein[ocr]'",
    EngineName.TESSERACT: "apt-get install tesseract-ocr tesseract-ocr-fra tesseract-ocr-nld tesseract-ocr-deu",
    EngineName.EASYOCR: "pip install 'serein[easyocr]'",
}


def engines() -> dict[str, Finding]:
    found = {finding.what.rpartition(" ")[2]: finding for finding in examine() if "OCR engine" in finding.what}
    return {name: found[name] for name in HOW}


def test_every_engine_is_checked_and_only_the_default_one_is_needed() -> None:
    found = engines()

    assert [name for name, finding in found.items() if finding.is_needed] == [Choice().name]


@pytest.mark.parametrize("name", list(HOW))
def test_the_doctor_and_the_service_report_the_same_about_an_engine(name: EngineName) -> None:
    finding = engines()[name]

    try:
        printed, is_here = require(Choice(name)), True
    except EngineMissing as error:
        printed, is_here = str(error), False

    assert finding.is_well == is_here
    assert printed == (finding.found if is_here else finding.remedy)
    assert is_here or HOW[name] in printed


def test_a_missing_engine_is_named_and_the_others_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = engines()
    monkeypatch.setenv("PATH", str(tmp_path))

    found = engines()

    assert (found["tesseract"].is_well, found["tesseract"].found) == (False, "missing")
    assert HOW[EngineName.TESSERACT] in found["tesseract"].remedy
    assert [found[name] for name in ("rapidocr", "easyocr")] == [before[name] for name in ("rapidocr", "easyocr")]


def test_port_folder_memory_user_and_kernel_are_looked_at(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        found = {finding.what: finding for finding in computer(tmp_path / "var", taken.getsockname()[1])}

    port = next(finding for what, finding in found.items() if what.startswith("port "))
    assert {"data folder", "disk", "memory", "user", "seccomp", "Landlock"} < set(found)
    assert (port.is_well, port.is_needed) == (False, False)
    assert found["data folder"].is_well


@pytest.mark.parametrize("var", ["/dev/null/serein", "/dev/null"])
def test_a_folder_that_cannot_be_written_is_told(var: str) -> None:
    (folder,) = [finding for finding in computer(Path(var)) if finding.what == "data folder"]

    assert (folder.is_well, folder.is_needed) == (False, True)


def test_what_only_developers_need_is_told_apart_and_comes_last() -> None:
    findings = examine()

    apart = [finding.what for finding in findings if finding.for_developers]
    assert {"Java 17, for `make test-kafka`", "Maven, for `make test-kafka`"} < set(apart)
    assert not [finding for finding in findings if finding.for_developers and finding.is_needed]
