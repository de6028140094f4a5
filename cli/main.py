"""The `serein` command: run the platform, show it at work, look after it.

Exit codes: 0 done; 1 something is wrong and the output says what; 2 the command was called wrongly.
"""

import asyncio
import csv
import json
import os
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal
from zipfile import BadZipFile

import typer
from rich.console import Console

from cli import audit, dead_letters, ubl
from cli.border import one_line
from cli.commands import Commands
from cli.doctor import examine, show
from cli.files import all_readable, readable
from cli.installation import SERVICES, Installation
from cli.invitations import invitations
from cli.operator_password import operator_password
from cli.owner import owner_url
from cli.texts import CliCode
from cli.unlock import unlock
from contracts.values import vat_number
from libs.refusal import Refusal
from libs.service_kit.telemetry import set_up_logs

app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False, help=__doc__.partition("\n")[0])
app.add_typer(audit.app, name="audit")
app.add_typer(dead_letters.app, name="dead-letters")
app.add_typer(ubl.app, name="ubl")
app.command()(unlock)
app.command()(invitations)
app.command()(operator_password)
console = Console()

Var = Annotated[Path, typer.Option("--var", help="The folder that holds database, files and secrets.")]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


@app.command()
def up(
    var: Var = Path("var"),
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port of the public API.")] = 8080,
    log_level: Annotated[LogLevel, typer.Option(help="What is told while it runs.")] = "WARNING",
) -> None:
    """Run the platform on the embedded parts until Ctrl-C; what was taken in stays in the folder."""
    from cli.up import run_platform

    set_up_logs(log_level, as_json=False)
    run_platform(var.resolve(), port)


@app.command()
def migrate() -> None:
    """Make or change the database of all services, as its owner (SEREIN_DATABASE_OWNER_URL and their passwords)."""
    from services.migrate import run

    set_up_logs("INFO", as_json=False)
    raise typer.Exit(run(os.environ))


@app.command()
def init(
    var: Var = Path("var"),
    firm: Annotated[str | None, typer.Option(help="The name of the accounting firm.")] = None,
    email: Annotated[str | None, typer.Option(help="The e-mail address of its administrator.")] = None,
    client: Annotated[str | None, typer.Option(help="The name of the first client company.")] = None,
    vat: Annotated[str | None, typer.Option(help="Its VAT number.")] = None,
    to: Annotated[str | None, typer.Option(help="Where its documents go: folder, or an e-mail address.")] = None,
    password: Annotated[
        str | None, typer.Option(envvar="SEREIN_PASSWORD", help="The administrator's password; made when not given.")
    ] = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: options, and examples for the rest.")] = False,
) -> None:
    """Make the first firm, client and destination, by questions or options; running it twice makes nothing twice."""
    from cli.init import answers, set_up

    given = {"firm": firm, "email": email, "client": client, "vat": vat, "to": to}
    ask = not yes and sys.stdin.isatty()
    set_up_logs("WARNING", as_json=False)
    set_up(var.resolve(), answers(given, ask=ask), password)


@app.command()
def upload(
    files: Annotated[list[Path], typer.Argument(callback=all_readable)],
    var: Var = Path("var"),
    seconds: Annotated[float, typer.Option(min=1, help="Follow the documents for so long.")] = 300,
) -> None:
    """Send files for the first client, and follow each until it is delivered or somebody must decide."""
    from cli.upload import upload as send

    raise typer.Exit(send(var.resolve(), files, seconds))


@app.command()
def demo(
    *,
    keep: Annotated[bool, typer.Option("--keep", help="Leave everything running at the end.")] = False,
    seed: Annotated[int, typer.Option(help="Another seed gives other companies and documents.")] = 2026,
    as_json: AsJson = False,
) -> None:
    """Work through real documents, from upload to the accountant's inbox, and check what arrived."""
    from cli.demo.show import run_demo

    raise typer.Exit(run_demo(seed=seed, keep=keep, as_json=as_json))


@app.command()
def doctor(var: Var = Path("var"), *, as_json: AsJson = False) -> None:
    """Say what is missing on this computer and how to get it."""
    findings = examine(var)
    if as_json:
        console.print_json(json.dumps([finding.as_dict() for finding in findings]))
    else:
        show(findings, console)
    raise typer.Exit(1 if any(finding.is_needed and not finding.is_well for finding in findings) else 0)


@app.command()
def replay(
    service: Annotated[str, typer.Argument(help=f"One of: {', '.join(SERVICES)}.")],
    hours: Annotated[float, typer.Option(help="Publish the events of this many hours again.")] = 24.0,
    var: Var = Path("var"),
    *,
    as_json: AsJson = False,
) -> None:
    """Publish a service's kept events again; services that have handled them skip them."""
    if service not in SERVICES:
        raise not_one_of(SERVICES, "SERVICE")
    from cli.operator_trail import tell

    url = owner_url(var)
    number = asyncio.run(dead_letters.publish_again(url, service, hours))
    asyncio.run(tell(url, "events.published_again", service=service, hours=hours, events=number))
    console.print_json(json.dumps({"republished": number})) if as_json else console.print(f"{number} events")


@app.command()
def register(
    source: Annotated[Path, typer.Argument(callback=readable, help="KboOpenData_..._Full.zip")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write to this file instead of the default one.")
    ] = None,
    var: Var = Path("var"),
    *,
    as_json: AsJson = False,
) -> None:
    """Import the open data of the Belgian company register, so that counterparties get their official names."""
    from services.reconcile.register.build import NotTheRegister, make_register

    target = output or Installation.register_file(var)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with Console(stderr=True).status("reading") as status:
            made = make_register(source, target, lambda part: status.update(f"reading {part}"))
    except (NotTheRegister, BadZipFile, zlib.error, csv.Error, UnicodeDecodeError) as error:
        raise Refusal(CliCode.NOT_THE_REGISTER, file=source.name, reason=one_line(str(error))) from error
    said = {"companies": made.companies, "edition": made.edition, "file": str(target)}
    console.print_json(json.dumps(said)) if as_json else console.print(
        f"{made.companies} companies, edition of {made.edition}, in {target}"
    )


@app.command()
def read(
    files: Annotated[list[Path], typer.Argument(callback=all_readable)],
    vat: Annotated[
        str | None, typer.Option("--client-vat", "--vat", help="The client's own number: tells purchase from sales.")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--client-name", help="The client's name: tells it from the other company.")
    ] = None,
    engine: Annotated[
        str, typer.Option(help="For scans and photos: rapidocr, tesseract, easyocr or none.")
    ] = "rapidocr",
    *,
    as_json: AsJson = False,
) -> None:
    """Read documents without any server and print their fields."""
    from services.ocr_extract.command import read_and_print
    from services.ocr_extract.ocr.engines.choice import EngineName

    if engine not in {*EngineName}:
        raise not_one_of(EngineName, "--engine")
    if vat is not None:
        vat = known_vat_number(vat)
    raise typer.Exit(read_and_print(*files, vat=vat, name=name, as_json=as_json, engine=EngineName(engine)))


def not_one_of(allowed: Iterable[str], name: str) -> typer.BadParameter:
    """The value of this parameter is none of those there are; each is quoted, as typer does it."""
    return typer.BadParameter(", ".join(f"'{one}'" for one in allowed), param_hint=name)


def known_vat_number(text: str) -> str:
    """The number in its one writing. Raises BadParameter."""
    try:
        return vat_number(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text} is not a VAT number", param_hint="--client-vat") from error
