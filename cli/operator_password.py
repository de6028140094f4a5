"""`serein operator-password`: a new password for an operator who has lost theirs, given on the machine itself."""

import asyncio
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.first_day_texts import Say
from cli.installation import OPERATOR, Installation
from cli.owner import owner_url
from cli.secrets_file import InstallationSecrets
from cli.texts import CliCode
from libs.refusal import Refusal

BYTES = 15
"""Of chance in a new password: nobody guesses it."""


def operator_password(
    email: Annotated[
        str | None, typer.Argument(help="The address of the operator; needed only where there are several.")
    ] = None,
    var: Annotated[Path, typer.Option("--var", help="The folder of an installation started with `serein up`.")] = Path(
        "var"
    ),
) -> None:
    """Make a new password for an operator and print it, once. All their sessions end, and they wait for no try."""
    from cli.up import tell  # which needs the embedded parts

    password = secrets.token_urlsafe(BYTES)
    address = asyncio.run(set_password(owner_url(var), email, password))
    tell(Say.NEW_PASSWORD_IS, email=address, password=password)
    file = Installation.secrets_file(var)
    if address == OPERATOR and "SEREIN_DATABASE_OWNER_URL" not in os.environ and file.exists():
        InstallationSecrets.keep_operator_password(file, password)
        tell(Say.NEW_PASSWORD_KEPT, file=file)


async def set_password(url: str, email: str | None, password: str) -> str:
    """Set the password of an operator, and write that down; returns their address.

    Raises Refusal when nobody is meant, or one of several.
    """
    from cli.operator_trail import directory_of, record
    from libs.service_kit.database import ALL_TENANTS
    from services.directory.app import passwords_of
    from services.directory.queries import places, users
    from services.directory.settings import Settings
    from services.directory.sign_in import account_key, place_prefix

    hashed = await passwords_of(Settings.model_construct()).hash(password)
    async with directory_of(url) as database, database.begin(ALL_TENANTS) as tx:
        operators = await users.operators(tx, email)
        if not operators:
            raise Refusal(CliCode.NO_OPERATOR, email=email or "")
        if len(operators) > 1:
            raise Refusal(CliCode.SEVERAL_OPERATORS, emails=", ".join(one.email for one in operators))
        (operator,) = operators
        await users.change_user(tx, operator.user_id, datetime.now(UTC), password_hash=hashed)
        await places.forget_account(tx, account_key(operator.email), place_prefix(operator.email))
        await record(tx, "operator.password_reset", subject=operator.user_id)
    return operator.email
