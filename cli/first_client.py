"""The first firm, its first client and where that client's documents are delivered, made over the public API.

Every step looks first: running it twice makes nothing twice, and one that was interrupted goes on where it stopped.
"""

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cli.api import Api
from cli.first_day_texts import Say
from cli.installation import OPERATOR
from cli.texts import CliCode
from libs.refusal import Refusal

TO_FOLDER = "folder"
ROUTES = ("purchase", "sales", "misc")

Report = Callable[[Say, str], None]
"""Told after each step: that something was made or was there already, and what."""


@dataclass(frozen=True)
class FirstDay:
    """What the user has answered. `to` is `folder` or an e-mail address."""

    firm: str
    email: str
    client: str
    vat_number: str
    to: str
    language: str


@dataclass(frozen=True)
class Account:
    """How `serein upload` signs in; the password only when it was made by us, otherwise it is asked for."""

    email: str
    client_id: str
    firm_id: str
    password: str | None = None

    @classmethod
    def kept_in(cls, root: Path) -> "Account | None":
        """The account that `serein init` has written down. Raises Refusal for a damaged file."""
        file = root / "init.json"
        try:
            return cls(**json.loads(file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError) as error:
            raise Refusal(CliCode.FILE_DAMAGED, file=file) from error

    def keep_in(self, root: Path) -> None:
        """Write it down in a file that only its owner can read, in one step."""
        draft = root / "init.json.draft"
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            json.dump(asdict(self), out)
        draft.replace(root / "init.json")


async def make(url: str, operator_password: str, wanted: FirstDay, password: str | None, report: Report) -> Account:
    """Make what is missing; returns the account. Raises ApiRefused, for example when the password is another one.

    Without a password one is made, which is then part of the account.
    """
    chosen = password or secrets.token_urlsafe(15)
    async with Api(url) as nobody:
        await nobody.until_up(wants="/v1/clients/{client_id}/destination")
        async with await nobody.sign_in(OPERATOR, operator_password) as operator:
            firm_id = await _firm(operator, wanted, chosen, report)
        async with await nobody.sign_in(wanted.email, chosen) as admin:
            client_id = await _client(admin, wanted, report)
            await _destination(admin, client_id, wanted, report)
    return Account(wanted.email, client_id, firm_id, None if password else chosen)


async def _firm(operator: Api, wanted: FirstDay, password: str, report: Report) -> str:
    known = [firm for firm in await operator.everything("/v1/firms") if firm["name"] == wanted.firm]
    if not known:
        admin = {"email": wanted.email, "first_name": "-", "last_name": wanted.firm, "password": password}
        new = {
            "name": wanted.firm,
            "language": wanted.language,
            "admin": admin,
            "channels": ["email", "sftp", "folder"],
        }
        known = [await operator.post("/v1/firms", new)]
        report(Say.MADE, wanted.firm)
    else:
        report(Say.THERE_ALREADY, wanted.firm)
    return str(known[0]["firm_id"])


async def _client(admin: Api, wanted: FirstDay, report: Report) -> str:
    clients = await admin.everything("/v1/clients")
    known = [client for client in clients if client["vat_number"] == wanted.vat_number]
    if not known:
        new = {
            "name": wanted.client,
            "vat_number": wanted.vat_number,
            "contact": {"email": _contact_of(wanted), "first_name": "-", "last_name": wanted.client},
            "language": wanted.language,
            "package": "generic_folder" if wanted.to == TO_FOLDER else "generic_email",
        }
        known = [await admin.post("/v1/clients", new)]
    report(Say.THERE_ALREADY if known[0] in clients else Say.MADE, f"{known[0]['name']} ({wanted.vat_number})")
    return str(known[0]["client_id"])


def _contact_of(wanted: FirstDay) -> str:
    """An address of its own for the client's contact, who is another user than the administrator."""
    name, _, domain = wanted.email.partition("@")
    return f"{name}+{wanted.vat_number.lower()}@{domain}"


async def _destination(admin: Api, client_id: str, wanted: FirstDay, report: Report) -> None:
    """The connection of the wanted kind, and the destination of the client; an existing destination stays."""
    base = f"/v1/clients/{client_id}"
    connector = "folder" if wanted.to == TO_FOLDER else "email"
    settings = _settings(wanted)
    current = await admin.get(f"{base}/destination")
    if current and current.get("connection_id"):
        report(Say.THERE_ALREADY, _place(current["settings"]))
        return
    connections = await admin.get(f"{base}/connections")
    known = [one for one in connections if one["connector"] == connector]
    if not known:
        known = [await admin.post(f"{base}/connections", {"connector": connector, "name": connector.capitalize()})]
    body = {"connection_id": known[0]["connection_id"], "settings": settings}
    await admin.put(f"{base}/destination", body)
    report(Say.MADE, _place(settings))


def _settings(wanted: FirstDay) -> dict[str, Any]:
    if wanted.to == TO_FOLDER:
        return {"folder": wanted.vat_number, **{route: route for route in ROUTES}}
    return {"address": wanted.to}


def _place(settings: dict[str, Any]) -> str:
    """Where documents go: the name of the connector, and its address or folder."""
    return f"email {settings['address']}" if "address" in settings else f"folder {settings.get('folder', '')}"
