"""Seals the data keys of a running service with the newest master key; its secrets themselves stay as they are.

    docker compose exec -T delivery python - < deploy/rewrap_keys.py

Run it in each service that has master keys, after a new one was put first in SEREIN_MASTER_KEYS and the service was
started again. Then the old key may go (docs/operations.md, "Master keys").
"""

import asyncio
import os
import sys

from libs.service_kit.database import Database
from libs.service_kit.settings import KitSettings
from libs.service_kit.vault import Vault


async def rewrap(service: str, settings: KitSettings) -> int:
    """How many data keys were sealed anew."""
    database = Database(settings.database_url.get_secret_value(), service, pool=1)
    await database.open()
    try:
        return await Vault(database, settings.master_keys.get_secret_value()).rewrap()
    finally:
        await database.close()


if __name__ == "__main__":
    renewed = asyncio.run(rewrap(os.environ["SERVICE"], KitSettings()))
    sys.stdout.write(f"{os.environ['SERVICE']}: {renewed} data keys sealed with the newest master key\n")
