"""`serein up`: the platform on the embedded parts until Ctrl-C, or one sentence about why it cannot start."""

import asyncio
import signal
from pathlib import Path

import typer
from rich.console import Console

from cli.installation import OPERATOR, Installation
from cli.platform import Platform
from libs.embedded.process import EmbeddedServerError

console = Console()


class CannotStart(Exception):
    """Something on this computer is in the way; the message says what, and what helps."""


def run_platform(root: Path, port: int) -> int:
    """Run the platform until Ctrl-C; returns the exit code: 0 when it was stopped, 1 when it could not start."""
    try:
        asyncio.run(_run(root, port))
    except CannotStart as error:
        typer.echo(f"Serein cannot start: {error}", err=True)
        return 1
    return 0


async def _run(root: Path, port: int) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    platform = await _started(root, port)
    show_addresses(platform.installation)
    failed = asyncio.create_task(platform.failed())
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait([failed, stopped], return_when=asyncio.FIRST_COMPLETED)
    with console.status("stopping"):
        await platform.stop()
    if failed.done():
        failed.result()
    failed.cancel()


async def _started(root: Path, port: int) -> Platform:
    """The platform, ready to receive documents. Raises CannotStart for what a user can put right."""
    try:
        platform = Platform(Installation.at(root, gateway_port=port))
        with console.status("starting") as status:
            await platform.start(report=lambda part: status.update(f"starting {part}"))
    except EmbeddedServerError as error:
        raise CannotStart(str(error)) from error
    except OSError as error:
        if error.filename is None:  # not about a file: a bug, or a connection that was lost
            raise
        raise CannotStart(f"{error.filename} cannot be used: {error.strerror}") from error
    return platform


def show_addresses(installation: Installation) -> None:
    """Print the addresses, and how to sign in."""
    console.print(f"public API   {installation.gateway_url}/v1  (document: {installation.gateway_url}/v1/openapi.json)")
    console.print(f"sign in      {OPERATOR}  {installation.secrets.operator_password}")
    console.print(f"data         {installation.root}")
