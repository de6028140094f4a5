"""`serein init`: the first firm and the first client, by questions or by options."""

import asyncio
import json
import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import typer

from cli.as_called import as_called
from cli.first_client import TO_FOLDER, Account, FirstDay, make
from cli.first_day_texts import TEXTS, Say
from cli.installation import Installation
from cli.language import said, spoken
from cli.owner import gateway_url
from cli.texts import CliCode
from cli.up import running_platform, tell
from contracts.values import vat_number
from libs.refusal import Refusal

EXAMPLE_VAT = "BE0123456749"
DEFAULTS = {"firm": "Serein", "email": "admin@serein.example", "client": "Example", "to": TO_FOLDER}

_ADDRESS = re.compile(r"[^@\s<>(),;:\"\\]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")


class WrongAnswer(Refusal):
    """An option has a value that cannot be used: the command was called wrongly."""

    exit_code = 2


def a_vat_number(text: str) -> str:
    """The number in its one writing. Raises WrongAnswer."""
    try:
        return vat_number(text)
    except ValueError as error:
        raise WrongAnswer(Say.NOT_A_VAT_NUMBER, text=text) from error


def an_address(text: str) -> str:
    """The e-mail address. Raises WrongAnswer."""
    if not _ADDRESS.fullmatch(text.strip()):
        raise WrongAnswer(Say.NOT_AN_ADDRESS, text=text)
    return text.strip()


def a_place(text: str) -> str:
    """`folder`, or an e-mail address. Raises WrongAnswer."""
    return TO_FOLDER if text.strip().casefold() == TO_FOLDER else an_address(text)


def a_name(text: str) -> str:
    """A name without spaces around it. Raises WrongAnswer for an empty one."""
    if not text.strip():
        raise WrongAnswer(CliCode.VALUE_MISSING, name="--firm, --client", command="serein init")
    return text.strip()


def answers(given: dict[str, str | None], *, ask: bool) -> FirstDay:
    """The answers: what was given as options, what the user says to the questions, or the defaults."""
    return FirstDay(
        firm=_answer(given["firm"], Say.ASK_FIRM, DEFAULTS["firm"], a_name, ask=ask),
        email=_answer(given["email"], Say.ASK_EMAIL, DEFAULTS["email"], an_address, ask=ask),
        client=_answer(given["client"], Say.ASK_CLIENT, DEFAULTS["client"], a_name, ask=ask),
        vat_number=_answer(given["vat"], Say.ASK_VAT, EXAMPLE_VAT, a_vat_number, ask=ask),
        to=_answer(given["to"], Say.ASK_TO, DEFAULTS["to"], a_place, ask=ask),
        language=spoken(),
    )


def _answer(given: str | None, question: Say, default: str, check: Callable[[str], str], *, ask: bool) -> str:
    if given is not None or not ask:
        return check(given if given is not None else default)
    while True:
        try:
            return check(str(typer.prompt(said(TEXTS, question), default=default)))
        except WrongAnswer as wrong:
            typer.echo(said(TEXTS, wrong.code, **wrong.params), err=True)


def set_up(root: Path, wanted: FirstDay, password: str | None) -> None:
    """Make what is missing on the platform that runs on this folder, or on one started for it; print what comes next.

    Raises Refusal, ApiRefused, ApiAway.
    """
    kept = Account.kept_in(root)
    if password is None and kept is not None and kept.email == wanted.email:
        password = kept.password
    try:
        url = gateway_url(root)
    except Refusal as refusal:
        if refusal.code != CliCode.NOT_RUNNING:
            raise
        account = asyncio.run(_on_one_of_its_own(root, wanted, password))
        tell(Say.NEXT_UP, command=as_called("up", "--var", root))
        url = "http://127.0.0.1:8080"
    else:
        account = asyncio.run(_made(url, root, wanted, password))
    show_next(url, root, account, wanted)


async def _on_one_of_its_own(root: Path, wanted: FirstDay, password: str | None) -> Account:
    async with running_platform(root, None, asyncio.Event()) as (platform, _):
        return await _made(platform.installation.gateway_url, root, wanted, password)


async def _made(url: str, root: Path, wanted: FirstDay, password: str | None) -> Account:
    operator = os.environ.get("SEREIN_OPERATOR_PASSWORD") or Installation.at(root).secrets.operator_password
    kept = Account.kept_in(root)
    made = await make(url, operator, wanted, password, lambda done, what: tell(done, what=what))
    is_ours = kept is not None and kept.email == made.email and kept.password == password
    account = Account(made.email, made.client_id, made.firm_id, password if is_ours else made.password)
    account.keep_in(root)
    return account


def show_next(url: str, root: Path, account: Account, wanted: FirstDay) -> None:
    """Print where documents arrive, and the commands with which a first invoice goes through."""
    here = root / "outbox" / account.firm_id / wanted.vat_number
    tell(Say.DELIVERS_TO, place=here if wanted.to == TO_FOLDER else f"{wanted.to} ({root / 'mail'}/*.eml)")
    tell(Say.NEXT_UPLOAD, command=as_called("upload", "--var", root, "invoice.pdf"))
    tell(Say.NEXT_CURL)
    secret = account.password or "..."
    credentials = json.dumps({"email": account.email, "password": secret})
    token = f"curl -s {url}/v1/sessions -H 'Content-Type: application/json' -d {shlex.quote(credentials)}"
    typer.echo(f'  TOKEN=$({token} | sed \'s/.*"token":"\\([^"]*\\).*/\\1/\')')
    typer.echo(f'  curl -s {url}/v1/clients/{account.client_id}/documents -H "Authorization: Bearer $TOKEN" \\')
    typer.echo("    -F files=@invoice.pdf")
