"""`serein up`: the platform on the embedded parts until Ctrl-C; what it delivers arrives in its folder."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console

from cli.as_called import as_called
from cli.first_day_texts import TEXTS, Say
from cli.installation import OPERATOR, Installation
from cli.language import said
from cli.local_delivery import LocalDelivery
from cli.platform import Platform
from cli.texts import CliCode
from libs.refusal import Refusal

console = Console(soft_wrap=True)


def run_platform(root: Path, port: int) -> None:
    """Run the platform until Ctrl-C. Raises what keeps it from starting, and what ends it."""
    asyncio.run(_run(root, port))


async def _run(root: Path, port: int) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    is_new = not Installation.secrets_file(root).exists()
    async with running_platform(root, port, stop) as (platform, local):
        show_addresses(platform.installation, local, is_new=is_new)
        failed = asyncio.create_task(platform.failed())
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait([failed, stopped], return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if failed.done():
            failed.result()
        failed.cancel()  # from here on parts end because we stop them


@asynccontextmanager
async def running_platform(
    root: Path, port: int | None, stop: asyncio.Event
) -> AsyncIterator[tuple[Platform, LocalDelivery]]:
    """The platform with its outbox and its mail server, ready to receive documents, and stopped at the end."""
    installation = Installation.at(root, gateway_port=port)
    async with LocalDelivery(root) as local:
        platform = Platform(installation, for_all=local.settings())
        await _started(platform, stop)
        try:
            yield platform, local
        finally:
            with console.status(said(TEXTS, Say.STOPPING)):
                await platform.stop()


async def _started(platform: Platform, stop: asyncio.Event) -> None:
    """Start it. Raises Refusal, after cleaning up, when it is to stop first."""
    with console.status(said(TEXTS, Say.STARTING, step="data_folder")) as status:
        starting = asyncio.create_task(
            platform.start(report=lambda step: status.update(said(TEXTS, Say.STARTING, step=step)))
        )
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait([starting, stopped], return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not starting.done():
            starting.cancel()
            await asyncio.wait([starting])
        if starting.cancelled():
            raise Refusal(CliCode.INTERRUPTED)
        starting.result()


def show_addresses(installation: Installation, local: LocalDelivery, *, is_new: bool) -> None:
    """Print the addresses and how to sign in; the operator's password only when it has just been made."""
    secrets = Installation.secrets_file(installation.root)
    tell(Say.API, url=installation.gateway_url)
    tell(Say.SIGN_IN, email=OPERATOR)
    if is_new:
        tell(Say.PASSWORD_IS, password=installation.secrets.operator_password, file=secrets)
    else:
        tell(Say.PASSWORD_KEPT, file=secrets)
    tell(Say.DATA, folder=installation.root)
    if local.outbox is not None:
        tell(Say.OUTBOX, folder=local.outbox)
    if local.mail is not None:
        tell(Say.MAIL, folder=local.mail)
    tell(Say.WEB_APPS, url=installation.gateway_url)
    tell(Say.NEXT_INIT, command=as_called("init", "--var", installation.root))


def tell(what: Say, /, **params: object) -> None:
    """Print a sentence in the user's language, as it is: brackets in it are no markup."""
    console.print(said(TEXTS, what, **params), markup=False, highlight=False)
