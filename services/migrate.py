"""The job that makes and changes the database of all services, before they start: python -m services.migrate

It alone has the address of the database's owner, SEREIN_DATABASE_OWNER_URL, and gives each service's roles their
password, SEREIN_DATABASE_PASSWORD_DELIVERY and so on. It may run at any time, also twice at once. Exit codes: 0 done, 1
something is missing, and the log says what.
"""

import asyncio
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from libs.service_kit.errors import CannotStart
from libs.service_kit.migrate import Schema, migrate
from libs.service_kit.telemetry import log, set_up_logs

FOLDER = Path(__file__).parent


def services() -> Iterator[tuple[str, Path]]:
    """The name of each service, and the folder with its migrations."""
    for folder in sorted(FOLDER.glob("*/migrations")):
        yield folder.parent.name, folder


def schemas(environment: Mapping[str, str]) -> list[Schema]:
    """The schema of each service with the password of its roles. Raises CannotStart for a missing one."""
    found = []
    for name, folder in services():
        variable = f"SEREIN_DATABASE_PASSWORD_{name.upper()}"
        if not (password := environment.get(variable)):
            raise CannotStart(f"{variable} is not set: make passwords with deploy/new_env.py")
        found.append(Schema(name, folder, password))
    return found


def run(environment: Mapping[str, str]) -> int:
    """Migrate everything; returns the exit code."""
    owner_url = environment.get("SEREIN_DATABASE_OWNER_URL")
    try:
        if not owner_url:
            raise CannotStart("SEREIN_DATABASE_OWNER_URL is not set: this job works as the owner of the database")
        asyncio.run(migrate(owner_url, schemas(environment)))
    except (CannotStart, OSError) as error:
        log.error("migrate.cannot", reason=str(error))
        return 1
    return 0


if __name__ == "__main__":
    set_up_logs("INFO", as_json=True)
    raise SystemExit(run(os.environ))
