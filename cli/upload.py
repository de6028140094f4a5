"""`serein upload`: send files for the first client, and follow each until it is delivered or a user must decide."""

import asyncio
import mimetypes
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from cli.api import Api, ApiRefused
from cli.first_client import Account
from cli.first_day_texts import TEXTS, Say
from cli.language import said, spoken
from cli.owner import gateway_url
from cli.texts import CliCode
from cli.up import console, tell
from libs.refusal import Refusal

AT_REST = {"delivered", "delivery_failed", "archived", "unreadable", "deleted"}
LOOK_EVERY = 0.5
LOOKS_WITH_A_TASK = 4
"""A task counts when it is still there after so many looks: the next step may close it."""


@dataclass
class Sent:
    """A file that was sent: its name, and its document, as far as it is known."""

    file: str
    document_id: str | None = None
    refusal: str | None = None
    is_known: bool = False
    document: dict[str, Any] | None = None
    tasks: tuple[str, ...] = ()
    looks: int = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing more happens by itself."""
        if self.document_id is None or (self.document or {}).get("state") in AT_REST:
            return True
        return self.looks >= LOOKS_WITH_A_TASK


def upload(root: Path, files: list[Path], seconds: float) -> int:
    """Send the files and follow them; returns 0 when each is delivered or waits for a user, else 1.

    Raises Refusal without an account or a platform that runs.
    """
    account = Account.kept_in(root)
    if account is None:
        raise Refusal(CliCode.NO_ACCOUNT, folder=root)
    url = gateway_url(root)
    password = os.environ.get("SEREIN_PASSWORD") or account.password
    if password is None:
        password = str(typer.prompt(said(TEXTS, Say.ASK_PASSWORD, email=account.email), hide_input=True))
    sent = asyncio.run(_upload(url, account, password, files, seconds))
    for one in sent:
        _show(one)
    return 0 if all(one.refusal is None and one.is_done and _is_well(one) for one in sent) else 1


def _is_well(one: Sent) -> bool:
    return (one.document or {}).get("state") not in {"unreadable", "delivery_failed"}


async def _upload(url: str, account: Account, password: str, files: list[Path], seconds: float) -> list[Sent]:
    base = f"/v1/clients/{account.client_id}"
    async with Api(url) as nobody, await nobody.sign_in(account.email, password) as admin:
        sent = []
        for file in files:
            sent.append(await _send(admin, base, file, await asyncio.to_thread(file.read_bytes)))
        deadline = time.monotonic() + seconds
        with console.status("") as status:
            while not all(one.is_done for one in sent) and time.monotonic() < deadline:
                for one in sent:
                    await _look(admin, base, one)
                status.update("   ".join(f"{one.file}: {_state(one)}" for one in sent if not one.is_done))
                await asyncio.sleep(LOOK_EVERY)
    return sent


async def _send(admin: Api, base: str, file: Path, content: bytes) -> Sent:
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    try:
        answer = await admin.send(f"{base}/documents", [(file.name, content, media_type)])
    except ApiRefused as refused:
        if refused.answer.status_code not in {413, 415, 422}:
            raise
        return Sent(file.name, refusal=refused.params["reason"])
    (result,) = answer["results"]
    return Sent(file.name, result["document_id"], is_known=result["status"] != "received")


async def _look(admin: Api, base: str, one: Sent) -> None:
    """Ask for the document's state and open tasks; a document is listed a moment after it was taken in."""
    if one.is_done:
        return
    listed = await admin.everything(f"{base}/documents")
    one.document = next((each for each in listed if each["document_id"] == one.document_id), None)
    tasks = await admin.everything(f"{base}/tasks")
    mine = [task for task in tasks if (task["document"] or {}).get("document_id") == one.document_id]
    one.tasks = tuple(task["text"] for task in mine)
    one.looks = one.looks + 1 if mine else 0


def _state(one: Sent) -> str:
    state = (one.document or {}).get("state", "received")
    return TEXTS.get(f"state:{state}", {}).get(spoken(), str(state))


def _found(one: Sent) -> str:
    """What was read: counterparty, number, total."""
    document = one.document or {}
    total = f"{document['total']} {document.get('currency') or ''}".strip() if document.get("total") else None
    return ", ".join(str(part) for part in (document.get("counterparty"), document.get("number"), total) if part) or "-"


def _show(one: Sent) -> None:
    if one.refusal is not None:
        tell(Say.REFUSED, file=one.file, reason=one.refusal)
        return
    if one.is_known:
        tell(Say.SENT_BEFORE, file=one.file)
    if (one.document or {}).get("state") == "delivered":
        tell(Say.DELIVERED, file=one.file, found=_found(one))
    elif one.tasks:
        for task in one.tasks:
            tell(Say.TASK, file=one.file, task=task)
    elif one.is_done:
        tell(Say.RESTS, file=one.file, state=_state(one), found=_found(one))
    else:
        tell(Say.NOT_DONE, file=one.file, state=_state(one))
