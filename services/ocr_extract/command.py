"""Read one file without any server: what the command `serein read FILE` calls."""

import asyncio
import hashlib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

from contracts.fields import PartyFields, Read
from contracts.values import vat_number
from libs.service_kit.telemetry import set_up_logs
from services.ocr_extract.domain.identity import ClientIdentity
from services.ocr_extract.limits import Limits
from services.ocr_extract.outcome import Extracted, Outcome, Unreadable
from services.ocr_extract.worker import ReaderPool


class FileReading(BaseModel):
    """The outcome for one file. `extracted` or `unreadable` is given, according to `state`."""

    state: Literal["read", "unreadable"]
    sha256: str
    size: int
    extracted: Extracted | None = None
    unreadable: Unreadable | None = None
    embedded_sha256: str | None = None
    pdf_sha256: str | None = None


def read_file(
    source: Path | bytes, identity: ClientIdentity | None = None, limits: Limits | None = None
) -> FileReading:
    """Read a file, or its bytes, in a limited process. Raises OSError when there is no such file."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    return asyncio.run(_read(data, identity or ClientIdentity(), limits or Limits()))


async def _read(data: bytes, identity: ClientIdentity, limits: Limits) -> FileReading:
    async with ReaderPool(limits, workers=1) as readers:
        outcome = await readers.read(data, identity)
    return reading_of(data, outcome)


def reading_of(data: bytes, outcome: Outcome) -> FileReading:
    """An outcome with the hashes of the files involved."""
    sha256, result = hashlib.sha256(data).hexdigest(), outcome.result
    return FileReading(
        state="read" if isinstance(result, Extracted) else "unreadable",
        sha256=sha256,
        size=len(data),
        extracted=result if isinstance(result, Extracted) else None,
        unreadable=result if isinstance(result, Unreadable) else None,
        embedded_sha256=_hash(outcome.embedded) or (sha256 if outcome.is_einvoice else None),
        pdf_sha256=_hash(outcome.pdf) or (sha256 if outcome.is_pdf else None),
    )


def _hash(data: bytes | None) -> str | None:
    return hashlib.sha256(data).hexdigest() if data else None


def read_and_print(file: Path, vat: str | None = None, *, as_json: bool = False) -> int:
    """The command: fields as a table or as JSON on standard output. 0 when the file was read, 1 when it was not."""
    set_up_logs("ERROR", as_json=False)
    reading = read_file(file, ClientIdentity.of(name=None, vat_number=vat_number(vat) if vat else None))
    console = Console()
    if as_json:
        console.print_json(reading.model_dump_json(exclude_none=True))
    elif reading.extracted:
        _show(reading.extracted, console)
    elif reading.unreadable:
        params = ", ".join(f"{name} {value}" for name, value in reading.unreadable.params.items())
        console.print(f"[red]not read:[/red] {reading.unreadable.code} {params}")
    return 0 if reading.extracted else 1


def _show(found: Extracted, console: Console) -> None:
    console.print(f"{found.kind.value} ({found.kind_confidence:.2f}), language {found.language}, {found.reader}")
    table = Table("field", "value", "confidence", "sure", "origin", "place")
    for name, read in _reads(found.fields):
        place = f"p. {read.page}: {read.box.x0:.0f}, {read.box.y0:.0f}" if read.box else ""
        value = read.value.value if isinstance(read.value, Enum) else str(read.value)
        table.add_row(name, value, f"{read.confidence:.2f}", "yes" if read.sure else "", read.origin.value, place)
    console.print(table)
    for row in found.fields.vat:
        console.print(f"VAT {row.category.value} {row.rate} %: {row.base} + {row.vat} {row.exemption_reason or ''}")
    for line in found.fields.lines:
        console.print(f"{line.quantity} x {line.unit_price} = {line.net}  {line.name}")
    for warning in found.warnings:
        console.print(f"[yellow]{warning.code}[/yellow] {warning.field or ''} {warning.params or ''}")


def _reads(fields: BaseModel, prefix: str = "") -> Iterator[tuple[str, Read[Any]]]:
    for name, value in fields:
        if isinstance(value, Read):
            yield prefix + name, value
        elif isinstance(value, PartyFields):
            yield from _reads(value, f"{name}.")
