"""A directory that sends mail to a real server, what it sent, and the requests for a code."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select, update

from libs.embedded.receivers import SmtpReceiver
from libs.embedded.receivers.smtp import ReceivedMail
from libs.service_kit.testing import Harness
from services.directory.app import app
from services.directory.handlers import send_mail
from services.directory.service import Deps
from services.directory.tables import Mail
from tests.conftest import SettingsFor
from tests.directory import builders
from tests.directory.builders import CHEAP, PASSWORD, SignedInUser

_places = itertools.count(1)


@asynccontextmanager
async def mail_server(folder: Path) -> AsyncIterator[SmtpReceiver]:
    """The platform's mail server, with its certificate in `server.pem`."""
    async with SmtpReceiver(folder / "mail") as server:
        (folder / "server.pem").write_text(server.certificate)
        yield server


@asynccontextmanager
async def sending_directory(
    settings_for: SettingsFor, mailbox: SmtpReceiver, **more: Any
) -> AsyncIterator[Harness[Deps]]:
    """A directory with this mail server; what others left in the table of letters is gone."""
    certificates = mailbox.folder.parent / "server.pem"
    mail = {"smtp_host": "localhost", "smtp_port": mailbox.port, "smtp_certificates": certificates}
    opened = await Harness.open(app, settings_for(app, **(CHEAP | mail | more)))
    async with opened.context().transaction(all_tenants=True) as tx:
        await tx.execute(delete(Mail))
    yield opened
    await opened.close()


async def emptied(directory: Harness[Deps]) -> None:
    """Send what is due, until nothing is."""
    while await directory.run(send_mail):
        pass


async def due_now(directory: Harness[Deps]) -> None:
    """Let no letter wait any longer."""
    async with directory.context().transaction(all_tenants=True) as tx:
        await tx.execute(update(Mail).values(due_at=func.now()))


async def subjects(directory: Harness[Deps], mailbox: SmtpReceiver, recipient: str) -> list[str]:
    """The subjects of all letters to this address, oldest first, once everything is sent."""
    await emptied(directory)
    return [str(mail.message["subject"]) for mail in mailbox.messages() if mail.recipients == (recipient,)]


async def rows(directory: Harness[Deps], of: type[Any]) -> list[Any]:
    """All rows of a table."""
    async with directory.context().read(all_tenants=True) as tx:
        return list(await tx.all(select(of)))


async def owner_of(admin: SignedInUser, **more: object) -> str:
    """The address of a new client's owner, who has a password."""
    address = builders.email("zaakvoerder")
    await admin.makes_client(contact={"email": address, "password": PASSWORD}, **more)
    await emptied(admin.directory)
    return address


async def guesses(directory: Harness[Deps], address: str, times: int, **more: Any) -> None:
    """Try so many wrong passwords."""
    for number in range(times):
        await builders.sign_in(directory, address, f"verkeerd {number}", **more)


async def asks(directory: Harness[Deps], email: str, *, place: str | None = None) -> tuple[int, str]:
    """Ask for a code, from an IP address that nobody has asked from unless one is named."""
    return await _internal(directory, "unlock-mail", email=email, address=place or f"2001:db8:{next(_places):x}::1")


async def unlocks(directory: Harness[Deps], code: str, **more: object) -> tuple[int, str]:
    """Use a code."""
    return await _internal(directory, "unlock", **{"token": code, "address": "192.0.2.7", "device": "d" * 43} | more)


async def _internal(directory: Harness[Deps], path: str, **body: object) -> tuple[int, str]:
    answer = await directory.http("POST", f"/internal/{path}", rights=["internal"], json=body)
    return answer.status_code, answer.text


def code_in(mail: ReceivedMail) -> str:
    """The code of a letter, which stands alone in its line."""
    lines = mail.message.get_content().splitlines()
    (code,) = [line for line in lines if len(line) == 43 and " " not in line]
    return str(code)
