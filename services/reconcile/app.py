"""reconcile, built."""

from contextlib import AsyncExitStack
from pathlib import Path

from libs.service_kit import App, Kit
from services.reconcile import api, handlers, tables
from services.reconcile.service import Deps, service
from services.reconcile.settings import Settings
from services.reconcile.texts import TEXTS


async def open_deps(kit: Kit, stack: AsyncExitStack) -> Deps:
    """The bounds, from the settings."""
    return Deps(judged_at_once=kit.settings.judged_at_once)


app = App(
    service=service,
    settings=Settings,
    open_deps=open_deps,
    migrations=Path(__file__).parent / "migrations",
    tables=tables.Table,
    routers=api.ROUTERS,
    texts=TEXTS,
)

__all__ = ["app", "handlers"]
