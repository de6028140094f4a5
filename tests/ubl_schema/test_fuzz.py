"""The reader on random bytes: it returns an invoice or raises a typed error, in bounded time and memory."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from libs.ubl_schema import (
    CII_EN16931,
    EFFF,
    UBLBE,
    Invoice,
    UnreadableFile,
    check,
    complete,
    read,
    serialise,
    write_ubl,
)
from libs.ubl_schema.checks import Refused
from libs.ubl_schema.errors import UblError
from libs.ubl_schema.model import Attachment
from libs.ubl_schema.pdf import read_pdf

from .builders import attached, credit_note, invoice, sales_invoice
from .cost import cost

SEEDS = (
    write_ubl(sales_invoice(attachments=(attached(),))),
    write_ubl(credit_note()),
    serialise(invoice(attachments=(attached(),)), UBLBE),
    serialise(invoice(attachments=(attached(),)), EFFF),
    serialise(invoice(attachments=(attached(),)), CII_EN16931),
)
TOKENS = (
    b"<",
    b">",
    b"</",
    b"/>",
    b"&",
    b"&#0;",
    b"&#x10FFFF;",
    b"&amp;",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"-->",
    b"<?x ?>",
    b'"',
    b"xmlns=",
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"-",
    b"1e99",
    b"99999999999999999999",
    b"9" * 40,
    b"-0.00",
    b"",
    b"<cbc:ID>",
    b"</cbc:ID>",
    b"<cac:InvoiceLine>",
    b'currencyID="EUR"',
    b"2026-02-30",
    b"0000-00-00",
    b" ",
    b"\n",
    b"\r",
)


def understood(data: bytes) -> Invoice | None:
    """Returns the invoice that was read, or None; only the documented errors may be raised."""
    try:
        reading = read(data)
    except UnreadableFile as refusal:
        assert refusal.place.line >= 1
        assert refusal.place.column >= 1
        return None
    assert all(warning.place.line >= 1 and str(warning) for warning in reading.warnings)
    return reading.invoice


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000))
def test_random_bytes_are_refused(data: bytes) -> None:
    assert understood(data) is None


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEEDS), st.randoms(use_true_random=False), st.integers(1, 12))
def test_damaged_invoices_are_read_or_refused_and_what_was_read_can_be_used(
    seed: bytes, chance: random.Random, times: int
) -> None:
    data = bytearray(seed)
    for _ in range(times):
        at = chance.randrange(len(data))
        length = chance.choice((0, 1, 1, 3, 20, 200))
        piece = chance.choice((*TOKENS, bytes([chance.randrange(256)]), bytes(data[at : at + length]) * 2))
        data[at : at + length] = piece

    found = understood(bytes(data))

    if found is not None:
        check(found)
        again = understood(serialise(found))
        assert again is not None
        try:
            done = complete(found).invoice
        except Refused:
            return
        assert read(write_ubl(done)).invoice.says_the_same_as(done)


values = st.text(max_size=40) | st.sampled_from(
    [
        "NaN",
        "-",
        "1e5",
        "١٢٣",
        "true",
        "2026-13-45",
        "\u200b",
        "\ufeff",
        "+1.0",
        "00",
        ".5",
        "5.",
        "-.5",
        "0" * 30 + ".1",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SEEDS), st.integers(0, 200), values)
def test_any_text_in_any_element_is_read_or_warned_about(seed: bytes, which: int, value: str) -> None:
    parts = seed.split(b">")
    at = which % (len(parts) - 1) + 1
    written = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()
    text_end = parts[at].find(b"<")
    parts[at] = written + parts[at][max(text_end, 0) :]

    found = understood(b">".join(parts))

    if found is not None:
        assert Invoice.model_validate(found.model_dump()) == found


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=3000))
def test_random_bytes_are_no_pdf_either(data: bytes) -> None:
    with pytest.raises(UblError):
        read_pdf(b"%PDF-1.7\n" + data)


def test_a_megabyte_of_hostile_lines_stays_within_200_megabytes() -> None:
    data = write_ubl(invoice())
    start, end = data.index(b"<cac:InvoiceLine>"), data.index(b"</Invoice>")
    line = data[start:end]
    hostile = data[:start] + line.replace(b"100.00", b"1e9") * (1_000_000 // len(line)) + data[end:]

    work, peak = cost(hostile)

    assert len(read(hostile).invoice.lines) > 1000
    assert work < 2 * len(hostile)
    assert peak < 200_000_000


@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    st.sampled_from(SEEDS),
    st.randoms(use_true_random=False),
    st.lists(st.sampled_from(TOKENS) | st.binary(min_size=1, max_size=30), min_size=1, max_size=4),
)
def test_a_megabyte_grown_from_any_piece_of_an_invoice_costs_neither_work_nor_memory(
    seed: bytes, chance: random.Random, tokens: list[bytes]
) -> None:
    start = chance.randrange(len(seed))
    piece = seed[start : start + chance.choice((1, 10, 100, 1000))] + b"".join(tokens)
    hostile = seed[:start] + piece * (1_000_000 // len(piece)) + seed[start:]

    work, peak = cost(hostile)

    assert work < 2 * len(hostile)
    assert peak < 200_000_000


def test_an_invoice_read_from_a_file_is_the_one_that_validation_would_make() -> None:
    for seed in SEEDS:
        found = read(seed).invoice

        assert Invoice.model_validate(found.model_dump()) == found
        assert type(found.attachments[0]) is Attachment if found.attachments else True
        assert Invoice.model_validate_json(found.model_dump_json()) == found
