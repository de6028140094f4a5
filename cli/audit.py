"""`serein audit`: whether the audit trail is what was written, its heads for safe keeping, and its retention."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cli.files import readable
from cli.owner import owner_url

app = typer.Typer(no_args_is_help=True, help=__doc__)
console = Console()

Var = Annotated[Path, typer.Option("--var", help="The data folder of an installation started with `serein up`.")]


@app.command()
def verify(
    heads: Annotated[Path | None, typer.Option("--heads", help="Heads that were exported before.")] = None,
    var: Var = Path("var"),
) -> None:
    """Check every chain; exit 1 names the first entry of each that was changed, deleted or inserted."""
    from cli.audit_check import check, read_heads

    readable(heads)
    try:
        exported = read_heads(heads.read_text("utf-8")) if heads is not None else {}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        typer.echo(f"{heads} is no file of `serein audit head`.", err=True)
        raise typer.Exit(1) from error
    number, faults = asyncio.run(check(owner_url(var), exported))
    for fault in faults:
        typer.echo(f"{fault.chain}: entry {fault.entry}: {fault.why}", err=True)
    if faults:
        raise typer.Exit(1)
    console.print(f"{number} entries are what was written.")


@app.command()
def head(var: Var = Path("var")) -> None:
    """Print how long each chain is and the hash of its last entry: keep it where the database is not."""
    from cli.audit_check import export

    console.print_json(asyncio.run(export(owner_url(var))))


@app.command()
def seal(
    before: Annotated[
        date, typer.Option(parser=date.fromisoformat, metavar="YYYY-MM-DD", help="Delete what is older than this day.")
    ],
    var: Var = Path("var"),
) -> None:
    """Delete old entries. The hash of the last of them stays, so that those behind it can still be checked."""
    from cli.audit_check import delete_before
    from contracts.day import belgian_instant

    number = asyncio.run(delete_before(owner_url(var), belgian_instant(before)))
    console.print(f"{number} entries were deleted; export the heads again")
