"""`serein doctor` names every OCR engine, says how to install a missing one, and never confuses two engines."""

from pathlib import Path

import pytest

from cli.doctor import Finding, examine
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
