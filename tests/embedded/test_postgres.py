"""The embedded database: starts anywhere, loses nothing, and says clearly what it cannot do."""

import os
import signal
import socket
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
import pytest

from libs.embedded.folder_lock import locked
from libs.embedded.ports import LOOPBACK, free_port
from libs.embedded.postgres import DataUnusable, FolderClosed, Postgres, temporary_postgres, usable_data_root
from libs.embedded.process import AlreadyRunning, EmbeddedServerError, PortTaken
from tests.embedded.builders import ask, becomes_true, needs_root, runs, waits_for_a_lock


@pytest.fixture
def postgres(place: Path) -> Iterator[Postgres]:
    with Postgres(place / "data") as postgres:
        yield postgres


async def test_a_new_database_can_be_used(postgres: Postgres) -> None:
    version = await ask(postgres.url(), "SHOW server_version_num")

    assert int(str(version)) >= 160000


async def test_it_has_what_searching_names_needs(postgres: Postgres) -> None:
    likeness = await ask(
        postgres.url(),
        "CREATE EXTENSION pg_trgm",
        "CREATE EXTENSION unaccent",
        "SELECT similarity(unaccent('Boulangerie Lambért'), 'boulangerie lambert')",
    )

    assert likeness == 1


async def test_its_clock_is_utc_and_300_may_connect(postgres: Postgres) -> None:
    zone = await ask(postgres.url(), "SHOW timezone")
    connections = await ask(postgres.url(), "SHOW max_connections")

    assert (zone, connections) == ("UTC", "300")


async def test_nobody_enters_without_the_password(postgres: Postgres) -> None:
    stranger = postgres.url().replace(postgres.password, "guessed")

    with pytest.raises(asyncpg.InvalidPasswordError):
        await ask(stranger, "SELECT 1")


async def test_a_role_with_the_same_password_gets_its_own_address(postgres: Postgres) -> None:
    await ask(
        postgres.url(),
        f"CREATE ROLE reconcile LOGIN PASSWORD '{postgres.password}'",
        "CREATE DATABASE books",
        "SELECT 1",
    )

    who = await ask(postgres.url("books", "reconcile"), "SELECT current_user || '@' || current_database()")

    assert who == "reconcile@books"


def test_the_password_is_for_one_account_only(postgres: Postgres, place: Path) -> None:
    file = place / "data.password"

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text() == postgres.password


async def test_a_restart_keeps_data_password_and_port(place: Path) -> None:
    postgres = Postgres(place / "data")
    postgres.start()
    before = postgres.url()
    await ask(before, "CREATE TABLE invoice (number text)", "INSERT INTO invoice VALUES ('2026-0042')", "SELECT 1")
    postgres.stop()

    postgres.start()
    number = await ask(postgres.url(), "SELECT number FROM invoice")
    postgres.stop()

    assert (number, postgres.url()) == ("2026-0042", before)


@pytest.mark.parametrize("durable", [True, False])
async def test_kill_9_loses_no_committed_row(place: Path, durable: bool) -> None:
    postgres = Postgres(place / "data", durable=durable)
    postgres.start()
    connection = await asyncpg.connect(postgres.url())
    await connection.execute("CREATE TABLE booking (number int)")
    for number in range(200):
        await connection.execute("INSERT INTO booking VALUES ($1)", number)

    postgres.kill()
    postgres.start()
    kept = await ask(postgres.url(), "SELECT count(*) FROM booking")
    postgres.stop()
    connection.terminate()

    assert kept == 200


async def test_a_kill_from_outside_is_survived_as_well(place: Path) -> None:
    postgres = Postgres(place / "data")
    postgres.start()
    await ask(postgres.url(), "CREATE TABLE booking (number int)", "INSERT INTO booking VALUES (1)", "SELECT 1")
    assert postgres.pid is not None

    os.kill(postgres.pid, signal.SIGKILL)
    becomes_true(lambda: postgres.pid is None)
    postgres.start()
    kept = await ask(postgres.url(), "SELECT count(*) FROM booking")
    postgres.stop()

    assert kept == 1


async def test_the_port_of_a_killed_server_is_waited_for(place: Path) -> None:
    postgres = Postgres(place / "data")
    postgres.start()
    port = postgres.port
    postgres.kill()
    with socket.create_server((LOOPBACK, port)) as held:  # as children of the killed server do for a moment
        closing = threading.Timer(0.5, held.close)
        closing.start()

        postgres.start()

    answer = await ask(postgres.url(), "SELECT 1")
    postgres.stop()
    closing.join()
    assert answer == 1
    assert postgres.port == port


async def test_a_stale_pid_file_whose_number_now_belongs_to_another_program_is_no_obstacle(place: Path) -> None:
    postgres = Postgres(place / "data")
    postgres.start()
    postgres.kill()
    pid_file = place / "data" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    postgres.start()
    answer = await ask(postgres.url(), "SELECT 1")
    postgres.stop()

    assert answer == 1


def test_two_servers_on_the_same_data_are_refused(postgres: Postgres, place: Path) -> None:
    with pytest.raises(AlreadyRunning, match=str(place / "data")):
        Postgres(place / "data").start()

    assert postgres.pid is not None


def test_the_same_server_is_not_started_twice(postgres: Postgres) -> None:
    with pytest.raises(AlreadyRunning):
        postgres.start()


def test_two_programs_that_start_at_once_on_new_data_do_not_spoil_it(place: Path) -> None:
    servers = [Postgres(place / "data", durable=False) for _ in range(3)]
    refusals: list[EmbeddedServerError] = []

    def start(server: Postgres) -> None:
        try:
            server.start()
        except EmbeddedServerError as refusal:
            refusals.append(refusal)

    threads = [threading.Thread(target=start, args=(server,)) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    running = [server for server in servers if server.pid is not None]
    for server in running:
        server.stop()
    assert len(running) == 1
    assert [type(refusal) for refusal in refusals] == [AlreadyRunning, AlreadyRunning]


def test_a_start_waits_for_another_program_that_is_just_starting_the_server(place: Path) -> None:
    with Postgres(place / "data", durable=False):
        pass
    pid_file, second = place / "data" / "postmaster.pid", Postgres(place / "data", durable=False)

    with ThreadPoolExecutor(1) as program:
        with locked(place / "data"):
            pid_file.touch()  # PostgreSQL makes the file first and writes into it afterwards
            start = program.submit(second.start)
            waits = becomes_true(lambda: start.done() or waits_for_a_lock()) and not start.done()
            pid_file.unlink()
        start.result()
    second.stop()

    assert waits


def test_a_port_in_use_is_named(place: Path) -> None:
    port = free_port()
    with socket.create_server((LOOPBACK, port)), pytest.raises(PortTaken, match=str(port)):
        Postgres(place / "data", port, durable=False).start()


def test_a_folder_with_other_things_in_it_is_left_alone(place: Path) -> None:
    (place / "data").mkdir()
    (place / "data" / "holiday.jpg").write_bytes(b"photo")

    with pytest.raises(DataUnusable, match="neither empty nor a database"):
        Postgres(place / "data").start()

    assert [path.name for path in (place / "data").iterdir()] == ["holiday.jpg"]


def test_a_lost_password_is_said_before_anything_starts(place: Path) -> None:
    with Postgres(place / "data", durable=False):
        pass
    (place / "data.password").unlink()

    with pytest.raises(DataUnusable, match=r"data\.password is missing"):
        Postgres(place / "data").start()


def test_stop_is_allowed_when_nothing_runs(place: Path) -> None:
    Postgres(place / "data").stop()

    assert not (place / "data").exists()


async def test_a_temporary_database_leaves_nothing_behind() -> None:
    with temporary_postgres() as postgres:
        answer = await ask(postgres.url(), "SELECT 1")
        pid, folder = postgres.pid, await ask(postgres.url(), "SHOW data_directory")

    assert answer == 1
    assert pid is not None
    assert not runs(pid)
    assert not Path(str(folder)).parent.exists()


@needs_root
def test_root_runs_it_as_nobody(postgres: Postgres, place: Path) -> None:
    assert Path(f"/proc/{postgres.pid}").owner() == "nobody"
    assert (place / "data").owner() == "nobody"
    assert stat.S_IMODE(place.stat().st_mode) == 0o711


@needs_root
def test_a_closed_folder_above_the_data_is_named_and_stays_closed(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)

    with pytest.raises(FolderClosed, match="is closed to the account nobody"):
        Postgres(private / "data").start()

    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert list(private.iterdir()) == []


@needs_root
async def test_data_that_cannot_lie_in_a_closed_folder_lies_elsewhere_and_is_found_again(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)

    root = usable_data_root(private)
    with Postgres(root / "data", durable=False) as postgres:
        answer = await ask(postgres.url(), "SELECT 1")
    again = usable_data_root(private)
    for path in sorted(root.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    root.rmdir()

    assert answer == 1
    assert root == again
    assert root.parent == Path("/var/tmp")


def test_a_folder_that_can_be_used_is_used(place: Path) -> None:
    wanted = place / "var" / "serein"

    assert usable_data_root(wanted) == wanted
    assert wanted.is_dir()
