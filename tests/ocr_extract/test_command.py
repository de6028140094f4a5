"""One file without any server."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from libs.service_kit.telemetry import set_up_logs
from services.ocr_extract.command import read_and_print, read_file
from tests.ocr_extract import bad_files
from tests.ocr_extract.builders import INVOICE, THEIR_VAT, US, pdf


@pytest.fixture(autouse=True)
def logs_for_the_next_test(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    """The command sends its logs to standard error, which this test's capture closes behind it."""
    yield
    with capsys.disabled():
        set_up_logs("WARNING", as_json=False)


def test_a_file_is_read_with_its_hashes(tmp_path: Path) -> None:
    file = tmp_path / "invoice.pdf"
    file.write_bytes(pdf(INVOICE))

    reading = read_file(file, US)

    assert (reading.state, reading.pdf_sha256) == ("read", reading.sha256)
    assert reading.extracted is not None
    assert reading.extracted.fields.number is not None
    assert reading.extracted.fields.number.value == "VF-004513"


def test_json_on_standard_output_is_json_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "invoice.pdf"
    file.write_bytes(pdf(INVOICE))

    code = read_and_print(file, vat=THEIR_VAT, as_json=True)

    shown = json.loads(capsys.readouterr().out)
    assert (code, shown["state"], shown["extracted"]["kind"]) == (0, "read", "sales_invoice")


def test_a_file_that_cannot_be_read_says_why_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "scan.png"
    file.write_bytes(bad_files.scan())

    code = read_and_print(file)

    assert code == 1
    assert "damaged" in capsys.readouterr().out


def test_several_files_are_a_line_each_and_one_that_cannot_be_read_fails_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(pdf(INVOICE))
    bad.write_bytes(b"no paper at all")

    code = read_and_print(good, bad, as_json=True)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["file"], line["state"]) for line in lines] == [("good.pdf", "read"), ("bad.pdf", "unreadable")]
    assert code == 1
