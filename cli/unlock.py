"""`serein unlock`: let somebody sign in who has tried wrong passwords too often."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cli.owner import owner_url

console = Console()


def unlock(
    email: Annotated[str, typer.Argument(help="The address that they sign in with.")],
    var: Annotated[Path, typer.Option("--var", help="The folder of an installation started with `serein up`.")] = Path(
        "var"
    ),
) -> None:
    """Let a user sign in at once, from any place, whatever was tried on their account before."""
    if not asyncio.run(forget_tries(owner_url(var), email)):
        typer.echo(f"Nobody signs in with {email}.", err=True)
        raise typer.Exit(1)
    console.print(f"{email} can sign in at once")


async def forget_tries(url: str, email: str) -> bool:
    """Forget all tries on an account, and write that down; returns whether there is such an account."""
    from cli.operator_trail import directory_of, record
    from libs.service_kit.database import ALL_TENANTS
    from services.directory.queries import places, users
    from services.directory.sign_in import account_key, place_prefix

    async with directory_of(url) as database, database.begin(ALL_TENANTS) as tx:
        account = await users.account(tx, email=email)
        if account is None:
            return False
        await places.forget_account(tx, account_key(email), place_prefix(email))
        await record(tx, "sign_in.unlocked", subject=account.user_id)
    return True
