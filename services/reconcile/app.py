"""Builds reconcile."""

from contextlib import AsyncExitStack
from pathlib import Path

from libs.service_kit import App, Kit
from services.reconcile import api, handlers, tables
from services.reconcile.register import SqliteRegister
from services.reconcile.service import Deps, service
from services.reconcile.settings import Settings
from services.reconcile.texts import TEXTS
from services.reconcile.texts.problems import STATUSES


async def open_deps(kit: Kit, stack: AsyncExitStack) -> Deps:
    """The size of a round, and the company register when one is configured."""
    settings: Settings = kit.settings
    if settings.register_file is None:
        return Deps(round_size=settings.round_size)
    register = SqliteRegister(settings.register_file)
    stack.callback(register.close)
    return Deps(round_size=settings.round_size, register=register)


app = App(
    service=service,
    settings=Settings,
    open_deps=open_deps,
    migrations=Path(__file__).parent / "migrations",
    tables=tables.Table,
    routers=api.ROUTERS,
    texts=TEXTS,
    statuses=STATUSES,
)

__all__ = ["app", "handlers"]
