"""Reads and checks one e-invoice for `serein ubl`, as data that can be printed or handed over by another process.

What only some files need (the confined process that opens a PDF) is loaded only for them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from libs.files import FileType, sniff
from libs.ubl_schema import Reading, TooLarge, UblError, UnreadableFile, read_stream
from libs.ubl_schema.embedded_file import Store
from libs.ubl_schema.errors import Place
from libs.ubl_schema.parse import Limits

if TYPE_CHECKING:
    from contracts.reason import Reason
    from libs.ubl_schema.examine import Examination
    from libs.ubl_schema.pdf import InvoiceFile


class RefusedPdf(UblError):
    """A PDF that cannot be opened or has no invoice inside; the reasons are for users."""

    def __init__(self, reasons: Sequence["Reason"]) -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = tuple(reasons)


BROKEN = (UblError, OSError, UnicodeDecodeError)
"""What is wrong with one file and ends nothing else."""
LIMITS = Limits(elements=6_000_000)
"""More than the services allow: a file of a hundred thousand lines is read on the user's own computer."""
_CHUNK = 1 << 20


def read_file(file: Path, store: Store) -> Reading:
    """An e-invoice of any dialect, alone or in a PDF. Files inside it go to the store and are never held in memory."""
    if sniff(_start(file)) is FileType.PDF:
        from libs.ubl_schema.pdf import read_invoice_file

        return read_invoice_file(_inside(_content(file)), store=store)
    with file.open("rb") as source:
        return read_stream(_chunks(source), store=store, limits=LIMITS)


def examine_file(file: Path, store: Store) -> "Examination":
    """The verdict on an e-invoice, alone or in a PDF."""
    from libs.ubl_schema.examine import examine

    content = _content(file)
    if sniff(content) is FileType.PDF:
        from libs.ubl_schema.pdf import read_invoice_file

        inside = _inside(content)
        return examine(inside.xml, read_invoice_file(inside, store=store))
    return examine(content, store=store)


def _inside(pdf: bytes) -> "InvoiceFile":
    """The invoice file in a PDF, which only the confined process opens."""
    from libs.service_kit.telemetry import set_up_logs
    from services.ubl_render.confined.process import Confined, NotStarted
    from services.ubl_render.domain.refusals import CannotRender

    set_up_logs("ERROR", as_json=False)
    try:
        return Confined().invoice_in(pdf)
    except CannotRender as refused:
        raise RefusedPdf(refused.reasons) from refused
    except NotStarted as problem:
        raise UblError(str(problem)) from problem


def reading_of(reading: Reading) -> dict[str, Any]:
    """What was read, as `serein ubl render` takes it."""
    invoice = reading.invoice.model_dump(mode="json", exclude_defaults=True)
    return {
        "dialect": reading.dialect,
        "syntax": reading.syntax.value,
        "customization_id": reading.customization_id,
        "profile_id": reading.profile_id,
        "sha256": reading.sha256,
        "file_inside": reading.filename,
        "warnings": [_warning(warning) for warning in reading.warnings],
        "unknown": dict(reading.unknown),
        "invoice": {"type_code": reading.invoice.type_code} | invoice,
    }


def verdict_of(found: "Examination", language: str) -> dict[str, Any]:
    """The verdict, with the findings in that language."""
    rows = [_own(each, "error", language) for each in found.errors]
    rows += [_own(each, each.severity.value, language) for each in found.doubts]
    rows += [_official(each) for each in found.violations]
    return {
        "valid": found.is_valid,
        "not_judged": found.not_judged,
        "dialect": found.reading.dialect,
        "rule_sets": ["serein", *found.rule_sets],
        "not_run": list(found.not_run),
        "findings": rows,
        "warnings": [_warning(warning) for warning in found.reading.warnings],
    }


def refusal_of(error: Exception, language: str) -> dict[str, Any]:
    """What is wrong with a file, and where."""
    if isinstance(error, RefusedPdf):
        return {"error": "refused", "reasons": reasons_in(error.reasons, language)}
    if isinstance(error, UnreadableFile):
        place = {"line": error.place.line, "column": error.place.column}
        return {"error": "unreadable", "reasons": [_reason(error, place, str(error))]}
    text = f"already there: {error}" if isinstance(error, FileExistsError) else str(error)
    return {"error": "failed", "reasons": [_reason(error, None, text)]}


def reasons_in(reasons: Sequence["Reason"], language: str) -> list[dict[str, Any]]:
    """Reasons of the service in that language."""
    return [
        {"code": reason.code, "place": reason.field, "text": reason.params.get(language, reason.code)}
        for reason in reasons
    ]


def _reason(error: Exception, place: dict[str, int] | None, text: str) -> dict[str, Any]:
    return {"code": type(error).__name__, "place": place, "text": text}


def _warning(warning: Any) -> dict[str, Any]:
    place = warning.place
    return {
        "code": warning.code,
        "term": warning.term,
        "line": place.line,
        "column": place.column,
        "text": warning.text,
    }


def _own(found: Any, severity: str, language: str) -> dict[str, Any]:
    return {"rule": found.rule, "severity": severity, "place": found.term, "text": found.message(language)}


def _official(found: Any) -> dict[str, Any]:
    severity = "error" if found.is_fatal else "warning"
    return {"rule": found.rule, "severity": severity, "place": found.location, "text": found.text}


def _start(file: Path) -> bytes:
    with file.open("rb") as source:
        return source.read(1024)


def _content(file: Path) -> bytes:
    if file.stat().st_size > LIMITS.size:
        raise TooLarge(f"more than {LIMITS.size:,} bytes", Place(1, 1))
    return file.read_bytes()


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk
