"""The schemas of services in a test's database, made as the migration job makes them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from libs.service_kit.app import App
from libs.service_kit.migrate import Schema, migrate
from libs.service_kit.settings import KitSettings

PASSWORD = "secret"
_OWNERS: dict[str, str] = {}
_MADE: set[tuple[str, str]] = set()


def make_schema(owner_url: str, app: App[Any], *, password: str = PASSWORD) -> None:
    """Make a service's schema and roles, once in each database."""
    place, name = owner_url.partition("@")[2], app.service.name
    _OWNERS[place] = owner_url
    if (place, name) not in _MADE:
        with ThreadPoolExecutor(1) as beside:  # a test's own event loop runs already
            beside.submit(asyncio.run, migrate(owner_url, [Schema(name, app.migrations, password)])).result()
        _MADE.add((place, name))


def owner_url_of(settings: KitSettings) -> str:
    """The owner's address of the database that these settings lead to."""
    return _OWNERS[settings.database_url.get_secret_value().partition("@")[2]]
