"""`serein up`: the platform on the embedded parts until Ctrl-C."""

import asyncio
import signal
from pathlib import Path

from rich.console import Console

from cli.installation import OPERATOR, Installation
from cli.platform import Platform
from cli.texts import CliCode
from libs.refusal import Refusal

console = Console()


def run_platform(root: Path, port: int) -> None:
    """Run the platform until Ctrl-C. Raises what keeps it from starting, and what ends it."""
    asyncio.run(_run(root, port))


async def _run(root: Path, port: int) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    platform = await _started(root, port, stop)
    show_addresses(platform.installation)
    failed = asyncio.create_task(platform.failed())
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait([failed, stopped], return_when=asyncio.FIRST_COMPLETED)
    with console.status("stopping"):
        await platform.stop()
    if failed.done():
        failed.result()
    failed.cancel()


async def _started(root: Path, port: int, stop: asyncio.Event) -> Platform:
    """The platform, ready to receive documents. Raises Refusal, after cleaning up, when it is to stop first."""
    platform = Platform(Installation.at(root, gateway_port=port))
    with console.status("starting") as status:
        starting = asyncio.create_task(platform.start(report=lambda part: status.update(f"starting {part}")))
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait([starting, stopped], return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not starting.done():
            starting.cancel()
            await asyncio.wait([starting])
        if starting.cancelled():
            raise Refusal(CliCode.INTERRUPTED)
        starting.result()
    return platform


def show_addresses(installation: Installation) -> None:
    """Print the addresses, and how to sign in."""
    console.print(f"public API   {installation.gateway_url}/v1  (document: {installation.gateway_url}/v1/openapi.json)")
    console.print(f"sign in      {OPERATOR}  {installation.secrets.operator_password}")
    console.print(f"data         {installation.root}")
