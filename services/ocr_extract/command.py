"""Reads files without any server: the command `serein read FILE`."""

import asyncio
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from contracts.fields import PartyFields, Read
from contracts.values import vat_number
from libs.service_kit.telemetry import set_up_logs
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines.choice import Choice, EngineName, choose, require
from services.ocr_extract.outcome import Extracted, Outcome, Unreadable
from services.ocr_extract.workers.pool import ReaderPool


class FileReading(BaseModel):
    """The outcome for one file: `extracted` or `unreadable`, according to `state`."""

    state: Literal["read", "unreadable"]
    sha256: str
    size: int
    extracted: Extracted | None = None
    unreadable: Unreadable | None = None
    embedded_sha256: str | None = None
    pdf_sha256: str | None = None


def reading_of(data: bytes, outcome: Outcome) -> FileReading:
    """An outcome with the SHA-256 of the files involved."""
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


def read_and_print(
    *files: Path,
    vat: str | None = None,
    name: str | None = None,
    as_json: bool = False,
    engine: EngineName = EngineName.RAPIDOCR,
) -> int:
    """Print the fields of files as tables or as JSON. Returns the exit code: 0 when every file was read, else 1.

    `vat` and `name` are the client's. One file is printed as one JSON object; several as one object per line, each with
    the path of its file, in the order given and as soon as it and those before it are read.
    """
    set_up_logs("ERROR", as_json=False)
    chosen = choose(engine)
    require(chosen)
    identity = ClientIdentity.of(name=name, vat_number=vat_number(vat) if vat else None)
    return 0 if asyncio.run(_read_and_print(files, identity, chosen, as_json=as_json)) else 1


async def _read_and_print(files: Sequence[Path], identity: ClientIdentity, engine: Choice, *, as_json: bool) -> bool:
    console, are_read = Console(), True
    progress = Progress(console=Console(stderr=True), transient=True, disable=len(files) == 1)
    workers = min(len(files), os.cpu_count() or 1)
    async with ReaderPool(Limits.of(engine), workers=workers, engine=engine) as readers:
        turns = asyncio.Semaphore(workers)
        readings = [asyncio.ensure_future(_read(file, readers, identity, turns)) for file in files]
        with progress:
            for reading in progress.track(readings, description="reading"):
                file, found = await reading
                _print(found, str(file) if len(files) > 1 else None, console, as_json=as_json)
                are_read = are_read and found.extracted is not None
    return are_read


async def _read(
    file: Path, readers: ReaderPool, identity: ClientIdentity, turns: asyncio.Semaphore
) -> tuple[Path, FileReading]:
    """Read one file in its turn, so that only those are in memory that are being read."""
    async with turns:
        data = await asyncio.to_thread(file.read_bytes)
        return file, reading_of(data, await readers.read(data, identity))


def _print(reading: FileReading, name: str | None, console: Console, *, as_json: bool) -> None:
    if as_json and name is None:
        console.print_json(reading.model_dump_json(exclude_none=True))
    elif as_json:
        printed = {"file": name} | reading.model_dump(mode="json", exclude_none=True)
        console.file.write(json.dumps(printed, ensure_ascii=False) + "\n")
        console.file.flush()
    else:
        if name is not None:
            console.rule(escape(name))
        if reading.extracted:
            _show(reading.extracted, console)
        elif reading.unreadable:
            params = ", ".join(f"{key} {value}" for key, value in reading.unreadable.params.items())
            console.print(f"[red]not read:[/red] {reading.unreadable.code} {escape(params)}")


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
        console.print(f"{line.quantity} x {line.unit_price} = {line.net}  {escape(line.name)}")
    for part in found.fields.allowances:
        sign = "+" if part.is_charge else "-"
        console.print(f"{sign} {part.amount} at {part.rate} %  {escape(part.reason or '')}")
    if found.card_statement:
        for spent in found.card_statement.lines:
            console.print(f"{spent.day} {spent.card} {spent.amount} {spent.kind.value}  {escape(spent.merchant)}")
    for number, region in enumerate(found.regions, start=1):
        box = region.box
        console.print(f"document {number}: p. {region.page}: {box.x0:.0f}, {box.y0:.0f} to {box.x1:.0f}, {box.y1:.0f}")
    for warning in found.warnings:
        console.print(f"[yellow]{warning.code}[/yellow] {warning.field or ''} {warning.params or ''}")


def _reads(fields: BaseModel, prefix: str = "") -> Iterator[tuple[str, Read[Any]]]:
    for name, value in fields:
        if isinstance(value, Read):
            yield prefix + name, value
        elif isinstance(value, PartyFields):
            yield from _reads(value, f"{name}.")
