"""A server process: watched while it starts, and never left behind."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from libs.embedded.broker import Broker
from libs.embedded.process import Process, ServerExited, ServerNotReady
from tests.embedded.builders import becomes_true, runs
from tests.skips import Skip, needs

REPOSITORY = Path(__file__).parents[2]


def test_a_process_that_gives_up_is_reported_with_the_end_of_its_log(tmp_path: Path) -> None:
    process = Process("clerk", log=tmp_path / "clerk.log")
    process.start(["/bin/sh", "-c", "echo 'no ink left'; exit 3"])

    with pytest.raises(ServerExited, match="no ink left") as ended:
        process.wait_until(lambda: False, seconds=10)

    assert ended.value.__notes__ == ["clerk ended with code 3:\nno ink left"]


def test_only_the_log_of_this_start_is_quoted(tmp_path: Path) -> None:
    process = Process("clerk", log=tmp_path / "clerk.log")
    for sentence in ("no ink left", "no paper left"):
        process.start(["/bin/sh", "-c", f"echo '{sentence}'"])
        with pytest.raises(ServerExited):
            process.wait_until(lambda: False, seconds=10)

    assert process.log_tail() == "no paper left"
    assert (tmp_path / "clerk.log").read_text() == "no ink left\nno paper left\n"


def test_a_process_that_is_never_ready_is_ended() -> None:
    process = Process("sleeper")
    process.start(["/bin/sleep", "60"])
    pid = process.pid
    assert pid is not None

    with pytest.raises(ServerNotReady):
        process.wait_until(lambda: False, seconds=0.2)

    assert not runs(pid)


def test_a_process_that_ignores_the_goodbye_is_killed() -> None:
    process = Process("deaf")
    process.start(["/bin/sh", "-c", "trap '' INT; echo deaf; while true; do sleep 0.1; done"])
    process.wait_until(lambda: "deaf" in process.log_tail(), seconds=10)
    pid = process.pid
    assert pid is not None

    process.stop(seconds=0.3)

    assert not runs(pid)


def test_a_program_that_is_missing_is_reported() -> None:
    process = Process("ghost")
    process.start(["/nowhere/ghost"])

    with pytest.raises(ServerExited, match="No such file"):
        process.wait_until(lambda: False, seconds=10)


def test_a_server_started_by_a_worker_thread_outlives_the_thread() -> None:
    broker = Broker()
    worker = threading.Thread(target=broker.start)
    worker.start()
    worker.join()

    ended = becomes_true(lambda: broker.pid is None, seconds=0.5)
    broker.stop()

    assert not ended


PARENT = """
import sys, time
from libs.embedded.broker import Broker
from libs.embedded.postgres import Postgres
from pathlib import Path
broker, postgres = Broker(), Postgres(Path(sys.argv[1]), durable=False)
broker.start(); postgres.start()
print(broker.pid, postgres.pid, flush=True)
if sys.argv[2] == "wait":
    time.sleep(60)
"""


@needs(sys.platform == "linux", Skip.LINUX)
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM])
def test_servers_end_with_a_program_that_is_killed(place: Path, blow: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, place / "data", "wait"], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    children = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(children) == 2
    assert all(runs(pid) for pid in children)

    parent.send_signal(blow)
    parent.wait()
    parent.stdout.close()

    assert becomes_true(lambda: not any(runs(pid) for pid in children))


def test_servers_end_with_a_program_that_forgets_to_stop_them(place: Path) -> None:
    parent = subprocess.run(
        [sys.executable, "-c", PARENT, place / "data", "leave"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    children = [int(pid) for pid in parent.stdout.split()]

    assert len(children) == 2
    assert becomes_true(lambda: not any(runs(pid) for pid in children))


def test_the_goodbye_of_the_terminal_does_not_reach_the_servers() -> None:
    with Broker() as broker:
        assert broker.pid is not None

        assert os.getpgid(broker.pid) != os.getpgid(0)
