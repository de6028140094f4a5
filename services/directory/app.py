"""Builds the service."""

from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from libs.service_kit import App, Kit
from services.directory import api, handlers, tables
from services.directory.domain.lockout import Limits
from services.directory.passwords import Passwords
from services.directory.service import Deps, FirstOperator, service
from services.directory.settings import Settings
from services.directory.texts import STATUSES, TEXTS


async def open_deps(kit: Kit, _stack: AsyncExitStack) -> Deps:
    """The dependencies, made from the settings."""
    settings: Settings = kit.settings
    first, most = timedelta(seconds=settings.lock_seconds), timedelta(seconds=settings.lock_most_seconds)
    operator = None
    if settings.operator_email and settings.operator_password:
        operator = FirstOperator(settings.operator_email, settings.operator_password.get_secret_value())
    return Deps(
        passwords=Passwords(
            at_once=settings.password_checks_at_once,
            passes=settings.password_passes,
            memory_mib=settings.password_memory_mib,
        ),
        account_limits=Limits(settings.account_failures, first, most),
        address_limits=Limits(settings.address_failures, first, most),
        packages=frozenset(settings.packages),
        first_operator=operator,
    )


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
