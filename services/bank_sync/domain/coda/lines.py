"""From the bytes of a file to its lines, and from lines to the lines of each statement.

Banks write windows-1252 with 128 columns a line. Editors, mail programs and other packages change the file on its way:
UTF-8, a byte-order mark, other line ends, stripped blanks and a DOS end-of-file mark are all accepted, because none of
them can change an amount.
"""

import re
from collections.abc import Iterator, Sequence

from services.bank_sync.domain.coda.layout import WIDTH, Header, Line
from services.bank_sync.domain.coda.refusal import CodaError, Rule

MAX_BYTES = 25 * 1024 * 1024
MAX_LINES = 300_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
END_OF_FILE_MARK = b"\x1a"
CONTROL = re.compile(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]")
VERSION = "2"

FOLLOWS = {
    "0": ("1",),
    "1": ("21", "8", "4", "9"),
    "21": ("22", "23", "31", "21", "8"),
    "22": ("23", "31", "21", "8"),
    "23": ("31", "21", "8"),
    "31": ("32", "33", "31", "21", "8"),
    "32": ("33", "31", "21", "8"),
    "33": ("31", "21", "8"),
    "8": ("4", "9"),
    "4": ("4", "9"),
}
"""Which records may follow a record. 2.2 may be missing before 2.3; record 8 in a statement without transactions."""

RECORDS = frozenset(FOLLOWS) | {"9"}


def lines_of(content: bytes) -> list[Line]:
    """The lines of a file, each filled to 128 columns; blank lines are kept for the check of the order.

    Raises CodaError for a file that is empty, too large, or not text.
    """
    if len(content) > MAX_BYTES:
        raise CodaError(1, Rule.TOO_LARGE, {"size": str(len(content)), "limit": str(MAX_BYTES)})
    content = content.removeprefix(BYTE_ORDER_MARK).rstrip(END_OF_FILE_MARK + b"\r\n ")
    if not content:
        raise CodaError(1, Rule.EMPTY)
    if control := CONTROL.search(content):
        raise CodaError(content.count(b"\n", 0, control.start()) + 1, Rule.NOT_TEXT)

    content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    count = content.count(b"\n") + 1
    if count > MAX_LINES:
        raise CodaError(MAX_LINES + 1, Rule.TOO_MANY_LINES, {"count": str(count), "limit": str(MAX_LINES)})
    return [_line(number, line) for number, line in enumerate(_decode(content).split("\n"), start=1)]


def statements_in(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of one statement at a time, from header to trailer. Raises CodaError where the order is wrong.

    The trailer states whether another statement follows (column 128), but files that were cut or joined keep the old
    flag. The flag is not needed: every statement carries its own totals.
    """
    statement: list[Line] = []
    is_first = True
    for line in lines:
        if not statement and not line.content.strip(" "):
            continue
        if not statement:
            _check_header(line, Rule.NOT_CODA if is_first else Rule.RECORD_ORDER)
            is_first = False
        else:
            _check_order(statement[-1], line)
        statement.append(line)
        if line.record == "9":
            yield statement
            statement = []
    if statement:
        raise statement[-1].refuse(Rule.MISSING_TRAILER)


def _decode(content: bytes) -> str:
    """The text in UTF-8 or windows-1252, whichever gives more lines of exactly 128 columns."""
    if content.isascii():
        return content.decode("ascii")
    windows = content.decode("windows-1252", errors="replace")
    try:
        unicode = content.decode("utf-8")
    except UnicodeDecodeError:
        return windows
    return max(unicode, windows, key=_full_lines)


def _full_lines(text: str) -> int:
    return sum(len(line) == WIDTH for line in text.split("\n"))


def _line(number: int, text: str) -> Line:
    visible = text.rstrip(" ")
    if len(visible) > WIDTH:
        raise CodaError(number, Rule.LINE_LENGTH, {"length": str(len(visible))})
    return Line(number, visible.ljust(WIDTH))


def _check_header(line: Line, otherwise: Rule) -> None:
    if line.record != "0" or line.raw(Header.zeros) != "0000":
        raise line.refuse(otherwise, found=line.record, expected="0")
    if line.raw(Header.version) != VERSION:
        raise line.refuse(Rule.VERSION, found=line.raw(Header.version))


def _check_order(before: Line, line: Line) -> None:
    if not line.content.strip(" "):
        raise line.refuse(Rule.LINE_LENGTH, length="0")
    if line.record not in RECORDS:
        raise line.refuse(Rule.RECORD_TYPE, found=line.record)
    if line.record == "0":
        raise line.refuse(Rule.MISSING_TRAILER)
    expected = FOLLOWS[before.record]
    if line.record not in expected:
        raise line.refuse(Rule.RECORD_ORDER, found=line.record, expected=", ".join(expected))
