"""The report on other people's papers: what is counted, and what is not."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from services.ocr_extract.files.mupdf import pymupdf
from tests.accuracy.foreign import HEADING, papers_in, read_paper, table, with_section

TRUTH = {
    "number": "2026-0147",
    "date": "20261103",
    "incl": "-121.00",
    "sup": "Menuiserie\nLambert SRL",
    "svat": "BE0000000000",
    "iban": "BE71 0961 2345 6769",
    "buyer": None,
}


def _folder(path: Path, *lines: str, printed: tuple[str, ...] = ("number", "date", "incl")) -> Path:
    with pymupdf.open() as pdf:
        page = pdf.new_page()
        for at, line in enumerate(lines):
            page.insert_text((60, 80 + 20 * at), line)
        pdf.save(path / "a__b__one.pdf")
    entry = {"file": "a__b__one.pdf", "truth": TRUTH, "printed": list(printed)}
    (path / "manifest.json").write_text(json.dumps([entry]), encoding="utf-8")
    return path


def test_only_printed_values_with_sound_check_digits_are_scored(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "Facture", printed=("number", "svat", "iban", "words"))

    (paper,) = papers_in(folder)

    assert set(paper.truth) == {"number", "iban"}
    assert paper.maker == "a__b"


def test_a_paper_is_scored_value_by_value(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "Facture n° 2026-0147", "Date de facture : 04/11/2026", "Total TTC 121,00")

    found = {finding.field: finding for finding in read_paper(papers_in(folder)[0])}

    assert found["number"].verdict == "exact"
    assert (found["date"].verdict, found["date"].expected) == ("wrong", date(2026, 11, 3))
    assert found["incl"].expected == Decimal("121.00")


def test_the_table_counts_wrong_values_that_are_believed(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "Facture n° 2026-0147", "Date de facture : 04/11/2026")

    found = table(read_paper(papers_in(folder)[0]))

    assert "| date | 1 | 0 (0.0%) | 0 | 1 | 1 | 0 | 0 |" in found
    assert "| incl | 1 | 0 (0.0%) | 1 | 0 | 0 | 0 | 0 |" in found


def test_the_section_of_a_page_is_replaced() -> None:
    page = f"# Accuracy\n\n{HEADING}\n\nold\n"

    found = with_section(page, f"{HEADING}\n\nnew")

    assert found == f"# Accuracy\n\n{HEADING}\n\nnew\n"
