"""`serein ubl`: read, check and render e-invoices without any server.

The service is imported inside the functions: it takes a second, which `serein --help` should not.
"""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.files import readable
from cli.language import spoken
from libs.service_kit.telemetry import set_up_logs

if TYPE_CHECKING:
    from libs.ubl_schema import Reading
    from services.ubl_render.domain.package import Package

app = typer.Typer(no_args_is_help=True, help=__doc__)
console = Console()

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
File = Annotated[Path, typer.Argument(callback=readable)]


_NAMESPACES = re.compile(r"\*:|\[namespace-uri\(\)='[^']*'\]|\[1\]")
"""Parts of the places in the official rules that are long and tell a user nothing."""


class Language(StrEnum):
    """The languages of the product."""

    FR = "fr"
    NL = "nl"
    EN = "en"


DEFAULT_LANGUAGE = Language(spoken())
InLanguage = Annotated[
    Language, typer.Option("--language", help="The language of reasons, subjects and declared defaults.")
]


@app.command()
def read(
    file: File,
    files: Annotated[Path | None, typer.Option("--files", help="A folder for the attached files.")] = None,
    language: InLanguage = DEFAULT_LANGUAGE,
    *,
    as_json: AsJson = False,
) -> None:
    """Read UBL, CII or a Factur-X PDF. The JSON goes into `serein ubl render`; files inside it stay outside."""
    from services.ubl_render import command
    from services.ubl_render.rendering.files_inside import FilesInside

    with _refusals(language, as_json=as_json), FilesInside(files) as inside:
        reading = command.read_file(file, inside.store)
        written = inside.named(reading)
        if as_json:
            console.print_json(json.dumps(_reading(reading)))
        else:
            _show_reading(reading, written)


@app.command()
def check(file: File, language: InLanguage = DEFAULT_LANGUAGE, *, as_json: AsJson = False) -> None:
    """Check an e-invoice against our own rules and the official ones; exits with 1 when it breaks one."""
    from services.ubl_render import command

    with _refusals(language, as_json=as_json):
        examined = command.examine(file)
        rows = [_own(found, "error", language) for found in examined.errors]
        rows += [_own(found, found.severity.value, language) for found in examined.doubts]
        rows += [_official(found) for found in examined.violations]
        said = {
            "valid": examined.is_valid,
            "not_judged": examined.not_judged,
            "dialect": examined.reading.dialect,
            "rule_sets": ["serein", *examined.rule_sets],
            "not_run": list(examined.not_run),
            "findings": rows,
            "warnings": [_warning(warning) for warning in examined.reading.warnings],
        }
        if as_json:
            console.print_json(json.dumps(said))
        else:
            _show_findings(said)
        raise typer.Exit(0 if examined.is_valid else 1)


@app.command()
def render(
    fields: Annotated[Path, typer.Argument(callback=readable, metavar="FIELDS.json")],
    package: Annotated[str, typer.Option("--package", help="The accounting package, such as octopus.")],
    folder: Annotated[Path, typer.Option("-o", "--output", file_okay=False, help="The folder for the files.")],
    pdf: Annotated[
        Path | None, typer.Option("--pdf", callback=readable, help="The document: a PDF or an image.")
    ] = None,
    *,
    sales: Annotated[bool, typer.Option("--sales", help="The client is the seller, not the buyer.")] = False,
    receipt: Annotated[bool, typer.Option("--receipt", help="The document is a receipt: a total is enough.")] = False,
    dialect: Annotated[
        str | None, typer.Option("--dialect", help="The format, where the package reads several.")
    ] = None,
    sequence: Annotated[int, typer.Option("--sequence", min=1, help="The number in the file name.")] = 1,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace existing files.")] = False,
    language: InLanguage = DEFAULT_LANGUAGE,
    as_json: AsJson = False,
) -> None:
    """Make the files that an accounting package reads; declared steps complete what is missing, or it is refused."""
    from services.ubl_render import command
    from services.ubl_render.rendering.report import report_of

    profile = _profile(package, dialect)
    if sales and receipt:
        raise typer.BadParameter("a receipt is a purchase")
    with _refusals(language, as_json=as_json):
        invoice = command.fields_of(fields.read_text("utf-8-sig"))
        options = command.RenderOptions(
            profile, command.kind_of(invoice, sales=sales, receipt=receipt), language.value, sequence
        )
        rendered, material = command.render_fields(invoice, pdf.read_bytes() if pdf else None, options)
        command.put(rendered, folder, overwrite=overwrite)
        said = {"package": package, "subject": rendered.subject}
        said |= json.loads(report_of(rendered, material))
        if as_json:
            console.print_json(json.dumps(said))
        else:
            _show_rendered(said, folder)


def _profile(name: str, dialect: str | None) -> "Package":
    """The profile of the package, with the given dialect."""
    from services.ubl_render.domain.package import Choice
    from services.ubl_render.rendering.profiles import load_packages

    packages = load_packages()
    if name not in packages:
        raise typer.BadParameter(", ".join(f"'{one}'" for one in packages), param_hint="--package")
    profile = packages[name]
    if dialect is None or dialect == profile.dialect:
        return profile
    if dialect not in profile.dialects:
        raise typer.BadParameter(", ".join(f"'{one}'" for one in profile.dialects), param_hint="--dialect")
    return Choice.model_validate({"dialect": dialect}).applied_to(profile)


@contextmanager
def _refusals(language: Language, *, as_json: bool) -> Iterator[None]:
    """Print what is wrong, with its place if known, and exit with 1."""
    from libs.ubl_schema import UblError, UnreadableFile
    from services.ubl_render.confined.process import NotStarted
    from services.ubl_render.domain.refusals import CannotRender

    set_up_logs("ERROR", as_json=False)
    try:
        yield
    except CannotRender as refused:
        reasons = [
            {"code": reason.code, "place": reason.field, "text": reason.params.get(language.value, reason.code)}
            for reason in refused.reasons
        ]
        _fail("refused", reasons, as_json=as_json)
    except UnreadableFile as error:
        place = {"line": error.place.line, "column": error.place.column}
        _fail("unreadable", [{"code": type(error).__name__, "place": place, "text": str(error)}], as_json=as_json)
    except (UblError, NotStarted, OSError, UnicodeDecodeError) as error:
        text = f"already there: {error}" if isinstance(error, FileExistsError) else str(error)
        _fail("failed", [{"code": type(error).__name__, "place": None, "text": text}], as_json=as_json)


def _fail(what: str, reasons: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        console.print_json(json.dumps({"error": what, "reasons": reasons}))
    for reason in () if as_json else reasons:
        place = f" {reason['place']}" if isinstance(reason["place"], str) else ""
        typer.echo(f"{what}: {reason['code']}{place}: {reason['text']}", err=True)
    raise typer.Exit(1)


def _reading(reading: "Reading") -> dict[str, Any]:
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


def _warning(warning: Any) -> dict[str, Any]:
    place = warning.place
    return {
        "code": warning.code,
        "term": warning.term,
        "line": place.line,
        "column": place.column,
        "text": warning.text,
    }


def _own(found: Any, severity: str, language: Language) -> dict[str, Any]:
    return {"rule": found.rule, "severity": severity, "place": found.term, "text": found.message(language.value)}


def _official(found: Any) -> dict[str, Any]:
    severity = "error" if found.is_fatal else "warning"
    return {"rule": found.rule, "severity": severity, "place": found.location, "text": found.text}


def _show_reading(reading: Any, written: Sequence[Path]) -> None:
    invoice = reading.invoice
    kind = "credit note" if invoice.is_credit_note else "invoice"
    console.print(f"{kind} {escape(invoice.number or '?')} of {invoice.issue_date}, {reading.dialect}")
    table = Table("term", "what", "value")
    for term, what, value in _facts(invoice):
        if value is not None:
            table.add_row(term, what, escape(str(value)))
    console.print(table)
    rates = Table("category", "rate", "base", "VAT")
    for part in invoice.breakdown:
        rates.add_row(*(str("" if said is None else said) for said in (part.category, part.rate, part.base, part.vat)))
    console.print(rates)
    for line in invoice.lines:
        console.print(f"{line.quantity} x {line.price} = {line.net}  {escape(line.name or '')}")
    for warning in reading.warnings:
        console.print(f"[yellow]warning[/yellow] {escape(str(warning))}")
    for tag, times in reading.unknown.items():
        console.print(f"[yellow]not understood[/yellow] {escape(tag)} ({times})")
    for path in written:
        console.print(f"attached file: {escape(str(path))}")


def _facts(invoice: Any) -> Iterator[tuple[str, str, object]]:
    seller, buyer, totals = invoice.seller, invoice.buyer, invoice.totals
    yield from (("BT-27", "seller", seller.name), ("BT-31", "seller's VAT number", seller.vat_id))
    yield from (("BT-44", "buyer", buyer.name), ("BT-48", "buyer's VAT number", buyer.vat_id))
    yield from (("BT-5", "currency", invoice.currency), ("BT-9", "due", invoice.due_date))
    yield from (("BT-25", "corrects", earlier.number) for earlier in invoice.preceding)
    yield from (("BT-109", "without VAT", totals.without_vat), ("BT-110", "VAT", totals.vat))
    yield from (("BT-112", "with VAT", totals.with_vat), ("BT-115", "to pay", totals.payable))
    for payment in invoice.payments:
        yield from (("BT-84", "account", payment.iban), ("BT-83", "reference", payment.reference))
    yield ("BT-22", "note", invoice.note)
    yield from (("BT-125", "file inside", attachment.filename or attachment.id) for attachment in invoice.attachments)


def _show_findings(said: dict[str, Any]) -> None:
    for warning in said["warnings"]:
        console.print(f"[yellow]{warning['line']}:{warning['column']}[/yellow] {escape(warning['text'])}")
    if said["findings"]:
        table = Table("severity")
        for name in ("rule", "place", "text"):
            table.add_column(name, overflow="fold")
        for row in said["findings"]:
            place = _NAMESPACES.sub("", row["place"])
            table.add_row(*(escape(cell) for cell in (row["severity"], row["rule"], place, row["text"])))
        console.print(table)
    console.print(f"{_verdict(said)} as {said['dialect']}, checked against {', '.join(said['rule_sets'])}")
    for rules in said["not_run"]:
        console.print(f"[yellow]not run[/yellow]: {rules}")


def _verdict(said: dict[str, Any]) -> str:
    if said["valid"] is None:
        return f"[yellow]not judged[/yellow] ({escape(said['not_judged'])})"
    return "[green]valid[/green]" if said["valid"] else "[red]not valid[/red]"


def _show_rendered(said: dict[str, Any], folder: Path) -> None:
    for file in said["files"]:
        console.print(f"{escape(str(folder / file['filename']))}  {file['size']} bytes, {said['dialect']}")
    console.print(f"subject: {escape(said['subject'])}")
    console.print(f"valid according to {', '.join(said['rule_sets'])}")
    for step in said["steps"]:
        console.print(f"filled by {step}")
    for term, origin in said["provenance"].items():
        console.print(f"{term} is {origin}")
    for note in (*said["notes"], *(warning["text"] for warning in said["warnings"])):
        console.print(f"[yellow]note[/yellow] {escape(note)}")
