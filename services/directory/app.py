"""Builds the service."""

from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from libs.service_kit import App, Kit
from services.directory import api, handlers, tables
from services.directory.domain.guessing import Limits, Pace
from services.directory.domain.hand_over import Terms
from services.directory.mail.session import Mailer
from services.directory.passwords import Passwords
from services.directory.service import Deps, FirstOperator, service
from services.directory.settings import Settings
from services.directory.texts import STATUSES, TEXTS


async def open_deps(kit: Kit, _stack: AsyncExitStack) -> Deps:
    """The dependencies, made from the settings."""
    settings: Settings = kit.settings
    operator = None
    if settings.operator_email and settings.operator_password:
        operator = FirstOperator(settings.operator_email, settings.operator_password.get_secret_value())
    return Deps(
        passwords=passwords_of(settings),
        limits=Limits(
            free=settings.free_attempts,
            first=timedelta(seconds=settings.first_delay_seconds),
            one_address=Pace(timedelta(seconds=settings.address_seconds), settings.address_attempts),
        ),
        hand_over=Terms(
            stands=timedelta(days=settings.request_days),
            notice=timedelta(days=settings.notice_days),
            a_day=settings.new_clients_a_day,
        ),
        attempts_kept=settings.attempts_kept,
        packages=frozenset(settings.packages),
        first_operator=operator,
        mailer=mailer_of(settings),
        unlock_after=settings.unlock_after,
        tells_of_new_places=settings.new_place_notices,
    )


def passwords_of(settings: Settings) -> Passwords:
    """What makes and checks hashes, as costly as the settings say."""
    return Passwords(
        at_once=settings.password_checks_at_once,
        passes=settings.password_passes,
        memory_mib=settings.password_memory_mib,
    )


def mailer_of(settings: Settings) -> Mailer | None:
    """The mail server of the settings, None without one."""
    account = settings.mail_account()
    return Mailer(account, settings.smtp_certificates, settings.web_address) if account is not None else None


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
