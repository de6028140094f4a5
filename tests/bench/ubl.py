"""UBL: rendering, reading and checking one invoice of three lines, compared with a hand-written lxml version.

It is also compared with eu-einvoice, the fastest library that was found (it reads and writes UBL and CII), factur-x,
and drafthorse for CII. Rounds alternate, so that a busy machine slows all of them alike; the result is the median of
the ratios.
"""

from __future__ import annotations

import contextlib
import statistics
import time
from collections.abc import Callable
from typing import Any

from drafthorse.models.document import Document
from eu_einvoice import cii as eu_cii
from eu_einvoice import ubl as eu_ubl
from eu_einvoice.model import prepare
from eu_einvoice.parse import parse_bytes
from eu_einvoice.profiles import PROFILES
from facturx.parse_xml import parse_ubl_cii_xml

from libs.ubl_schema import CII_EN16931, Invoice, UnreadableFile, check, read, serialise, write, write_ubl
from libs.ubl_schema.official import validate_ubl
from tests.bench import ubl_by_hand
from tests.bench.table import Table
from tests.ubl_schema.builders import attached, line, part, sales_invoice, totals
from tests.ubl_schema.test_hostile_files import HOSTILE_MEGABYTES

ROUNDS, CALLS = 15, 150
SLOW_CALLS = 10


def subject(**more: object) -> Invoice:
    """The invoice that is measured."""
    known: dict[str, object] = {
        "lines": tuple(line(number, "50.00", accounting_cost="700100") for number in (1, 2, 3)),
        "breakdown": (part("150.00", "31.50"),),
        "totals": totals("150.00", "31.50"),
    }
    return sales_invoice(**(known | more))


def seconds(run: Callable[[Any], object], argument: Any, calls: int) -> float:
    """Processor seconds of one call."""
    started = time.process_time()
    for _ in range(calls):
        run(argument)
    return (time.process_time() - started) / calls


def _alternate(runs: dict[str, tuple[Callable[[Any], object], Any, int]]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, (run, argument, calls) in runs.items():
            found[name].append(seconds(run, argument, calls))
    return found


def _rate(times: list[float]) -> str:
    return f"{1 / statistics.median(times):,.0f}/s"


def _ratio(base: list[float], ours: list[float]) -> str:
    return f"{statistics.median(one / other for one, other in zip(base, ours, strict=True)):.2f}"


async def bench(table: Table) -> None:
    """Aims: render 0.8 and read 0.7 of the hand-written version, check in 0.3 ms, official rules in 15 ms."""
    invoice = subject()
    data = write_ubl(invoice)
    values = ubl_by_hand.parse(data)
    assert read(ubl_by_hand.render(values)).invoice == invoice
    times = _alternate(
        {
            "render by hand": (ubl_by_hand.render, values, CALLS),
            "render": (write_ubl, invoice, CALLS),
            "render unchecked": (serialise, invoice, CALLS),
            "read by hand": (ubl_by_hand.parse, data, CALLS),
            "read": (read, data, CALLS),
            "check": (check, invoice, CALLS),
        }
    )
    for ours, base, aim in (
        ("render", "render by hand", "0.80"),
        ("render unchecked", "render by hand", "0.80"),
        ("read", "read by hand", "0.70"),
    ):
        beside = f"{base} {_rate(times[base])}, aim {aim}"
        table.add(f"ubl {ours}", _rate(times[ours]), beside, _ratio(times[base], times[ours]))
    _beside_others(table, invoice, data)
    table.add("ubl check", f"{statistics.median(times['check']) * 1e3:.3f} ms", "aim 0.3 ms")
    _official(table, data)
    _hostile(table)
    _with_pdf(table)


def _beside_others(table: Table, invoice: Invoice, data: bytes) -> None:
    """Compare the same invoice in UBL and in CII with other libraries, each with its own checks."""
    cii = write(invoice, CII_EN16931)
    theirs = {"ubl": parse_bytes(data)[0], "cii": parse_bytes(cii)[0]}
    again = _by_eu_einvoice("peppol", eu_ubl.generate)(theirs["ubl"])
    assert read(again).invoice.totals == invoice.totals
    runs: dict[str, tuple[Callable[[Any], object], Any, int]] = {
        "ubl render": (write_ubl, invoice, CALLS),
        "ubl render with eu-einvoice": (_by_eu_einvoice("peppol", eu_ubl.generate), theirs["ubl"], CALLS),
        "ubl read": (read, data, CALLS),
        "ubl read with eu-einvoice": (parse_bytes, data, CALLS),
        "ubl read with factur-x": (lambda xml: parse_ubl_cii_xml(xml, check_xsd=False), data, SLOW_CALLS),
        "cii render": (lambda one: write(one, CII_EN16931), invoice, CALLS),
        "cii render with eu-einvoice": (_by_eu_einvoice("en16931-cii", eu_cii.generate), theirs["cii"], CALLS),
        "cii read": (read, cii, CALLS),
        "cii read with eu-einvoice": (parse_bytes, cii, CALLS),
        "cii read with drafthorse": (lambda xml: Document.parse(xml, strict=False), cii, SLOW_CALLS),
    }
    times = _alternate(runs)
    for name in times:
        ours, _, other = name.partition(" with ")
        if other:
            beside = f"{other} {_rate(times[name])}, aim 2.00"
            table.add(ours, _rate(times[ours]), beside, _ratio(times[name], times[ours]))


def _by_eu_einvoice(profile: str, generate: Callable[..., bytes]) -> Callable[[dict[str, Any]], bytes]:
    """eu-einvoice from its model to a file: prepare (which checks) and generate."""

    def render(model: dict[str, Any]) -> bytes:
        prepared, issues = prepare(model, profile)
        assert not issues, issues
        return generate(prepared, PROFILES[profile])

    return render


def _official(table: Table, data: bytes) -> None:
    """Measure the official rules by wall time: they run in another thread, whose time a call's processor time lacks."""
    validate_ubl(data, peppol=True)
    started = time.perf_counter()
    for _ in range(50):
        validate_ubl(data, peppol=True)
    table.add("ubl official rules", f"{(time.perf_counter() - started) / 50 * 1e3:.1f} ms", "aim 15 ms")


def _hostile(table: Table) -> None:
    """Measure a hostile megabyte: the slowest of several kinds."""

    def reading(data: bytes) -> None:
        with contextlib.suppress(UnreadableFile):
            read(data)

    times = {kind: seconds(reading, data, 1) for kind, data in HOSTILE_MEGABYTES.items()}
    slowest = max(times, key=times.__getitem__)
    table.add("ubl hostile megabyte", f"{times[slowest]:.2f} s", f"{slowest}, aim 1 s", f"{times[slowest]:.2f}")


def _with_pdf(table: Table) -> None:
    invoice = subject(attachments=(attached(b"%PDF-1.7\n" + bytes(60_000)),))
    data = write_ubl(invoice)
    table.add("ubl render with a PDF of 60 kB", f"{1 / seconds(write_ubl, invoice, CALLS):,.0f}/s")
    table.add("ubl read with a PDF of 60 kB", f"{1 / seconds(read, data, CALLS):,.0f}/s")
