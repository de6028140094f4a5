"""ubl_render, built."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path

from libs.service_kit import App, Kit
from services.ubl_render import api, handlers, tables
from services.ubl_render.domain.package import load_packages
from services.ubl_render.service import Deps, service
from services.ubl_render.settings import Settings
from services.ubl_render.texts import TEXTS

HERE = Path(__file__).parent


async def open_deps(kit: Kit, stack: AsyncExitStack) -> Deps:
    """The profiles, and one thread: the validator is not to be shared between threads."""
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="render")
    stack.callback(thread.shutdown, wait=False, cancel_futures=True)
    return Deps(packages=load_packages(HERE / "packages"), thread=thread)


app = App(
    service=service,
    settings=Settings,
    open_deps=open_deps,
    migrations=HERE / "migrations",
    tables=tables.Table,
    routers=[api.router],
    texts=TEXTS,
)

__all__ = ["app", "handlers"]
