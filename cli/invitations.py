"""`serein invitations`: who was added with an address that somebody else signs in with."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cli.owner import owner_url

console = Console(soft_wrap=True)


def invitations(
    email: Annotated[str, typer.Argument(help="The address.")],
    var: Annotated[Path, typer.Option("--var", help="The folder of an installation started with `serein up`.")] = Path(
        "var"
    ),
) -> None:
    """Show the users who wait for an address, so that an operator can tell its owner where there is no mail server."""
    waiting = asyncio.run(waiting_for(owner_url(var), email))
    if not waiting:
        typer.echo(f"Nobody waits for {email}.", err=True)
        raise typer.Exit(1)
    for line in waiting:
        console.print(line, markup=False, highlight=False)


async def waiting_for(url: str, email: str) -> list[str]:
    """The company, role and day of each user who waits for this address."""
    from cli.operator_trail import directory_of
    from libs.service_kit.database import ALL_TENANTS
    from services.directory.queries import addresses, users

    async with directory_of(url) as database, database.begin(ALL_TENANTS) as tx:
        waiting = await addresses.waiting_for(tx, email)
        return [f"{await users.company_of(tx, one)}: {one.role}, {one.created_at:%Y-%m-%d}" for one in waiting]
