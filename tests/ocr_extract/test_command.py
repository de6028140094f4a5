"""The command that reads files without any server."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from libs.service_kit.telemetry import set_up_logs
from services.ocr_extract.command import read_and_print
from tests.ocr_extract import bad_files, card_statement_texts
from tests.ocr_extract.builders import INVOICE, THEIR_VAT, pdf
from tests.ocr_extract.several_documents import jpeg, photo, receipt


@pytest.fixture(autouse=True)
def logs_for_the_next_test(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Restore the logs: the command sends them to standard error, which the capture of a test closes at its end."""
    yield
    with capsys.disabled():
        set_up_logs("WARNING", as_json=False)


def test_json_on_standard_output_is_json_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "invoice.pdf"
    file.write_bytes(pdf(INVOICE))

    code = read_and_print(file, vat=THEIR_VAT, as_json=True)

    shown = json.loads(capsys.readouterr().out)
    assert (code, shown["state"], shown["extracted"]["kind"]) == (0, "read", "sales_invoice")
    assert shown["extracted"]["fields"]["number"]["value"] == "VF-004513"
    assert shown["sha256"] == shown["pdf_sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()


def test_for_people_fields_are_a_table_with_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "invoice.pdf"
    file.write_bytes(pdf(INVOICE))

    code = read_and_print(file)

    shown = capsys.readouterr().out
    assert code == 0
    assert "VF-004513" in shown
    assert "VAT S 21 %: 50.00 + 10.50" in shown


def test_the_lines_of_a_card_statement_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "card.pdf"
    file.write_bytes(pdf(card_statement_texts.NEW_YEAR_FR))

    read_and_print(file)

    assert "2026-01-11 4871 22XX XXXX 9017 35.00 fee  Cotisation annuelle" in capsys.readouterr().out


def test_an_image_of_several_documents_gives_their_regions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "receipts.jpg"
    file.write_bytes(jpeg(photo([receipt(0), receipt(1)])))

    read_and_print(file)

    assert re.findall(r"document (\d): p. 1", capsys.readouterr().out) == ["1", "2"]


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
    assert [(line["file"], line["state"]) for line in lines] == [(str(good), "read"), (str(bad), "unreadable")]
    assert code == 1


def test_two_files_of_one_name_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [tmp_path / folder / "invoice.pdf" for folder in ("january", "february")]
    for file in files:
        file.parent.mkdir()
        file.write_bytes(pdf(INVOICE))

    read_and_print(*files, as_json=True)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["file"] for line in lines] == [str(file) for file in files]


def test_the_name_of_the_client_tells_it_from_the_other_company(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "invoice.pdf"
    file.write_bytes(pdf(INVOICE.replace("BTW BE 0592.348.514", "")))

    read_and_print(file, name="Menuiserie Wérisoul SRL", as_json=True)

    fields = json.loads(capsys.readouterr().out)["extracted"]["fields"]
    assert fields["seller"]["name"]["value"] == "Rivanto Molens BV"
    assert fields["buyer"]["name"]["value"] == "Menuiserie Wérisoul SRL"
