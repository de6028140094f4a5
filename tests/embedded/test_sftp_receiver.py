"""The SFTP receiver, seen by the client that the SFTP connector uses."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncssh
import pytest

from libs.embedded.receivers import SftpReceiver

LINE_CUT = (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection, asyncssh.ConnectionLost, ConnectionError)
INVOICE = b"<Invoice>" + b"x" * 200_000 + b"</Invoice>"


@pytest.fixture
async def receiver(tmp_path: Path) -> AsyncIterator[SftpReceiver]:
    async with SftpReceiver(tmp_path / "inbox", users={"serein": "right"}) as receiver:
        yield receiver


@asynccontextmanager
async def connected(receiver: SftpReceiver, **options: object) -> AsyncIterator[asyncssh.SFTPClient]:
    pinned = asyncssh.import_known_hosts(f"[{receiver.host}]:{receiver.port} {receiver.host_key}\n")
    how = {"username": "serein", "password": "right", "known_hosts": pinned, "client_keys": None, "config": None}
    async with (
        asyncssh.connect(receiver.host, receiver.port, **{**how, **options}) as connection,
        connection.start_sftp_client() as client,
    ):
        yield client


async def put(client: asyncssh.SFTPClient, path: str, content: bytes = INVOICE) -> None:
    async with client.open(path, "wb") as file:
        await file.write(content)


async def deliver(receiver: SftpReceiver) -> None:
    """Write under a temporary name, then rename, as a careful sender does."""
    async with connected(receiver) as client:
        await put(client, "/2026-0042.xml.part")
        await client.rename("/2026-0042.xml.part", "/2026-0042.xml")


async def test_a_file_arrives_whole(receiver: SftpReceiver) -> None:
    await deliver(receiver)

    assert receiver.files() == ["2026-0042.xml"]
    assert receiver.read("/2026-0042.xml") == INVOICE


async def test_folders_are_made_and_listed(receiver: SftpReceiver) -> None:
    async with connected(receiver) as client:
        await client.makedirs("/lambert/in")
        await put(client, "/lambert/in/b.xml")
        await put(client, "/lambert/in/a.xml")

    assert receiver.files("/lambert/in") == ["a.xml", "b.xml"]
    assert receiver.files("/nowhere") == []


async def test_nobody_leaves_the_folder(receiver: SftpReceiver, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")

    async with connected(receiver) as client:
        await put(client, "/../escaped.xml")
        with pytest.raises(asyncssh.SFTPError):
            await client.get("/../secret.txt", str(tmp_path / "stolen"))

    assert not (tmp_path / "escaped.xml").exists()
    assert receiver.files() == ["escaped.xml"]


async def test_a_wrong_password_does_not_open(receiver: SftpReceiver) -> None:
    with pytest.raises(asyncssh.PermissionDenied):
        async with connected(receiver, password="wrong"):
            pass


async def test_a_key_opens_and_another_does_not(tmp_path: Path) -> None:
    ours, theirs = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    line = ours.export_public_key("openssh").decode()

    async with SftpReceiver(tmp_path / "inbox", keys={"serein": line}) as receiver:
        async with connected(receiver, password=None, client_keys=[ours]) as client:
            await put(client, "/2026-0042.xml")
        with pytest.raises(asyncssh.PermissionDenied):
            async with connected(receiver, password=None, client_keys=[theirs]):
                pass

        assert receiver.files() == ["2026-0042.xml"]


async def test_a_server_with_another_host_key_is_recognised(receiver: SftpReceiver, tmp_path: Path) -> None:
    pinned = asyncssh.import_known_hosts(f"[{receiver.host}]:{receiver.port} {receiver.host_key}\n")
    await receiver.stop()

    async with SftpReceiver(tmp_path / "other", port=receiver.port, users={"serein": "right"}) as impostor:
        with pytest.raises(asyncssh.HostKeyNotVerifiable):
            async with connected(impostor, known_hosts=pinned):
                pass

        assert impostor.fingerprint != receiver.fingerprint


async def test_the_host_key_stays_the_same_over_restarts(tmp_path: Path) -> None:
    file = tmp_path / "host_key"

    before = SftpReceiver(tmp_path / "inbox", host_key_file=file)
    after = SftpReceiver(tmp_path / "inbox", host_key_file=file)

    assert before.host_key == after.host_key
    assert before.fingerprint.startswith("SHA256:")
    assert file.stat().st_mode & 0o077 == 0


async def test_a_full_disk_refuses_and_leaves_half_a_file(receiver: SftpReceiver) -> None:
    receiver.faults.disk_full(after=100_000)

    with pytest.raises(asyncssh.SFTPError):
        await deliver(receiver)

    assert receiver.files() == ["2026-0042.xml.part"]
    assert len(receiver.read("/2026-0042.xml.part")) <= 100_000


async def test_denied_permission_writes_nothing(receiver: SftpReceiver) -> None:
    receiver.faults.deny_permission(times=1)

    with pytest.raises(asyncssh.SFTPPermissionDenied):
        await deliver(receiver)
    nothing = receiver.files()
    await deliver(receiver)

    assert (nothing, receiver.files()) == ([], ["2026-0042.xml"])


async def test_a_cut_connection_leaves_half_a_file_and_the_next_try_works(receiver: SftpReceiver) -> None:
    receiver.faults.cut_connection(after=100_000)

    with pytest.raises(LINE_CUT):
        await deliver(receiver)
    half = receiver.files()
    await deliver(receiver)

    assert (half, receiver.files()) == (["2026-0042.xml.part"], ["2026-0042.xml"])
    assert receiver.read("/2026-0042.xml") == INVOICE


async def test_a_refused_rename_leaves_the_temporary_name(receiver: SftpReceiver) -> None:
    receiver.faults.refuse_rename()

    with pytest.raises(asyncssh.SFTPError):
        await deliver(receiver)

    assert receiver.files() == ["2026-0042.xml.part"]


async def test_it_can_rename_and_not_say_so(receiver: SftpReceiver) -> None:
    receiver.faults.cut_connection_after_rename()

    with pytest.raises(LINE_CUT):
        await deliver(receiver)

    assert receiver.files() == ["2026-0042.xml"]


async def test_a_rename_does_not_replace_a_file_that_is_there(receiver: SftpReceiver) -> None:
    await deliver(receiver)

    with pytest.raises(asyncssh.SFTPError):
        await deliver(receiver)

    assert receiver.files() == ["2026-0042.xml", "2026-0042.xml.part"]


async def test_a_slow_server_takes_its_time(receiver: SftpReceiver) -> None:
    receiver.faults.slow(0.3)

    begun = time.monotonic()
    await deliver(receiver)

    assert time.monotonic() - begun >= 0.3


async def test_behaving_ends_all_misbehaviour(receiver: SftpReceiver) -> None:
    receiver.faults.disk_full()
    receiver.faults.deny_permission()
    receiver.faults.refuse_rename()
    receiver.faults.cut_connection(after=1)
    receiver.faults.cut_connection_after_rename()

    receiver.faults.behave()
    await deliver(receiver)

    assert receiver.files() == ["2026-0042.xml"]


async def test_stopping_cuts_open_connections(receiver: SftpReceiver) -> None:
    async with connected(receiver) as client:
        await receiver.stop()

        with pytest.raises(LINE_CUT):
            await client.stat("/")
