"""Repairs OCR errors in the rows of a card statement, where only one thing can have been printed.

Dirt beside a digit, a letter for a digit (O/0, I/1, S/5, B/8, Z/2), a month with one wrong letter, a date split in two.
Only the columns of days and amounts are repaired, and a repaired amount still has to add up. Where a minus may be dirt,
or dirt a minus, the sign stays open: the sums decide about `±12,50`, or nothing does.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.ocr_extract.domain.card_statement import words as labels
from services.ocr_extract.domain.card_statement.figures import NUMBER, amounts_of, is_scanned
from services.ocr_extract.domain.card_statement.table import DAY_ROLES, MONEY_ROLES, Header
from services.ocr_extract.domain.layout.folding import fold
from services.ocr_extract.domain.layout.page import CELL_GAP, Line, Page, Pages, Word
from services.ocr_extract.domain.wording.months import MONTHS

_AS_FIGURES = str.maketrans("OoQIl|!SsBZz", "000111155822")
_ALIKE = r"\dOoQIl|!SsBZz"
_FEWEST_FIGURES = 2
"""The least number of real digits in a repaired amount; `SO` is a word."""
_AMOUNT_WORD = re.compile(rf"(?P<dirt>[^\w+()€$£-]*)(?P<sign>[-+(]?)(?P<body>[{_ALIKE}.,;:']*[{_ALIKE}])(?P<rest>.*)")
_LETTER = re.compile(r"\W*(?P<letter>cr|db|dr|dt|c|d)\W*", re.IGNORECASE)
_MINUS_LIKE = frozenset(".,·:;_~=")
_SPECK_IN_CENTS = re.compile(r"([.,]\d)[.,](\d)$")
_DAY_WORD = re.compile(r"(?P<d>\d\d)(?P<a>[./,;:-]|[71])(?P<m>\d\d)(?P<b>[./,;:-]|[71])(?P<y>(?:19|20)\d\d)")
_GLUED = re.compile(r"(?P<a>(?:19|20)\d\d)(?P<b>\d{1,2})|(?P<d>\d{1,2},)(?P<y>(?:19|20)\d\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_OR_YEAR = re.compile(rf"\d[{_ALIKE}]?|[{_ALIKE}]\d|2[{_ALIKE}]{{3}}")
_LONGEST_FIGURE = 4
"""The most characters of a day, a month or a year on its own."""
_SHORTEST_MONTH = 3
_SUM_NAMES = (labels.OPENING, labels.AVAILABLE, labels.OWED, labels.CARRIED, labels.SUBTOTAL, labels.TOTAL)
_TORN = 1.2
"""A name and its sum are one row when they are at most this many line heights apart."""
_DIRT = " .,:;·•*'`´^~_|°"


def with_whole_rows(pages: Pages) -> Pages:
    """The pages with sums back in their rows: on bent paper a sum slips out of the row with its name.

    It is moved only when there is exactly one name that it can belong to.
    """
    return Pages(tuple(_whole(page) if any(map(is_scanned, page.lines)) else page for page in pages.pages))


def _whole(page: Page) -> Page:
    lines = list(page.lines)
    for name in [line for line in lines if _names_a_sum(line)]:
        sums = [line for line in lines if _is_bare_sum(line) and _apart(name, line) < _TORN * name.height]
        if len(sums) == 1 and sums[0].box.x0 > name.box.x1:
            lines = [_joined(name, sums[0]) if line is name else line for line in lines if line is not sums[0]]
    return replace(page, lines=tuple(lines))


def _names_a_sum(line: Line) -> bool:
    label = line.folded.strip(" \t:.-")
    return any(name.match(label) for name in _SUM_NAMES) and not amounts_of(line) and not labels.DEBITED.search(label)


def _is_bare_sum(line: Line) -> bool:
    amounts = amounts_of(line)
    return len(amounts) == 1 and not (line.folded[: amounts[0].start] + line.folded[amounts[0].end :]).strip()


def _apart(one: Line, other: Line) -> float:
    return abs((one.box.y0 + one.box.y1) - (other.box.y0 + other.box.y1)) / 2


def _joined(name: Line, amount: Line) -> Line:
    shift = len(name.text) + 1
    return Line(
        name.words + amount.words,
        name.text + CELL_GAP + amount.text,
        name.starts + tuple(start + shift for start in amount.starts),
        name.index,
    )


def mended(line: Line, header: Header) -> Line:
    """The row with its days and amounts repaired; a row of a text layer is returned unchanged."""
    if not is_scanned(line) or labels.DEBITED.search(line.folded):
        return line
    words = [_mended_word(line, at, header) for at in range(len(line.words))]
    text, starts = "", []
    for at, word in enumerate(words):
        gap = line.text[line.starts[at] - 1] if at else ""
        text += " " if gap and _continues_a_day(words, at) else gap
        starts.append(len(text))
        text += word.text
    return line if text == line.text else Line(tuple(words), text, tuple(starts), line.index)


def _mended_word(line: Line, at: int, header: Header) -> Word:
    word = line.words[at]
    column = header.nearest(line.box_between(line.starts[at], line.starts[at] + len(word.text)))
    if column is None:
        return word
    if column.role in MONEY_ROLES:
        return replace(word, text=amount_mended(word.text))
    if column.role in DAY_ROLES and word.x1 > column.x0 - 2:
        beside = [other.text.strip(_DIRT) for other in line.words[max(0, at - 1) : at + 2] if other is not word]
        return replace(word, text=day_mended(word.text, in_a_day=any(map(_DAY_OR_YEAR.fullmatch, beside))))
    return word


def amount_mended(printed: str) -> str:
    """A repaired amount: `405;81` is 405,81, `1O,50` is 10,50, `.74.67` is ±74.67. Other text is returned unchanged."""
    if lone := _LETTER.fullmatch(printed):
        return lone["letter"]
    match = _AMOUNT_WORD.fullmatch(printed)
    if not match or sum(map(str.isdigit, match["body"])) < _FEWEST_FIGURES:
        return printed
    figures = match["body"].translate(_AS_FIGURES).replace(";", ",").replace(":", ".")
    figures = _SPECK_IN_CENTS.sub(r"\1\2", figures)
    if not NUMBER.fullmatch(figures) and len(figures) > 3 and figures[-3] in ".,":
        figures = re.sub(r"\D", "", figures[:-3]) + figures[-3:]
    letter = _LETTER.fullmatch(match["rest"])
    rest = f" {letter['letter']}" if letter else match["rest"].strip(_DIRT)
    if not NUMBER.fullmatch(figures) or (rest not in ("", "-", "+", ")") and not letter):
        return printed
    sign = match["sign"] or ("±" if _MINUS_LIKE & set(match["dirt"]) else "")
    return f"{sign}{figures}{rest}"


def day_mended(printed: str, *, in_a_day: bool = False) -> str:
    """A repaired day: `.23.03.2026` and `07709/2026` are days; `aût` beside a digit is the only month that is close."""
    bare = printed.strip(_DIRT)
    if bare.isalpha():
        return _month(bare) if in_a_day else printed
    if glued := _GLUED.fullmatch(bare):
        return " ".join(part for part in glued.groups() if part)
    figures = re.sub(r"[^\w./,;:-]|(?<=\d)\|(?=\d)", "", bare).translate(_AS_FIGURES)
    if len(figures) <= _LONGEST_FIGURE and figures.isdigit() and any(map(str.isdigit, bare)):
        return figures
    if sum(map(str.isdigit, bare)) < _FEWEST_FIGURES or not (match := _DAY_WORD.fullmatch(figures)):
        return bare if any(map(str.isdigit, bare)) else printed
    separators = {match["a"], match["b"]} & set("./-")
    separator = separators.pop() if len(separators) == 1 else None
    return f"{match['d']}{separator}{match['m']}{separator}{match['y']}" if separator else printed


def _month(printed: str) -> str:
    """The correct spelling of a month, when exactly one month differs by one letter; else the text unchanged."""
    word = fold(printed)
    if word in MONTHS or len(word) < _SHORTEST_MONTH - 1 or labels.CARD_WORD.fullmatch(word):
        return printed
    near = {MONTHS[name]: name for name in MONTHS if len(name) >= _SHORTEST_MONTH and _one_letter_apart(word, name)}
    return near.popitem()[1] if len(near) == 1 else printed


def _one_letter_apart(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _continues_a_day(words: Sequence[Word], at: int) -> bool:
    """Whether a word continues a date: a year after its month, or a day and year after it (`August 21,` `2026`)."""
    before, word = fold(words[at - 1].text).strip(".,"), words[at].text.strip(".,")
    first = fold(words[at - 2].text).strip(".,") if at > 1 else ""
    if _YEAR.fullmatch(word):
        return (before in MONTHS and first.isdigit()) or (before.isdigit() and first in MONTHS)
    following = words[at + 1].text.strip(".,") if at + 1 < len(words) else ""
    return before in MONTHS and not first.isdigit() and word.isdigit() and bool(_YEAR.fullmatch(following))


def merchant_without_dirt(merchant: str) -> str:
    """A shop's name without specks at its ends; the full stop of an abbreviation is kept."""
    return " ".join(word for word in merchant.split() if word.strip(_DIRT)).strip(" .,:;·•*'`´^~_|")
