"""Every installed engine reads the same page; the others are skipped, with what is missing."""

from pathlib import Path
from typing import Any

import pytest

from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines import EngineMissing
from services.ocr_extract.ocr.engines.choice import Choice, EngineName, choose, is_here, require
from services.ocr_extract.ocr.recognise import Recogniser
from services.ocr_extract.outcome import Extracted, Outcome
from services.ocr_extract.reading import read_bytes
from services.ocr_extract.settings import Settings
from services.ocr_extract.workers.pool import ReaderPool
from tests.ocr_extract.builders import INVOICE, THEIR_IBAN, THEIR_VAT, US
from tests.ocr_extract.engines import measure, printed_pages
from tests.ocr_extract.scans import clean, saved
from tests.skips import Skip, skip

OTHERS = [(EngineName.TESSERACT, THEIR_IBAN), (EngineName.EASYOCR, THEIR_VAT)]


def found(choice: Choice) -> Choice:
    """The choice; skips the test when its engines are not installed."""
    try:
        require(choice)
    except EngineMissing as error:
        skip(Skip.EASYOCR if choice.name is EngineName.EASYOCR else Skip.TESSERACT, str(error))
    return choice


def proved(outcome: Outcome) -> set[str]:
    """The names of the reader, and which of two numbers with check digits were read correctly."""
    assert isinstance(outcome.result, Extracted)
    fields = outcome.result.fields
    numbers = {read.value for read in (fields.iban, fields.seller.vat_number) if read and read.sure}
    return {outcome.result.reader} | (numbers & {THEIR_IBAN, THEIR_VAT})


@pytest.mark.parametrize(("name", "number"), OTHERS)
def test_another_engine_reads_the_same_invoice(name: EngineName, number: str) -> None:
    recogniser = Recogniser.of(found(Choice(name)))

    outcome = read_bytes(saved(clean(), "PNG"), US, Limits(), recogniser)

    assert {name, number} <= proved(outcome)


@pytest.mark.parametrize(("name", "number"), OTHERS)
async def test_another_engine_reads_within_the_limits_of_a_worker(name: EngineName, number: str) -> None:
    choice = found(Choice(name))

    async with ReaderPool(Limits.of(choice), workers=1, engine=choice) as readers:
        outcome = await readers.read(saved(clean(), "PNG"), US)

    assert {name, number} <= proved(outcome)


async def test_two_engines_read_within_the_limits_of_one_worker() -> None:
    choice = found(Choice(second=Choice(EngineName.TESSERACT)))
    unpaid = INVOICE.replace("BE25 4079 2602 9582", "")
    large = saved(clean(unpaid, dpi=300), "PNG", dpi=(300, 300))

    async with ReaderPool(Limits.of(choice), workers=1, engine=choice) as readers:
        outcome = await readers.read(large, US)

    assert proved(outcome) == {"rapidocr", THEIR_VAT}


def test_the_engines_are_compared_on_every_look_of_a_page() -> None:
    recogniser = Recogniser.of(Choice())
    assert recogniser is not None

    done = measure(recogniser, list(printed_pages(1)))

    assert (done.pages, set(done.printed)) == (3, {"printed", "scan", "photo", "accented"})
    assert done.found["printed"] >= 0.9 * done.printed["printed"]


def test_without_a_word_the_second_engine_is_tesseract_where_it_is_installed() -> None:
    chosen = choose(EngineName.RAPIDOCR)

    assert chosen.second == (Choice(EngineName.TESSERACT) if is_here(Choice(EngineName.TESSERACT)) else None)


@pytest.mark.parametrize("second", [EngineName.NONE, EngineName.RAPIDOCR])
def test_a_second_engine_can_be_left_out(second: EngineName) -> None:
    assert choose(EngineName.RAPIDOCR, None, second).second is None


def test_an_engine_that_is_named_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(EngineMissing, match="tesseract is not installed: apt-get install"):
        require(choose(EngineName.RAPIDOCR, None, EngineName.TESSERACT))


def test_the_folder_of_models_is_for_the_engine_without_its_own(tmp_path: Path) -> None:
    chosen = choose(EngineName.RAPIDOCR, tmp_path, EngineName.EASYOCR)

    assert chosen.second == Choice(EngineName.EASYOCR, tmp_path)


def test_easyocr_gets_the_memory_that_it_needs_unless_the_operator_says_otherwise() -> None:
    large = Choice(EngineName.EASYOCR)
    said: dict[str, Any] = {"database_url": "postgresql://x", "ocr_engine": "easyocr", "ocr_second_engine": "none"}

    memory = [
        settings.limits(settings.engines()).memory_bytes >> 20
        for settings in (Settings(**said), Settings(**said, reader_memory_mib=2500))
    ]

    assert memory == [large.memory_mib, 2500] == [3072, 2500]


def test_a_choice_arrives_in_another_process_as_it_was_made(tmp_path: Path) -> None:
    made = Choice(EngineName.TESSERACT, tmp_path, Choice(EngineName.EASYOCR))

    assert Choice.from_plain(made.to_plain()) == made
