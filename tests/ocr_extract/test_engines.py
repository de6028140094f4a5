"""Every engine that is on this computer reads the same page; one that is not is skipped, with what it lacks."""

import pytest

from services.ocr_extract.engines import EngineMissing
from services.ocr_extract.engines.choice import Choice, EngineName, load
from services.ocr_extract.limits import Limits
from services.ocr_extract.outcome import Extracted
from services.ocr_extract.reading import read_bytes
from services.ocr_extract.recognising import Recogniser
from tests.ocr_extract.builders import THEIR_IBAN, US
from tests.ocr_extract.scans import clean, saved


@pytest.mark.parametrize("name", [EngineName.TESSERACT, EngineName.EASYOCR])
def test_another_engine_reads_the_same_invoice(name: EngineName) -> None:
    try:
        engine = load(Choice(name))
    except EngineMissing as error:
        pytest.skip(str(error))
    assert engine is not None

    result = read_bytes(saved(clean(), "PNG"), US, Limits(), Recogniser(engine)).result

    assert isinstance(result, Extracted)
    assert result.reader == name
    assert result.fields.iban is not None
    assert (result.fields.iban.value, result.fields.iban.sure) == (THEIR_IBAN, True)
