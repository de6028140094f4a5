"""PgBouncer in transaction mode: the kit works behind it when told, and otherwise refuses to start, with a reason."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest
from pydantic import SecretStr

from libs.embedded.broker import Broker
from libs.embedded.ports import LOOPBACK, accepts, free_port
from libs.embedded.process import Process
from libs.embedded.unprivileged import server_account
from libs.service_kit import KitSettings
from libs.service_kit.database import PoolerNotExpected
from tests.conftest import SettingsFor
from tests.faults.replica import (
    ask,
    send,
    started,
    toy_with,
    until_counted,
    until_published,
    until_ready,
)
from tests.service_kit.toy.app import app
from tests.service_kit.toy.contract import Counted
from tests.skips import Skip, needs

PROGRAM = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
pytestmark = needs(Path(PROGRAM).exists(), Skip.PGBOUNCER)

TWO_CONNECTIONS = """\
[databases]
{database} = host={host} port={port}
[pgbouncer]
listen_addr = {host}
listen_port = {listen}
unix_socket_dir =
auth_type = plain
auth_file = {accounts}
pool_mode = transaction
default_pool_size = 2
{more}
"""
Pooler = Callable[..., KitSettings]


@pytest.fixture
def settings(settings_for: SettingsFor, own_broker: Broker) -> KitSettings:
    return settings_for(app, kafka_bootstrap=own_broker.bootstrap)


@pytest.fixture
def pooler(settings: KitSettings, tmp_path: Path) -> Iterator[Pooler]:
    """Starts PgBouncer with two connections to the database; returns settings that lead there."""
    with ExitStack() as stack:

        def start(more: str = "", **settings_of_the_service: bool) -> KitSettings:
            parts = urlsplit(settings.database_url.get_secret_value())
            listen, accounts = free_port(), tmp_path / "accounts.txt"
            users = (parts.username, f"{parts.username}_jobs")
            accounts.write_text("".join(f'"{user}" "{parts.password}"\n' for user in users))
            ini = tmp_path / "pgbouncer.ini"
            ini.write_text(
                TWO_CONNECTIONS.format(
                    database=parts.path[1:], host=LOOPBACK, port=parts.port, listen=listen, accounts=accounts, more=more
                )
            )
            _opened_for_all(tmp_path)
            process = Process("pgbouncer", log=tmp_path / "pgbouncer.log")
            account = server_account()
            process.start([PROGRAM, ini], user=account.ids if account else None)
            stack.callback(process.stop, seconds=5)
            process.wait_until(lambda: accepts(listen), seconds=20)
            netloc = f"{parts.username}:{parts.password}@{LOOPBACK}:{listen}"
            url = SecretStr(urlunsplit(parts._replace(netloc=netloc)))
            return settings.model_copy(update={"database_url": url, **settings_of_the_service})

        yield start


def _opened_for_all(folder: Path) -> None:
    """As root, PgBouncer runs as somebody else, who must be able to read its files."""
    for above in [folder, *folder.parents][:4]:
        above.chmod(above.stat().st_mode | 0o055)


async def test_behind_a_pooler_that_is_declared_everything_works(pooler: Pooler) -> None:
    clients = [uuid4() for _ in range(6)]
    async with started(toy_with(), pooler(database_pooler=True)) as toy:
        await until_ready(toy)

        await send(toy.settings, *[Counted(client_id=client, number=n) for n in range(30) for client in clients])

        for client in clients:
            await until_counted(toy, client, *range(30))
        await until_published(toy)
        assert (await ask(toy, clients[0])).json() == list(range(30))


async def test_a_pooler_that_refuses_our_parameters_ends_the_start_with_the_reason(pooler: Pooler) -> None:
    with pytest.raises(PoolerNotExpected, match="SEREIN_DATABASE_POOLER=true"):
        async with started(toy_with(), pooler()):
            pass


async def test_a_pooler_that_ignores_our_parameters_ends_the_start_too(pooler: Pooler) -> None:
    ignored = "statement_timeout,idle_in_transaction_session_timeout,lock_timeout,tcp_keepalives_idle"
    ignored += ",tcp_keepalives_interval,tcp_keepalives_count,tcp_user_timeout"
    settings = pooler(f"ignore_startup_parameters = {ignored}")

    with pytest.raises(PoolerNotExpected, match="SEREIN_DATABASE_POOLER=true"):
        async with started(toy_with(), settings):
            pass
