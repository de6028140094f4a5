"""The delivery service, built."""

import random
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from libs.service_kit import App, Kit
from libs.service_kit.context import utc_now
from services.delivery import handlers, tables
from services.delivery.api import connections, deliveries, destination
from services.delivery.attempts.pool import WorkerPool
from services.delivery.service import Deps, service
from services.delivery.settings import Settings
from services.delivery.texts import STATUSES, TEXTS

SECONDS_TO_FINISH = 10


async def open_deps(kit: Kit, stack: AsyncExitStack) -> Deps:
    """The pool of workers, and the operator's settings."""
    settings: Settings = kit.settings
    pool = WorkerPool(settings.delivery_parallel)
    stack.push_async_callback(pool.close, seconds=SECONDS_TO_FINISH)
    return Deps(
        operator=settings.operator(),
        retry_policy=settings.retry_policy(),
        mail_rates=settings.mail_rates(),
        lease=timedelta(seconds=settings.delivery_lease_seconds),
        pool=pool,
        clock=utc_now,
        chance=random.random,
    )


app: App[Deps] = App(
    service=service,
    settings=Settings,
    open_deps=open_deps,
    routers=[connections.client_router, connections.firm_router, destination.router, deliveries.router],
    texts=TEXTS,
    statuses=STATUSES,
    migrations=Path(__file__).parent / "migrations",
    tables=tables.Table,
)
deliver_pending = handlers.deliver_pending
