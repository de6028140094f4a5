"""Files that are not statements: a typed refusal after little work, never a crash."""

import contextlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.bank_sync.connectors.coda_file import read_coda
from services.bank_sync.domain.coda.lines import MAX_BYTES, MAX_LINES
from services.bank_sync.domain.coda.refusal import CodaError, Rule
from tests.bank_sync.builders import CodaStatement, Entry, Record3, file, joined, lines
from tests.work import calls

HEADER = lines(CodaStatement())[0]
CALLS_A_LINE, CALLS_A_TRANSACTION = 6, 400
"""The most calls for a hostile line and for a valid transaction; the last may not cost more than the first."""

HOSTILE = [
    ("nothing", b"", Rule.EMPTY),
    ("only a byte-order mark", b"\xef\xbb\xbf", Rule.EMPTY),
    ("only blank lines", b"\r\n" * 1000, Rule.EMPTY),
    ("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", Rule.NOT_CODA),
    ("a ZIP", b"PK\x03\x04\x14\x00\x08\x00", Rule.NOT_TEXT),
    ("UTF-16", HEADER.encode("utf-16"), Rule.NOT_TEXT),
    ("random bytes", random.Random(7).randbytes(1_000_000), Rule.NOT_TEXT),
    ("NUL after a good header", HEADER.encode() + b"\n" + b"\x00" * 128, Rule.NOT_TEXT),
    ("50 MB of statement", file(CodaStatement((Entry(),))) * 60_000, Rule.TOO_LARGE),
    ("one line of 10 MB", b"0" * 10_000_000, Rule.LINE_LENGTH),
    ("a good header and one line of 10 MB", HEADER.encode() + b"\n" + b"2" * 10_000_000, Rule.LINE_LENGTH),
    ("millions of one-letter lines", HEADER.encode() + b"\n" + b"4\n" * 10_000_000, Rule.TOO_MANY_LINES),
    ("as many headers as fit", (HEADER + "\n").encode() * 100_000, Rule.MISSING_TRAILER),
]


@pytest.mark.parametrize(("content", "rule"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_a_hostile_file_is_refused_for_little_work(content: bytes, rule: Rule) -> None:
    with pytest.raises(CodaError) as refused:
        read_coda(content)

    assert refused.value.rule is rule
    assert len(refused.value.message) < 500
    assert calls(lambda: _refuse(content)) < CALLS_A_LINE * content.count(b"\n") + 100


def _refuse(content: bytes) -> None:
    with contextlib.suppress(CodaError):
        read_coda(content)


def test_the_size_limit_holds_to_the_byte() -> None:
    at_the_limit = b"0" * MAX_BYTES

    with pytest.raises(CodaError) as at_limit:
        read_coda(at_the_limit)
    with pytest.raises(CodaError) as beyond:
        read_coda(at_the_limit + b"0")

    assert (at_limit.value.rule, beyond.value.rule) == (Rule.LINE_LENGTH, Rule.TOO_LARGE)


def test_the_line_limit_holds_to_the_line() -> None:
    at_the_limit = b"x\n" * (MAX_LINES - 1) + b"x"

    with pytest.raises(CodaError) as at_limit:
        read_coda(at_the_limit)
    with pytest.raises(CodaError) as beyond:
        read_coda(at_the_limit + b"\nx")

    assert (at_limit.value.rule, beyond.value.rule) == (Rule.NOT_CODA, Rule.TOO_MANY_LINES)


def test_the_largest_sound_file_costs_as_much_a_transaction_as_a_small_one() -> None:
    entry = Entry(name="CLIENT", account="BE43068999999501", text="FACTURE", information=(Record3("BANK"),))
    content = file(CodaStatement((entry,) * 9000)) * 5

    read = read_coda(content)

    assert sum(len(each.transactions) for each in read) == 45_000
    assert calls(lambda: read_coda(content)) < CALLS_A_TRANSACTION * 45_000


@given(st.binary(max_size=2000))
def test_no_bytes_at_all_make_anything_but_a_refusal(content: bytes) -> None:
    with pytest.raises(CodaError):
        read_coda(content)


RECORDS = lines(CodaStatement((Entry("10.00", name="CLIENT", structured=("101", "090933755493")), Entry("-1.00"))))


@settings(max_examples=300)
@given(
    line=st.integers(0, len(RECORDS) - 1),
    column=st.integers(0, 127),
    letter=st.characters(codec="windows-1252", exclude_categories=["Cc"]),
)
def test_one_changed_letter_is_read_or_refused_but_never_changes_the_money(line: int, column: int, letter: str) -> None:
    record = RECORDS[line]
    changed = [*RECORDS[:line], record[:column] + letter + record[column + 1 :], *RECORDS[line + 1 :]]

    try:
        (read,) = read_coda(joined(changed))
    except CodaError as refused:
        assert 1 <= refused.line <= len(RECORDS)
    else:
        assert [str(each.amount) for each in read.transactions] == ["10.00", "-1.00"]
        assert str(read.new_balance) == "1009.00"
