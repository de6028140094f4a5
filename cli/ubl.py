"""`serein ubl`: read, check and render e-invoices without any server.

The service is imported inside the functions: it takes a second, which `serein --help` should not.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from cli.commands import Commands
from cli.files import readable, readable_or_folders
from cli.language import spoken
from cli.ubl_shown import in_one_line, show_findings, show_reading, show_rendered

if TYPE_CHECKING:
    from services.ubl_render.domain.package import Package

app = typer.Typer(no_args_is_help=True, help=__doc__)
console = Console()

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
Paths = Annotated[
    list[Path],
    typer.Argument(callback=readable_or_folders, metavar="FILES...", help="Files, or folders with XML and PDF files."),
]


class Language(StrEnum):
    """The languages of the product."""

    FR = "fr"
    NL = "nl"
    EN = "en"


DEFAULT_LANGUAGE = Language(spoken())
InLanguage = Annotated[
    Language, typer.Option("--language", help="The language of reasons, subjects and declared defaults.")
]


def alone() -> typer.Typer:
    """The command `serein` with nothing but `ubl`."""
    command = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False)
    command.add_typer(app, name="ubl")
    command.callback()(lambda: None)
    return command


@app.command()
def read(
    paths: Paths,
    files: Annotated[Path | None, typer.Option("--files", help="A folder for the attached files of one file.")] = None,
    language: InLanguage = DEFAULT_LANGUAGE,
    *,
    as_json: AsJson = False,
) -> None:
    """Read UBL, CII or a Factur-X PDF. The JSON goes into `serein ubl render`; files inside it stay outside."""
    from cli.ubl_files import read_file, reading_of
    from services.ubl_render.rendering.files_inside import FilesInside

    if (several := _several(paths)) is not None:
        if files is not None:
            raise typer.BadParameter("for one file only", param_hint="--files")
        _tell_each("read", several, language, as_json=as_json)
    with _refusals(language, as_json=as_json), FilesInside(files) as inside:
        reading = read_file(paths[0], inside.store)
        written = inside.named(reading)
        if as_json:
            typer.echo(json.dumps(reading_of(reading), indent=2, ensure_ascii=False))
        else:
            show_reading(console, reading, written)


@app.command()
def check(paths: Paths, language: InLanguage = DEFAULT_LANGUAGE, *, as_json: AsJson = False) -> None:
    """Check e-invoices against the official rules of their own kind; exits with 1 unless every one is valid."""
    from cli.ubl_files import examine_file, verdict_of
    from services.ubl_render.rendering.files_inside import FilesInside

    if (several := _several(paths)) is not None:
        _tell_each("check", several, language, as_json=as_json)
    with _refusals(language, as_json=as_json), FilesInside(None) as inside:
        said = verdict_of(examine_file(paths[0], inside.store), language.value)
        if as_json:
            typer.echo(json.dumps(said, indent=2, ensure_ascii=False))
        else:
            show_findings(console, said)
        raise typer.Exit(0 if said["valid"] else 1)


def _several(paths: list[Path]) -> list[Path] | None:
    """All files of a batch; None when one file was named, which is told at length."""
    from cli.ubl_batch import files_of

    if len(paths) == 1 and not paths[0].is_dir():
        return None
    return files_of(paths)


def _tell_each(what: str, files: list[Path], language: Language, *, as_json: bool) -> None:
    """One line for each file at once: JSON, or a short sentence. Exits with 1 unless all are as they should be."""
    from cli.ubl_batch import check_all, read_all

    each, wrong = (check_all if what == "check" else read_all)(files, language.value), 0
    for said in each:
        wrong += "error" in said or said.get("valid", True) is not True
        typer.echo(json.dumps(said, ensure_ascii=False) if as_json else in_one_line(said))
    raise typer.Exit(1 if wrong else 0)


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
    from libs.service_kit.telemetry import set_up_logs
    from services.ubl_render import command
    from services.ubl_render.rendering.report import report_of

    set_up_logs("ERROR", as_json=False)
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
            typer.echo(json.dumps(said, indent=2, ensure_ascii=False))
        else:
            show_rendered(console, said, folder)


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
    from cli.ubl_files import BROKEN, reasons_in, refusal_of
    from services.ubl_render.domain.refusals import CannotRender

    try:
        yield
    except CannotRender as refused:
        _fail("refused", reasons_in(refused.reasons, language.value), as_json=as_json)
    except BROKEN as error:
        said = refusal_of(error, language.value)
        _fail(said["error"], said["reasons"], as_json=as_json)


def _fail(what: str, reasons: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"error": what, "reasons": reasons}, indent=2, ensure_ascii=False))
    for reason in () if as_json else reasons:
        place = f" {reason['place']}" if isinstance(reason["place"], str) else ""
        typer.echo(f"{what}: {reason['code']}{place}: {reason['text']}", err=True)
    raise typer.Exit(1)
