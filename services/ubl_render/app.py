"""The ubl_render service, built."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path

from libs.confinement import Confinement
from libs.service_kit import App, Kit
from libs.service_kit.confined import detail, tell
from services.ubl_render import handlers, tables
from services.ubl_render.api import packages, renderings
from services.ubl_render.confined.process import Confined
from services.ubl_render.rendering.profiles import load_packages
from services.ubl_render.service import Deps, service
from services.ubl_render.settings import Settings
from services.ubl_render.texts import STATUSES, TEXTS


async def open_deps(kit: Kit, stack: AsyncExitStack) -> Deps:
    """The profiles and the threads. Raises BadProfile, which stops the start."""
    settings: Settings = kit.settings
    rendering = ThreadPoolExecutor(max_workers=1, thread_name_prefix="render")
    converting = ThreadPoolExecutor(max_workers=settings.conversions, thread_name_prefix="convert")
    for threads in (rendering, converting):
        stack.callback(threads.shutdown, wait=False, cancel_futures=True)
    limits = settings.limits()
    confinement = Confinement.here(limits)
    tell(confinement)
    return Deps(load_packages(), rendering, converting, Confined(limits), confinement)


app = App(
    service=service,
    settings=Settings,
    open_deps=open_deps,
    migrations=Path(__file__).parent / "migrations",
    tables=tables.Table,
    routers=[renderings.router, packages.router],
    texts=TEXTS,
    statuses=STATUSES,
    details=lambda deps: detail(deps.confinement),
)

__all__ = ["app", "handlers"]
