"""The engine RapidOCR: its models (PP-OCRv6 small, part of the package) find lines of text, then read each line.

The models are run by onnxruntime in a way that is tuned for pages of text on few processors. Lines are found on a page
of about a megapixel, and read from the full image one at a time at their own length: without a graphics card a batch
gains nothing, and its padding costs time. Glyphs of other languages are never chosen. The last layer of the recognition
model (18,710 glyphs for every few pixels) is computed here, and for all glyphs only where a column has one.
"""

import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from services.ocr_extract.ocr.engines import Detection, EngineMissing, Image
from services.ocr_extract.ocr.engines.ctc import BLANK, Ink, read_glyphs, to_words
from services.ocr_extract.ocr.engines.onnx_file import last_layer, without_last_layer

DETECTION_PIXELS = 1_150_000
"""For finding lines of text the page is scaled down to this many pixels; A4 at about 110 dpi."""
INK, LEAST_SCORE, GROWTH = 0.3, 0.5, 1.5
"""Values of the models' authors: what counts as text, which boxes are kept, how far a line's core is from its edge."""
HEIGHT, SHORTEST, LONGEST = 48, 48, 3200
LEAST_CONFIDENCE = 0.4
COLUMNS = 256
"""How many columns at a time are compared with the whole alphabet: 20 MB."""
_STEP = 32

Floats = NDArray[np.float32]


class RapidOcr:
    """Made once; `read` may be called any number of times, also in forked processes."""

    name = "rapidocr"
    wants_flat_light = False

    def __init__(self) -> None:
        folder = models()
        self._finder = session((folder / "PP-OCRv6_det_small.onnx").read_bytes())
        model = (folder / "PP-OCRv6_rec_small.onnx").read_bytes()
        layer = last_layer(model)
        self._reader = session(without_last_layer(model, layer))
        glyphs = ["", *self._reader.get_modelmeta().custom_metadata_map["character"].splitlines(), " "]
        self._output_layer = _OutputLayer.of(layer.weights, layer.bias, glyphs)

    @classmethod
    def load(cls, _: Path | None = None) -> "RapidOcr":
        """Load the weights, which are part of the package `rapidocr`. Raises EngineMissing."""
        return cls()

    @classmethod
    def found(cls, _: Path | None = None) -> str:
        """The installed versions, for people to read. Raises EngineMissing."""
        models()
        return f"rapidocr {version('rapidocr')}, onnxruntime {onnxruntime.__version__}"

    def read(self, image: Image) -> tuple[Detection, ...]:
        """The words of a page, in no particular order."""
        lines = [line for box in self.find(image) if (line := self._seen(image, box)) is not None]
        probabilities = self._output_layer.probabilities([line.columns for line in lines])
        return tuple(
            word for line, found in zip(lines, probabilities, strict=True) for word in self._words(line, found)
        )

    def find(self, pixels: Image) -> list[NDArray[np.float32]]:
        """The lines of text as rectangles: four corners in pixels, clockwise from the top left."""
        height, width = pixels.shape[:2]
        scale = min(1.0, (DETECTION_PIXELS / (height * width)) ** 0.5)
        size = [max(_STEP, round(side * scale / _STEP) * _STEP) for side in (width, height)]
        small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
        probabilities = self._run(self._finder, small)[0, 0]
        _, islands = cv2.threshold(probabilities, INK, 1, cv2.THRESH_BINARY)
        islands = cv2.dilate(islands.astype(np.uint8), np.ones((2, 2), np.uint8))
        outlines, _ = cv2.findContours(islands, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        boxes = (_grown(probabilities, outline) for outline in outlines)
        back = np.array([width / size[0], height / size[1]], np.float32)
        return [box * back for box in boxes if box is not None]

    def _seen(self, image: Image, box: NDArray[np.float32]) -> "_Line | None":
        """A line with the model's output per column, before the last layer; None when it is too small to read."""
        line = _cut(image, box)
        if line is None:
            return None
        width = min(LONGEST, max(8, round(line.shape[1] * HEIGHT / line.shape[0])))
        scaled = cv2.resize(line, (width, HEIGHT))
        room = max(SHORTEST, -(-width // 8) * 8)
        padded = np.full((HEIGHT, room, 3), 127, np.uint8)
        padded[:, :width] = scaled
        return _Line(box, Ink.of(scaled), width, room, self._run(self._reader, padded)[0])

    def _words(self, line: "_Line", probabilities: Floats) -> Iterator[Detection]:
        glyphs = read_glyphs(probabilities, self._output_layer.alphabet, line.room / len(probabilities))
        (left, top), (right, bottom) = line.box.min(axis=0).tolist(), line.box.max(axis=0).tolist()
        along = (right - left) / line.width
        for run in to_words(glyphs, line.ink, line.width):
            if run.confidence >= LEAST_CONFIDENCE:
                start, end = left + along * run.start, left + along * run.end
                yield Detection(run.text, start, top, end, bottom, round(run.confidence, 4))

    @staticmethod
    def _run(model: onnxruntime.InferenceSession, pixels: Image) -> Floats:
        planes = cv2.dnn.blobFromImage(pixels, 1 / 127.5, mean=(127.5, 127.5, 127.5), swapRB=True)
        answer: Floats = model.run(None, {model.get_inputs()[0].name: planes})[0]
        return answer


@dataclass(frozen=True)
class _OutputLayer:
    """The last layer of the recognition model: `all` for every glyph that it knows, `wanted` for those we accept."""

    alphabet: tuple[str, ...]
    all: tuple[Floats, Floats]
    wanted: tuple[Floats, Floats]

    @classmethod
    def of(cls, weights: Floats, bias: Floats, glyphs: Sequence[str]) -> "_OutputLayer":
        chosen = [at for at, glyph in enumerate(glyphs) if at == BLANK or _is_wanted(glyph)]
        wanted = (np.ascontiguousarray(weights[:, chosen]), bias[chosen])
        return cls(tuple(glyphs[at] for at in chosen), (weights.copy(), bias.copy()), wanted)

    def probabilities(self, lines: Sequence[Floats]) -> list[Floats]:
        """The probability of each wanted glyph, in each column of each line.

        Only columns with a glyph are normalised over all glyphs, which is the slow part. All lines are computed
        together: fetching the weights from memory takes longer than using them for one line.
        """
        if not lines:
            return []
        columns = np.concatenate(lines)
        weights, bias = self.wanted
        scores = columns @ weights + bias
        inked = np.flatnonzero(scores.argmax(axis=1) != BLANK)
        found = np.zeros_like(scores)
        found[:, BLANK] = 1
        for some in np.array_split(inked, -(-len(inked) // COLUMNS) or 1):
            found[some] = self._against_all(columns[some], scores[some])
        return np.split(found, np.cumsum([len(line) for line in lines])[:-1])

    def _against_all(self, columns: Floats, scores: Floats) -> Floats:
        weights, bias = self.all
        others = columns @ weights
        others += bias
        highest = others.max(axis=1, keepdims=True, initial=-np.inf)
        others -= highest
        sums = np.exp(others, out=others).sum(axis=1, keepdims=True)
        probabilities: Floats = np.exp(scores - highest) / sums
        return probabilities


@dataclass(frozen=True)
class _Line:
    """A line cut out of a page: `columns` is the model's output per column of its `width` (padded to `room`) pixels."""

    box: NDArray[np.float32]
    ink: Ink
    width: int
    room: int
    columns: Floats


def models() -> Path:
    """The folder of the models in the package `rapidocr`. Raises EngineMissing."""
    found = importlib.util.find_spec("rapidocr")
    folder = Path(found.origin).parent / "models" if found and found.origin else None
    if folder is None or not (folder / "PP-OCRv6_rec_small.onnx").is_file():
        raise EngineMissing("rapidocr is not installed with its models: pip install 'serein[ocr]'")
    return folder


def session(model: bytes) -> onnxruntime.InferenceSession:
    """A model that runs on one processor, without threads of its own and without a memory pool.

    The detection model has a quarter of a million denormal weights (so close to zero that a processor takes a hundred
    times as long over each). They are treated as zero; otherwise detection takes two and a half times as long. The
    first session of a process decides this for its thread.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    options.add_session_config_entry("session.set_denormal_as_zero", "1")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _is_wanted(glyph: str) -> bool:
    """Whether a glyph is accepted: Latin letters, digits, punctuation and currency signs (fr, nl, de, en, ...)."""
    return len(glyph) == 1 and (ord(glyph) < 0x250 or 0x2000 <= ord(glyph) < 0x20D0 or glyph in "№™←→≤≥□☐☑✓●■")


def _grown(probabilities: Floats, outline: Image) -> NDArray[np.float32] | None:
    """The rectangle of a line: the core that the model found, grown to the line's edge. None for specks and doubts."""
    (x, y), (width, height), angle = cv2.minAreaRect(outline)
    if min(width, height) < 3:
        return None
    left, top, wide, high = cv2.boundingRect(outline)
    mask = np.zeros((high, wide), np.uint8)
    cv2.fillPoly(mask, [outline - (left, top)], 1)
    if cv2.mean(probabilities[top : top + high, left : left + wide], mask)[0] < LEAST_SCORE:
        return None
    growth = GROWTH * width * height / (width + height)
    corners = cv2.boxPoints(((x, y), (width + growth, height + growth), angle))
    sums, differences = corners.sum(axis=1), corners[:, 1] - corners[:, 0]
    order = [sums.argmin(), differences.argmin(), sums.argmax(), differences.argmax()]
    return corners[order].astype(np.float32)


def _cut(pixels: Image, box: NDArray[np.float32]) -> Image | None:
    """The image of a line, turned level; a line that is nearly level, as most are, is cut out unchanged."""
    if max(abs(box[0, 1] - box[1, 1]), abs(box[3, 1] - box[2, 1])) <= 2:
        left, top = (max(0, int(low)) for low in box.min(axis=0))
        right, bottom = (int(np.ceil(high)) for high in box.max(axis=0))
        line = pixels[top:bottom, left:right]
    else:
        width = round(float(max(np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[3] - box[2]))))
        height = round(float(max(np.linalg.norm(box[0] - box[3]), np.linalg.norm(box[1] - box[2]))))
        goal = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        turn = cv2.getPerspectiveTransform(box, goal)
        line = cv2.warpPerspective(pixels, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return line if min(line.shape[:2]) >= 4 else None
