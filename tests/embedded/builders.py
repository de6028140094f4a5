"""Small things that the tests of the embedded parts say often."""

import os
import time
from collections.abc import Callable
from email.message import EmailMessage

import asyncpg
import psutil
import pytest

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")


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


def becomes_true(condition: Callable[[], bool], *, seconds: float = 10) -> bool:
    """Wait for something that happens elsewhere."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return condition()
