"""What docs/operations.md tells an operator to do, done."""

import re
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest

from deploy.new_env import master_key
from libs.embedded.postgres import Postgres, temporary_postgres
from libs.service_kit.database import Database
from libs.service_kit.vault import Vault
from tests.deploy.containers import Container, postgres_program, prepare, program, psql
from tests.deploy.dockerfile import ROOT

PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8")
SHAPE = """
    SELECT schemaname, tablename, tableowner, rowsecurity, (SELECT count(*) FROM pg_policies p
        WHERE p.schemaname = t.schemaname AND p.tablename = t.tablename), has_table_privilege(
        'serein_' || schemaname, format('%I.%I', schemaname, tablename), 'SELECT')
    FROM pg_tables t WHERE tableowner = 'serein_owner' ORDER BY 1, 2"""


@pytest.fixture(scope="module")
def running(containers: dict[str, Container]) -> dict[str, Container]:
    """All of them, healthy: their schemas are there."""
    for container in containers.values():
        if container.process.poll() is None:
            container.wait_until_healthy()
    return containers


@pytest.mark.usefixtures("running")
def test_every_statement_of_the_page_runs(database: Postgres) -> None:
    blocks = re.findall(r"```sql\n(.+?)```", PAGE, re.DOTALL)

    assert len(blocks) >= 2
    for block in blocks:
        psql("--command", block, url=database.url("serein"))


async def test_a_new_master_key_takes_over_and_the_old_one_may_go(running: dict[str, Container]) -> None:
    delivery, owner, new = running["delivery"], uuid4(), master_key()
    old = delivery.environment["SEREIN_MASTER_KEYS"]
    database = Database(delivery.environment["SEREIN_DATABASE_URL"], "delivery", pool=1)
    await database.open()
    sealed = await Vault(database, old).seal(owner, "password", b"open sesame", place="mail.example:465")

    with (ROOT / "deploy" / "rewrap_keys.py").open("rb") as script:
        done = subprocess.run(
            [program("python"), "-"],
            stdin=script,
            cwd=delivery.folder,
            env=delivery.environment | {"SEREIN_MASTER_KEYS": f"{new},{old}"},
            capture_output=True,
            text=True,
            check=True,
        )

    assert done.stdout == "delivery: 1 data keys sealed with the newest master key\n"
    assert await Vault(database, new).open(owner, "password", sealed, place="mail.example:465") == b"open sesame"
    await database.close()


@pytest.mark.usefixtures("running")
def test_a_copy_of_the_database_makes_the_same_installation_elsewhere(
    database: Postgres, settings_of_a_new_installation: dict[str, str]
) -> None:
    (options,) = re.findall(r"pg_dumpall -U postgres (.+?) >", PAGE)
    dump: list[str | Path] = [postgres_program("pg_dumpall"), f"--dbname={database.url()}", *options.split()]
    same_password = {"PGPASSWORD": database.password}  # in a container no password is asked for
    copy = subprocess.run(dump, env=same_password, capture_output=True, check=True).stdout
    there = psql("--command", SHAPE, url=database.url("serein"))

    with temporary_postgres() as elsewhere:
        prepare(elsewhere, settings_of_a_new_installation["SEREIN_OWNER_PASSWORD"])
        psql("--command", f"ALTER ROLE postgres PASSWORD '{database.password}'", url=elsewhere.url())
        url = f"postgresql://postgres@127.0.0.1:{elsewhere.port}"
        restore: list[str | Path] = [postgres_program("psql"), "--no-psqlrc", "--quiet", f"--dbname={url}/postgres"]
        told = subprocess.run(restore, input=copy, env=same_password, capture_output=True, check=True).stderr.decode()
        here = psql("--command", SHAPE, url=f"{url}/serein", **same_password)

    assert there.count("\n") > 50
    assert here == there
    assert set(re.findall(r"ERROR: +(.+)", told)) <= {
        "current user cannot be dropped",
        'role "postgres" already exists',
    }
