"""Makes statements that a reader must refuse: each has one deliberate defect in an otherwise correct file."""

from collections.abc import Callable

from libs.samples.coda import ENCODING, LINE_END


def false_balance(content: bytes) -> bytes:
    """The new balance is one cent too high."""
    return _changed(content, "8", lambda line: line[:42] + f"{int(line[42:57]) + 10:015d}" + line[57:])


def wrong_count(content: bytes) -> bytes:
    """The trailer counts one record too many."""
    return _changed(content, "9", lambda line: line[:16] + f"{int(line[16:22]) + 1:06d}" + line[22:])


def false_debit_sum(content: bytes) -> bytes:
    """The trailer's debit sum is one euro off."""
    return _changed(content, "9", lambda line: line[:22] + f"{int(line[22:37]) + 1000:015d}" + line[37:])


def other_account(content: bytes) -> bytes:
    """Old and new balance name different accounts."""
    return _changed(content, "8", lambda line: line[:4] + line[4:18] + ("1" if line[18] != "1" else "2") + line[19:])


def truncated_line(content: bytes) -> bytes:
    """The line of the first transaction lacks its last forty characters."""
    return _changed(content, "21", lambda line: line[:88])


def cut_off(content: bytes) -> bytes:
    """The file ends in the middle, without new balance and trailer."""
    lines = content.decode(ENCODING).split(LINE_END)
    return (LINE_END.join(lines[: max(3, len(lines) // 2)]) + LINE_END).encode(ENCODING)


def byte_order_mark(content: bytes) -> bytes:
    """A UTF-8 byte order mark comes before the first line, as some editors write it. The rest is correct."""
    return b"\xef\xbb\xbf" + content


def version_one(content: bytes) -> bytes:
    """The header states version 1, which had other columns."""
    return _changed(content, "0", lambda line: line[:127] + "1")


DEFECTS: dict[str, Callable[[bytes], bytes]] = {
    "false_balance": false_balance,
    "wrong_count": wrong_count,
    "false_debit_sum": false_debit_sum,
    "other_account": other_account,
    "truncated_line": truncated_line,
    "cut_off": cut_off,
    "byte_order_mark": byte_order_mark,
    "version_one": version_one,
}


def _changed(content: bytes, record: str, change: Callable[[str], str]) -> bytes:
    """Change the first line of this record type."""
    lines = content.decode(ENCODING).split(LINE_END)
    index = next(position for position, line in enumerate(lines) if line.startswith(record))
    lines[index] = change(lines[index])
    return LINE_END.join(lines).encode(ENCODING)
