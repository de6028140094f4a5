"""`serein ubl`, called as a user or a script would."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from cli.main import app
from libs.service_kit.telemetry import set_up_logs
from libs.ubl_schema import BIS3, CII_EN16931, DIALECTS, Invoice, read, serialise, write
from libs.ubl_schema.checks.peppol import RULE_SET
from libs.ubl_schema.factur_x import make_facturx
from libs.ubl_schema.pdf import read_pdf
from services.ubl_render.rendering.profiles import load_packages
from tests.ubl_oracle import validated
from tests.ubl_render.builders import PDF
from tests.ubl_schema.builders import attached, credit_note, invoice, sales_invoice, totals

PAGE = (Path(__file__).parents[2] / "docs" / "ubl.md").read_text("utf-8")


@pytest.fixture(autouse=True)
def logs_for_the_next_test(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Reset the logs: the command sends them to the standard error of this test, which is closed afterwards."""
    yield
    with capsys.disabled():
        set_up_logs("WARNING", as_json=False)


def ubl(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["ubl", *map(str, arguments)])


def printed(*arguments: object, code: int = 0) -> Any:
    """The JSON that the command prints."""
    result = ubl(*arguments, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def written(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def fields(folder: Path, document: Invoice | None = None, **more: object) -> Path:
    """A file with the fields of an invoice."""
    record = json.loads((document or invoice()).model_dump_json(exclude_defaults=True)) | more
    return written(folder, "fields.json", json.dumps(record).encode())


DIALECT_NAMES = {"cii-basicwl": "factur-x basicwl", "cii-en16931": "en16931"}


@pytest.mark.parametrize("name", DIALECTS)
def test_a_file_of_each_dialect_is_read_as_what_it_says(name: str, tmp_path: Path) -> None:
    document = invoice(attachments=(attached(),))
    file = written(tmp_path, "in.xml", write(document, DIALECTS[name]))

    found = printed("read", file)

    assert found["dialect"] == DIALECT_NAMES.get(name, name)
    assert found["warnings"] == []
    assert found["invoice"]["number"] == document.number
    assert found["invoice"]["totals"]["with_vat"] == "121.00"


def test_a_factur_x_is_read_out_of_its_pdf(tmp_path: Path) -> None:
    file = written(tmp_path, "in.pdf", make_facturx(PDF, credit_note()).pdf)

    found = printed("read", file)

    assert (found["file_inside"], found["syntax"]) == ("factur-x.xml", "cii")
    assert Invoice.model_validate_json(json.dumps(found["invoice"])).says_the_same_as(credit_note())


def test_a_user_gets_a_table_with_the_warnings(tmp_path: Path) -> None:
    data = write(invoice()).replace(b">121.00</cbc:TaxInclusiveAmount>", b">1,21</cbc:TaxInclusiveAmount>")

    result = ubl("read", written(tmp_path, "in.xml", data))

    assert result.exit_code == 0
    assert "Papeterie de la Meuse SRL" in result.stdout
    assert re.search(r"warning line \d+, column \d+: BT-112", result.stdout)


def test_files_inside_go_into_the_folder_that_was_named_and_not_into_the_json(tmp_path: Path) -> None:
    file = written(tmp_path, "in.xml", write(invoice(attachments=(attached(), attached(filename="facture.pdf")))))
    folder = tmp_path / "inside"

    found = printed("read", file, "--files", folder)

    assert {path.name for path in folder.iterdir()} == {"facture.pdf"}
    assert "content" not in found["invoice"]["attachments"][0]
    assert found["invoice"]["attachments"][0]["size"] == (folder / "facture.pdf").stat().st_size


def test_a_file_inside_never_replaces_one_that_is_there(tmp_path: Path) -> None:
    file = written(tmp_path, "in.xml", write(invoice(attachments=(attached(),))))
    mine = written(tmp_path, "facture.pdf", b"mine")

    found = printed("read", file, "--files", tmp_path, code=1)

    assert (found["error"], found["reasons"][0]["code"]) == ("failed", "FileExistsError")
    assert mine.read_bytes() == b"mine"
    assert {path.name for path in tmp_path.iterdir()} == {"in.xml", "facture.pdf"}


def test_xml_that_mentions_pdf_is_not_a_pdf(tmp_path: Path) -> None:
    data = write(invoice()).replace(b"<Invoice", b"<!-- %PDF-1.7 -->\n<Invoice", 1)

    assert printed("check", written(tmp_path, "in.xml", data))["valid"]


@pytest.mark.parametrize("command", ["read", "check"])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<Invoice>\n <a></b>", "Malformed"),
        (b"<!DOCTYPE x><Invoice/>", "Forbidden"),
        (b"<html/>", "NotAnInvoice"),
        (b"", "Malformed"),
    ],
)
def test_a_file_that_is_not_an_invoice_is_an_error_with_its_place(
    command: str, content: bytes, code: str, tmp_path: Path
) -> None:
    found = printed(command, written(tmp_path, "in.xml", content), code=1)

    (reason,) = found["reasons"]
    assert (found["error"], reason["code"]) == ("unreadable", code)
    assert reason["place"]["line"] >= 1
    assert reason["place"]["column"] >= 1


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (PDF, "no_invoice_inside", "ne contient pas de facture"),
        (b"%PDF-1.7 broken", "document_unreadable", "ne peut pas être ouvert"),
    ],
)
def test_a_pdf_without_invoice_and_one_that_is_damaged_are_refused_in_words(
    content: bytes, code: str, words: str, tmp_path: Path
) -> None:
    file = written(tmp_path, "in.pdf", content)

    found, shown = printed("read", file, code=1), ubl("read", file, "--language", "fr")

    assert found["reasons"][0]["code"] == code
    assert shown.exit_code == 1
    assert code in shown.stderr
    assert words in " ".join(shown.stderr.split())


@pytest.mark.parametrize("wrong", [("read", "no-such-file.xml"), ("read",), ("check", "--colour"), ("paint",)])
def test_a_wrong_call_ends_with_2(wrong: tuple[str, ...]) -> None:
    assert ubl(*wrong).exit_code == 2


def test_a_clean_file_is_valid_and_the_rules_that_ran_are_named(tmp_path: Path) -> None:
    found = printed("check", written(tmp_path, "in.xml", write(invoice())))

    assert found == {
        "valid": True,
        "not_judged": None,
        "dialect": "bis3",
        "rule_sets": ["serein", "UBL-2.1-XSD", "EN16931-UBL-1.3.16", RULE_SET],
        "not_run": [],
        "findings": [],
        "warnings": [],
    }


def test_a_broken_rule_is_found_by_us_and_by_the_official_rules_with_its_place(tmp_path: Path) -> None:
    wrong = invoice(totals=totals("100.00", "21.00", with_vat="120.00", payable="120.00"))
    file = written(tmp_path, "in.xml", serialise(wrong))

    found, shown = printed("check", file, "--language", "nl", code=1), ubl("check", file)

    broken = [row for row in found["findings"] if row["rule"] == "BR-CO-15"]
    assert [row["severity"] for row in broken] == ["error", "error"]
    assert broken[0]["place"] == "BT-112"
    assert "Invoice" in broken[1]["place"]
    assert "btw" in broken[0]["text"].lower()
    assert shown.exit_code == 1
    assert "not valid" in shown.stdout


def test_a_file_of_peppol_that_the_network_refuses_is_not_valid(tmp_path: Path) -> None:
    party = invoice().seller.model_copy(update={"endpoint": None})

    found = printed("check", written(tmp_path, "in.xml", write(invoice(seller=party))), code=1)

    assert not found["valid"]
    assert {(row["rule"], row["severity"]) for row in found["findings"]} == {("PEPPOL-EN16931-R020", "error")}


@pytest.mark.parametrize("name", ["ublbe", "efff"])
def test_a_belgian_file_without_its_pdf_is_not_valid(name: str, tmp_path: Path) -> None:
    file = written(tmp_path, "in.xml", serialise(invoice(), DIALECTS[name]))

    found = printed("check", file, code=1)

    assert "SR-NEEDS-PDF" in {row["rule"] for row in found["findings"] if row["severity"] == "error"}


def test_a_german_file_is_not_checked_by_the_rules_of_peppol(tmp_path: Path) -> None:
    german = write(invoice(buyer_reference=None, references={"purchase_order": "4711"})).replace(
        BIS3.customization_id.encode(), b"urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
    )

    found = printed("check", written(tmp_path, "in.xml", german))

    assert (found["dialect"], found["valid"]) == ("xrechnung", True)


def test_a_factur_x_is_checked_by_the_rules_of_its_level(tmp_path: Path) -> None:
    file = written(tmp_path, "in.pdf", make_facturx(PDF, invoice(lines=())).pdf)

    found = printed("check", file)

    assert found["valid"]
    assert found["rule_sets"] == ["serein", "Factur-X-1.09-basicwl-XSD", "Factur-X-1.09-basicwl-Schematron"]
    assert found["findings"] == []


def example() -> str:
    """The minimal fields, as the documentation shows them."""
    return re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1]  # type: ignore[index]  # the page has it


def test_the_example_of_the_documentation_becomes_a_valid_file_and_lists_what_was_completed(tmp_path: Path) -> None:
    file = written(tmp_path, "fields.json", example().encode())

    found = printed("render", file, "--package", "octopus", "-o", tmp_path / "out")

    (content,) = [path.read_bytes() for path in (tmp_path / "out").iterdir()]
    assert validated(content).is_clean
    assert found["files"][0]["filename"] == "20260302_00001_Papeterie-de-la-Meuse-srl_2026-0042.xml"
    assert {"lines_from_breakdown", "totals_from_breakdown"} <= set(found["steps"])
    assert found["provenance"]["BG-25"] == "derived"
    assert "(`serein ubl render fields.json --package octopus -o out`)" in PAGE.replace("\n", " ")


@pytest.mark.parametrize("package", load_packages())
def test_every_package_gets_its_files_from_fields_and_a_pdf(package: str, tmp_path: Path) -> None:
    document = written(tmp_path, "in.pdf", PDF)

    found = printed(
        "render", fields(tmp_path), "--package", package, "-o", tmp_path / "out", "--pdf", document, "--sequence", 7
    )

    (file,) = (tmp_path / "out").iterdir()
    content = file.read_bytes()
    reading = read_pdf(content) if file.suffix == ".pdf" else read(content)
    assert file.name == found["files"][0]["filename"]
    assert "00007" in file.name
    assert reading.invoice.number == invoice().number
    if file.suffix == ".xml":
        assert [item.content for item in reading.invoice.attachments if item.content] == [PDF]
    assert printed("check", file)["valid"]


@pytest.mark.feature(113, 114, 115, 117, 118)
@pytest.mark.parametrize("form", ["BMP", "GIF", "JPEG", "PNG", "TIFF"])
def test_an_image_is_embedded_as_the_pdf_that_is_made_of_it(form: str, tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, form)
    image = written(tmp_path, "photo", out.getvalue())

    found = printed("render", fields(tmp_path), "--package", "yuki", "-o", tmp_path / "out", "--pdf", image)

    (file,) = (tmp_path / "out").iterdir()
    (attachment,) = read(file.read_bytes()).invoice.attachments
    assert attachment.content is not None
    assert attachment.content.startswith(b"%PDF-")
    assert found["steps"][0] == "image_to_pdf"
    assert found["document"]["made_by"] == "image_to_pdf"


@pytest.mark.parametrize(
    ("document", "flag", "start"),
    [
        (invoice(), "", "aankoopfactuur Papeterie"),
        (credit_note(), "", "aankoopcreditnota Papeterie"),
        (sales_invoice(), "--sales", "verkoopfactuur Papeterie"),
    ],
)
def test_the_subject_is_that_of_the_kind_in_the_language_asked(
    document: Invoice, flag: str, start: str, tmp_path: Path
) -> None:
    more = [flag] if flag else []

    found = printed(
        "render", fields(tmp_path, document), "--package", "octopus", "-o", tmp_path / "out", "--language", "nl", *more
    )

    assert found["subject"].startswith(start)


def test_a_receipt_needs_nothing_but_a_total(tmp_path: Path) -> None:
    record = {
        "issue_date": "2026-03-02",
        "seller": {"name": "Frituur 't Hoekje", "vat_id": invoice().seller.vat_id},
        "buyer": {"name": "Atelier Kwikstaart BV", "address": {"country": "BE"}},
        "totals": {"with_vat": "12.50"},
    }
    file = written(tmp_path, "fields.json", json.dumps(record).encode())

    found = printed("render", file, "--package", "octopus", "-o", tmp_path / "out", "--receipt")

    assert "breakdown_of_a_receipt" in found["steps"]
    assert found["provenance"]["BT-1"] == "defaulted"


@pytest.mark.parametrize(("language", "words"), [("fr", "total"), ("nl", "totaal"), ("en", "total")])
def test_what_cannot_be_made_valid_is_refused_with_the_rule_in_the_language_asked(
    language: str, words: str, tmp_path: Path
) -> None:
    file = fields(tmp_path, totals={"without_vat": "100.00", "vat": "21.00", "with_vat": "150.00"})

    found = printed("render", file, "--package", "octopus", "-o", tmp_path / "out", "--language", language, code=1)

    assert found["error"] == "refused"
    assert {"BR-CO-15"} <= {reason["code"] for reason in found["reasons"]}
    assert all(reason["place"].startswith(("BT-", "BG-")) for reason in found["reasons"])
    assert any(words in reason["text"].lower() for reason in found["reasons"])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"number": \n oops}', "line 2, column 2"),
        ("[1]", "object"),
        ('{"totals": {"with_vat": 121.00}}', "totals.with_vat"),
        ('{"colour": "red"}', "colour"),
        ('{"lines": [{"net": "x"}]}', "lines.0.net"),
    ],
)
def test_unknown_fields_are_an_error_with_their_place(text: str, place: str, tmp_path: Path) -> None:
    file = written(tmp_path, "fields.json", text.encode())

    found = printed("render", file, "--package", "octopus", "-o", tmp_path / "out", code=1)

    assert place in found["reasons"][0]["text"]


def test_a_file_that_is_there_is_replaced_only_when_that_is_asked(tmp_path: Path) -> None:
    call = ("render", fields(tmp_path), "--package", "octopus", "-o", tmp_path / "out")
    (name,) = [file["filename"] for file in printed(*call)["files"]]
    mine = written(tmp_path / "out", name, b"mine")

    refused = printed(*call, code=1)
    kept = mine.read_bytes()
    printed(*call, "--overwrite")

    assert name in refused["reasons"][0]["text"]
    assert kept == b"mine"
    assert read(mine.read_bytes()).invoice.number == invoice().number
    assert [path.name for path in (tmp_path / "out").iterdir()] == [name]


def test_the_dialect_is_one_that_the_package_reads(tmp_path: Path) -> None:
    call = ("render", fields(tmp_path), "-o", tmp_path / "out", "--package")

    as_bis3 = printed(*call, "wings")
    as_efff = printed(*call, "wings", "--dialect", "efff", "--pdf", written(tmp_path, "in.pdf", PDF))

    assert (as_efff["dialect"], as_bis3["dialect"]) == ("efff", "bis3")
    assert ubl(*call, "yuki", "--dialect", "efff").exit_code == 2
    assert ubl(*call, "lotus").exit_code == 2


def test_for_a_package_that_needs_the_document_nothing_is_written_without_it(tmp_path: Path) -> None:
    found = printed("render", fields(tmp_path), "--package", "agiris", "-o", tmp_path / "out", code=1)

    assert [reason["code"] for reason in found["reasons"]] == ["needs_document"]


def test_what_was_read_can_be_rendered_for_another_package(tmp_path: Path) -> None:
    source = written(tmp_path, "in.xml", serialise(sales_invoice(), CII_EN16931))
    reading = written(tmp_path, "reading.json", ubl("read", source, "--json").stdout_bytes)

    printed("render", reading, "--sales", "--package", "octopus", "-o", tmp_path / "out")

    (file,) = (tmp_path / "out").iterdir()
    assert [line.accounting_cost for line in read(file.read_bytes()).invoice.lines] == ["700100", "700200"]


def test_the_same_call_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        printed("render", fields(tmp_path), "--package", "octopus", "-o", tmp_path / name)

    (one,), (two,) = ([path.read_bytes() for path in (tmp_path / name).iterdir()] for name in ("one", "two"))
    assert one == two


def test_a_user_sees_what_was_completed(tmp_path: Path) -> None:
    file = written(tmp_path, "fields.json", example().encode())

    result = ubl("render", file, "--package", "octopus", "-o", tmp_path / "out")

    assert result.exit_code == 0
    assert "filled by lines_from_breakdown" in result.stdout
    assert "valid according to UBL-2.1-XSD, EN16931-UBL-1.3.16" in result.stdout.replace("\n", " ")


def test_the_start_of_the_command_does_not_load_what_it_may_not_need() -> None:
    ask = "import sys, cli.main; print([name for name in sys.modules if name.startswith('services.ubl_render')])"

    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=True, cwd=Path(__file__).parents[2])

    assert answer.stdout.strip() == b"[]"


def lines_printed(*arguments: object, code: int = 0) -> list[Any]:
    """The JSON of each line that the command prints."""
    result = ubl(*arguments, "--json")
    assert result.exit_code == code, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_many_files_and_folders_are_read_in_one_call(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "deeper"
    folder.mkdir(parents=True)
    written(folder, "b.xml", write(invoice(number="B")))
    written(folder, "a.pdf", make_facturx(PDF, credit_note()).pdf)
    written(folder, "notes.txt", b"nothing")
    single = written(tmp_path, "c.xml", write(invoice(number="C")))

    found = lines_printed("read", tmp_path / "in", single)

    assert [Path(each["file"]).name for each in found] == ["a.pdf", "b.xml", "c.xml"]
    assert [each["invoice"]["number"] for each in found[1:]] == ["B", "C"]


def test_one_wrong_file_of_many_is_told_in_its_line_and_ends_with_1(tmp_path: Path) -> None:
    good = written(tmp_path, "a.xml", write(invoice()))
    wrong = written(tmp_path, "b.xml", serialise(invoice(totals=totals("100.00", "21.00", payable="1.00"))))
    broken = written(tmp_path, "c.xml", b"<Invoice")

    found = lines_printed("check", good, wrong, broken, code=1)
    shown = ubl("check", good, wrong, broken)

    assert [each.get("valid") for each in found] == [True, False, None]
    assert found[2]["error"] == "unreadable"
    assert found[2]["reasons"][0]["place"] == {"line": 1, "column": 1}
    assert [line.partition(": ")[2].split(":")[0] for line in shown.stdout.splitlines()] == [
        "valid as bis3", "not valid as bis3", "unreadable",
    ]  # fmt: skip


def test_a_folder_for_attached_files_goes_with_one_file_only(tmp_path: Path) -> None:
    one, two = (written(tmp_path, name, write(invoice())) for name in ("a.xml", "b.xml"))

    assert ubl("read", one, two, "--files", tmp_path / "out").exit_code == 2


def test_many_files_are_shared_among_processes_and_told_in_their_order(tmp_path: Path) -> None:
    for number in range(60):
        written(tmp_path, f"{number:02}.xml", write(invoice(number=f"N{number}")))

    found = lines_printed("read", tmp_path)

    assert [each["invoice"]["number"] for each in found] == [f"N{number}" for number in range(60)]


def test_reading_an_xml_file_loads_nothing_of_the_platform(tmp_path: Path) -> None:
    file = written(tmp_path, "in.xml", write(invoice()))
    ask = (
        "import sys, cli.entry\n"
        f"sys.argv = ['serein', 'ubl', 'read', {str(file)!r}]\n"
        "try:\n    cli.entry.main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "print([name for name in ('fastapi', 'sqlalchemy', 'saxonche', 'pikepdf', 'reportlab') if name in sys.modules])"
    )

    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=True, cwd=Path(__file__).parents[2])

    assert answer.stdout.splitlines()[-1] == b"[]"
