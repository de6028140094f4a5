"""Our own use of RapidOCR's models: the layer that is cut off, and its computation here."""

import numpy as np
import pytest

from services.ocr_extract.ocr.engines import EngineMissing
from services.ocr_extract.ocr.engines.ctc import read_glyphs
from services.ocr_extract.ocr.engines.onnx_file import last_layer, without_last_layer
from services.ocr_extract.ocr.engines.rapidocr import RapidOcr, models, session
from tests.ocr_extract.scans import clean

RECOGNITION, FINDING = "PP-OCRv6_rec_small.onnx", "PP-OCRv6_det_small.onnx"


def line() -> np.ndarray:
    """The first line of an invoice as the network's input."""
    engine = RapidOcr()
    box = min(engine.find(clean()), key=lambda box: float(box[:, 1].min()))
    (left, top), (right, bottom) = box.min(axis=0).astype(int), box.max(axis=0).astype(int)
    pixels = np.repeat(np.repeat(clean()[top:bottom, left:right], 2, axis=0), 2, axis=1)[:48].astype(np.float32)
    planes = np.pad(pixels, ((0, 48 - len(pixels)), (0, 0), (0, 0)), constant_values=127.5).transpose(2, 0, 1)
    return (planes / 127.5 - 1)[np.newaxis]


def test_a_network_without_its_last_layer_gives_the_input_of_that_layer() -> None:
    model = (models() / RECOGNITION).read_bytes()
    layer = last_layer(model)
    whole, shortened = session(model), session(without_last_layer(model, layer))
    planes = line()

    (expected,) = whole.run(None, {"x": planes})[0]
    (columns,) = shortened.run(None, {"x": planes})[0]

    scores = columns @ layer.weights + layer.bias
    probabilities = np.exp(scores - scores.max(axis=1, keepdims=True))
    assert [output.name for output in shortened.get_outputs()] == [layer.input]
    assert np.allclose(probabilities / probabilities.sum(axis=1, keepdims=True), expected, atol=1e-4)


def test_glyphs_and_their_confidence_are_those_of_the_whole_network() -> None:
    engine, model = RapidOcr(), (models() / RECOGNITION).read_bytes()
    whole, shortened = session(model), session(without_last_layer(model, last_layer(model)))
    glyphs = ["", *whole.get_modelmeta().custom_metadata_map["character"].splitlines(), " "]
    wanted = [at for at, glyph in enumerate(glyphs) if at == 0 or glyph in engine._output_layer.alphabet[1:]]
    planes = line()

    by_all = read_glyphs(whole.run(None, {"x": planes})[0][0][:, wanted], [glyphs[at] for at in wanted], 8.0)
    blank = np.zeros_like(shortened.run(None, {"x": planes})[0][0][:0])
    mine, nothing = engine._output_layer.probabilities([shortened.run(None, {"x": planes})[0][0], blank])

    found = read_glyphs(mine, engine._output_layer.alphabet, 8.0)
    assert len(found) > 5
    assert [(glyph.text, glyph.place) for glyph in found] == [(glyph.text, glyph.place) for glyph in by_all]
    assert np.allclose([glyph.confidence for glyph in found], [glyph.confidence for glyph in by_all], atol=1e-3)
    assert len(nothing) == 0


def test_a_network_that_ends_otherwise_is_refused() -> None:
    with pytest.raises(EngineMissing, match="does not end as expected"):
        last_layer((models() / FINDING).read_bytes())


def test_weights_next_to_nothing_are_taken_for_nothing() -> None:
    finder = session((models() / FINDING).read_bytes())

    setting = finder.get_session_options().get_session_config_entry("session.set_denormal_as_zero")

    assert setting == "1"


def test_a_page_without_lines_gives_no_words() -> None:
    assert RapidOcr().read(np.full((1200, 900, 3), 255, np.uint8)) == ()
