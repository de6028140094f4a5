"""Small things that the tests of the embedded parts say often."""

import os
import time
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import asyncpg
import psutil

from tests.skips import Skip, needs

needs_root = needs(os.geteuid() == 0, Skip.ROOT)


async def ask(url: str, *statements: str) -> object:
    """Run statements on a database and return the single value of the last one."""
    connection = await asyncpg.connect(url)
    try:
        for statement in statements[:-1]:
            await connection.execute(statement)
        return await connection.fetchval(statements[-1])
    finally:
        await connection.close()


def mail(subject: str = "Facture 2026-0042") -> EmailMessage:
    """A message with a small invoice attached."""
    message = EmailMessage()
    message["From"] = "factures@boulangerie-lambert.example"
    message["To"] = "achats@package.example"
    message["Subject"] = subject
    message.set_content("Veuillez trouver la facture ci-jointe.")
    message.add_attachment(b"<Invoice/>", maintype="application", subtype="xml", filename="2026-0042.xml")
    return message


def runs(pid: int) -> bool:
    """Whether a process is alive (one that ended and was not yet buried is not)."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def waits_for_a_lock() -> bool:
    """Whether a thread of this process waits for a lock on a file or folder that somebody holds."""
    waiting = [line.split() for line in Path("/proc/locks").read_text("ascii").splitlines() if "->" in line]
    return str(os.getpid()) in {fields[fields.index("->") + 4] for fields in waiting}


def becomes_true(condition: Callable[[], bool], *, seconds: float = 60) -> bool:
    """Wait for something that happens elsewhere."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return condition()
