"""How words are grouped into lines and cells by their places."""

import re
from collections.abc import Iterator

from contracts.fields import Origin
from services.ocr_extract.domain.layout.blocks import find_addresses, find_blocks
from services.ocr_extract.domain.layout.lines import read_pages
from services.ocr_extract.domain.layout.page import Line, Word, cells_of, once
from tests.ocr_extract.builders import text_pages


def word(text: str, x: float, y: float, size: float = 10.0) -> Word:
    return Word(text, 1, x, y, x + 6 * len(text), y + size, size)


def test_words_on_one_height_are_a_line_whatever_their_order_in_the_file() -> None:
    pages = read_pages([word("payer", 49, 100), word("À", 40, 100.8)], {1: (595, 842)})

    assert [line.text for line in pages.lines] == ["À payer"]


def test_a_wide_gap_parts_a_line_into_cells() -> None:
    pages = text_pages("Total TVAC          121,00")

    assert [cell.text for cell in cells_of(pages.lines[0])] == ["Total TVAC", "121,00"]


def test_a_tills_wide_spaces_in_an_image_separate_words_and_not_cells() -> None:
    """An engine's boxes contain ink only: a letter is narrower than its place, so a space looks wider than it is."""
    at = {"TICKET": 40, "DE": 82, "CAISSE": 100, "12,50": 190}
    seen = [Word(text, 1, x, 100, x + 6 * len(text) - 1, 107, 5, 0.9, Origin.OCR) for text, x in at.items()]

    pages = read_pages(seen, {1: (226, 842)})

    assert [cell.text for cell in cells_of(pages.lines[0])] == ["TICKET DE CAISSE", "12,50"]


def test_columns_with_their_own_line_spacing_do_not_melt_into_one_line() -> None:
    left = [word(f"links{row}", 40, 100 + 12 * row) for row in range(4)]
    right = [word(f"rechts{row}", 300, 100 + 16 * row) for row in range(4)]

    pages = read_pages(left + right, {1: (595, 842)})

    assert all(len(line.words) <= 2 for line in pages.lines)
    assert pages.lines[0].text == "links0\trechts0"


def test_a_title_of_spaced_letters_is_one_word() -> None:
    letters = [word(letter, 40 + 14 * place, 50, 12) for place, letter in enumerate("FACTUUR")]

    pages = read_pages(letters, {1: (595, 842)})

    assert pages.lines[0].text == "FACTUUR"


def test_a_position_in_the_folded_text_is_a_position_in_the_text() -> None:
    line = text_pages("Échéance : œuvre Straße 12 €").lines[0]

    assert len(line.folded) == len(line.text)
    assert line.folded.startswith("echeance : ")


def test_the_box_of_a_value_is_where_it_stands() -> None:
    line = text_pages("Total 121,00").lines[0]

    box = line.box_between(6, 12)

    assert (box.x0, box.x1, box.y0, box.y1) == (66.0, 102.0, 40.0, 50.0)


def test_an_address_keeps_its_name_street_and_town_apart() -> None:
    pages = text_pages("Rivanto Molens BV\nZoning industriel, 3e avenue 12\nB-9700 Oudenaarde\nBelgique")

    (address,) = find_addresses(find_blocks(pages))

    assert [part.value for part in address.before] == ["Rivanto Molens BV"]
    assert address.street is not None
    assert address.country is not None
    assert (address.street.value, address.postcode.value, address.city.value, address.country.value) == (
        "Zoning industriel, 3e avenue 12",
        "9700",
        "Oudenaarde",
        "BE",
    )


def test_the_senders_line_over_an_address_window_does_not_join_the_address() -> None:
    pages = text_pages("Molens BV - Kaai 1 - 9000 Gent\nBakkerij Sel BV\nMarkt 2\n8000 Brugge")

    names = {
        address.city.value: [part.value for part in address.before] for address in find_addresses(find_blocks(pages))
    }

    assert names == {"Gent": ["Molens BV"], "Brugge": ["Bakkerij Sel BV"]}


def test_what_a_line_holds_is_looked_for_once() -> None:
    pages = text_pages("Totaal 121,00 EUR  21,00 BTW", "Netto 100,00")
    asked: list[str] = []

    @once
    def amounts(line: Line) -> Iterator[str]:
        asked.append(line.text)
        yield from re.findall(r"\d+,\d\d", line.text)

    found = [(list(amounts(line)), list(amounts(line))) for line in pages.lines]

    assert found == [(["121,00", "21,00"], ["121,00", "21,00"]), (["100,00"], ["100,00"])]
    assert asked == [line.text for line in pages.lines]
