"""Finds the labels of values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from contracts.fields import Box
from services.ocr_extract.domain.layout.page import CELL_GAP, Line, Pages
from services.ocr_extract.domain.wording.labels import LABELS
from services.ocr_extract.domain.wording.roles import Role

_SEPARATOR = r"[ .:'/-]{1,3}"


@dataclass(frozen=True)
class Label:
    """One label on the page. `strength` is 1 for words with this meaning only, less for ambiguous words.

    `says` is the strength of the words alone, wherever they are; a `crowded` label shares its cell with others.
    """

    role: Role
    strength: float
    line: Line
    start: int
    end: int
    says: float
    crowded: bool = False

    @cached_property
    def box(self) -> Box:
        return self.line.box_between(self.start, self.end)

    @cached_property
    def cell_box(self) -> Box:
        """The whole cell that the label stands in: a column is as wide as its heading."""
        if self.crowded:
            return self.box
        text = self.line.text
        end = text.find(CELL_GAP, self.end)
        return self.line.box_between(text.rfind(CELL_GAP, 0, self.start) + 1, end if end >= 0 else len(text))

    @property
    def page(self) -> int:
        return self.line.page

    @property
    def text(self) -> str:
        return self.line.folded[self.start : self.end]


def find_labels(pages: Pages) -> tuple[Label, ...]:
    """All labels in reading order; of labels that overlap the longest stays, and of equal ones the stronger."""
    return tuple(label for line in pages.lines for label in labels_in(line))


def labels_in(line: Line) -> tuple[Label, ...]:
    """The labels of one line, from left to right, without overlap inside the same family of values."""
    found = sorted(_all_in(line), key=lambda label: (label.start - label.end, -label.strength))
    kept: list[Label] = []
    for label in found:
        if not any(_clash(label, other) for other in kept):
            kept.append(label)
    return tuple(_head_alike(sorted(kept, key=lambda label: label.start), line))


def _head_alike(labels: Sequence[Label], line: Line) -> Iterator[Label]:
    """Strengthens headings that share a cell because they are close: a cell of labels only is no sentence."""
    for label in labels:
        start = line.text.rfind(CELL_GAP, 0, label.start) + 1
        end = line.text.find(CELL_GAP, label.end)
        cell = [other for other in labels if start <= other.start and (end < 0 or other.end <= end)]
        rest = list(line.folded[start : end if end >= 0 else len(line.folded)])
        for other in cell:
            rest[other.start - start : other.end - start] = " " * (other.end - other.start)
        alone = len({other.start for other in cell}) > 1 and not re.search(r"[a-z0-9]", "".join(rest))
        yield replace(label, strength=max(label.strength, label.says), crowded=True) if alone else label


def _clash(label: Label, other: Label) -> bool:
    if label.start >= other.end or other.start >= label.end:
        return False
    same_words = (label.start, label.end) == (other.start, other.end)
    return label.role == other.role or not same_words or FAMILY[label.role] == FAMILY[other.role]


_WEB = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w-]+\.(?:be|fr|nl|de|lu|com|net|eu|org|io)\b")


def _all_in(line: Line) -> Iterator[Label]:
    text = _WEB.sub(lambda match: "~" * len(match[0]), line.folded)
    for role, strength, finder in _finders():
        for start, end in finder.longest(text):
            yield Label(role, _strength(strength, line.folded, start, end), line, start, end, strength)


def _strength(strength: float, text: str, start: int, end: int) -> float:
    """The strength at this place: full for a word that fills its cell or precedes a colon, low inside a sentence."""
    before = text[:start].rpartition("\t")[2].rstrip()
    after = text[end:].partition("\t")[0].strip(" .#")
    begins = not before.strip(" +=#*") or before.endswith(("-", "|", ";", "/", "("))
    if strength < 1 and begins and (not after or after.startswith(":")):
        return 0.85
    if not begins and not before.endswith((":", ".", ",")) and re.search(r"[a-z]", before):
        return strength * 0.7
    return strength


@dataclass(frozen=True)
class _Finder:
    """The phrases of a role: one pattern finds any of them, single patterns show which is the longest."""

    any: re.Pattern[str]
    each: tuple[re.Pattern[str], ...]

    def longest(self, text: str) -> Iterator[tuple[int, int]]:
        at = 0
        while found := self.any.search(text, at):
            start = found.start()
            end = max(match.end() for pattern in self.each if (match := pattern.match(text, start)))
            yield start, end
            at = end


@cache
def _finders() -> tuple[tuple[Role, float, _Finder], ...]:
    finders = []
    for role, phrases in LABELS.items():
        for strength, texts in ((1.0, phrases.strong), (0.5, phrases.weak)):
            if texts:
                finders.append((role, strength, _finder(texts)))
    return tuple(finders)


def _finder(phrases: tuple[str, ...]) -> _Finder:
    each = tuple(re.compile(rf"(?<![a-z0-9])(?:{_widen(phrase)})(?![a-z])") for phrase in phrases)
    together = "|".join(_widen(phrase) for phrase in phrases)
    return _Finder(re.compile(rf"(?<![a-z0-9])(?:{together})(?![a-z])"), each)


def _widen(phrase: str) -> str:
    """A plain space in a phrase stands for any short separator, an apostrophe may be missing or be followed by one."""
    return re.sub(r" \?|' ?| ", lambda match: _WIDER[match[0].strip(" ") or match[0]], phrase)


_WIDER = {" ": _SEPARATOR, "?": r"[ .:'/-]{0,2}", "'": "[' ]{0,2}"}


class _Family:
    DATE, NUMBER, AMOUNT, PARTY = range(4)


FAMILY: dict[Role, int] = {
    Role.ISSUE_DATE: _Family.DATE,
    Role.DUE_DATE: _Family.DATE,
    Role.DELIVERY_DATE: _Family.DATE,
    Role.ORIGINAL_DATE: _Family.DATE,
    Role.OTHER_DATE: _Family.DATE,
    Role.NUMBER: _Family.NUMBER,
    Role.ORIGINAL_NUMBER: _Family.NUMBER,
    Role.ORDER_REFERENCE: _Family.NUMBER,
    Role.BUYER_REFERENCE: _Family.NUMBER,
    Role.OTHER_NUMBER: _Family.NUMBER,
    Role.EXCL: _Family.AMOUNT,
    Role.VAT: _Family.AMOUNT,
    Role.INCL: _Family.AMOUNT,
    Role.PAYABLE: _Family.AMOUNT,
    Role.PREPAID: _Family.AMOUNT,
    Role.ROUNDING: _Family.AMOUNT,
    Role.OTHER_AMOUNT: _Family.AMOUNT,
    Role.SELLER: _Family.PARTY,
    Role.BUYER: _Family.PARTY,
    Role.DELIVERY_PLACE: _Family.PARTY,
    Role.SUPPLIER_VAT: _Family.PARTY,
    Role.CUSTOMER_VAT: _Family.PARTY,
}
