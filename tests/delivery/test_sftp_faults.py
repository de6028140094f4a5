"""Requirement F15: faults of an SFTP server. After each there is no partial file under a final name, and never two."""

import asyncio
from hashlib import sha256

import pytest

from libs.embedded.receivers import SftpReceiver
from services.delivery.connectors.errors import DeliveryError, NotReached, Refused, Unconfirmed
from services.delivery.connectors.parcel import Parcel
from services.delivery.connectors.sftp import Sftp
from tests.delivery.builders import file, operator, parcel, whole_files
from tests.delivery.test_sftp import BAKERY, to

BIG = file(content=bytes(range(256)) * 2048)
POINTS = [0, 1, 1000, 65_536, 131_072, 262_144, len(BIG.content) - 1, len(BIG.content)]


async def deliver_again(inbox: SftpReceiver, one: Parcel) -> None:
    """Do what the service does after an attempt: look whether the file arrived, then try again."""
    inbox.faults.behave()
    again = Parcel(**{**one.__dict__, "attempt": one.attempt + 1, "handed_over_in": one.attempt})
    if await to(inbox).find(again) is None:
        await to(inbox).deliver(again)


def assert_nothing_half(inbox: SftpReceiver, expected: int | None = None) -> None:
    found = whole_files(inbox.folder)
    assert all(sha256(content).hexdigest() == BIG.sha256 for content in found.values())
    assert expected is None or len(found) == expected


@pytest.mark.feature(282)
@pytest.mark.parametrize("after", POINTS)
async def test_a_connection_cut_in_the_middle_of_the_file_leaves_nothing_to_see(
    inbox: SftpReceiver, after: int
) -> None:
    one = parcel(BIG, destination=BAKERY)
    inbox.faults.cut_connection(after=after)

    with pytest.raises(NotReached):
        await to(inbox).deliver(one)

    assert_nothing_half(inbox, 0)
    inbox.faults.behave()
    await to(inbox).deliver(Parcel(**{**one.__dict__, "attempt": 2}))
    assert_nothing_half(inbox, 1)
    assert inbox.files("/zilverlinde/aankoop") == [BIG.filename]


@pytest.mark.parametrize("after", POINTS[:-1])
async def test_a_full_disk_is_tried_again_and_leaves_nothing(inbox: SftpReceiver, after: int) -> None:
    inbox.faults.disk_full(after=after)

    with pytest.raises(NotReached, match="not_written"):
        await to(inbox).deliver(parcel(BIG, destination=BAKERY))

    assert_nothing_half(inbox, 0)
    assert inbox.files("/zilverlinde/aankoop") == []


async def test_a_missing_right_is_left_to_a_user(inbox: SftpReceiver) -> None:
    inbox.faults.deny_permission()

    with pytest.raises(Refused, match="not_permitted"):
        await to(inbox).deliver(parcel(BIG, destination=BAKERY))

    assert_nothing_half(inbox, 0)


async def test_a_refused_rename_is_tried_again_and_leaves_nothing(inbox: SftpReceiver) -> None:
    one = parcel(BIG, destination=BAKERY)
    inbox.faults.refuse_rename()

    with pytest.raises(DeliveryError) as refused:
        await to(inbox).deliver(one)

    assert not isinstance(refused.value, Unconfirmed)
    assert_nothing_half(inbox, 0)
    inbox.faults.behave()
    await to(inbox).deliver(Parcel(**{**one.__dict__, "attempt": 2}))
    assert_nothing_half(inbox, 1)


async def test_a_server_that_refuses_the_plain_rename_gets_the_posix_one(inbox: SftpReceiver) -> None:
    inbox.faults.refuse_rename(times=1)

    await to(inbox).deliver(parcel(BIG, destination=BAKERY))

    assert_nothing_half(inbox, 1)


async def test_a_rename_without_an_answer_is_unconfirmed_and_asking_finds_the_file(inbox: SftpReceiver) -> None:
    one = parcel(BIG, destination=BAKERY)
    inbox.faults.cut_connection_after_rename()

    with pytest.raises(Unconfirmed, match="rename_unconfirmed"):
        await to(inbox).deliver(one)

    await deliver_again(inbox, one)
    assert_nothing_half(inbox, 1)


async def test_a_file_that_the_package_has_taken_meanwhile_is_not_sent_again(inbox: SftpReceiver) -> None:
    one = parcel(BIG, destination=BAKERY)
    inbox.faults.cut_connection_after_rename()
    with pytest.raises(Unconfirmed):
        await to(inbox).deliver(one)
    (inbox.folder / "zilverlinde/aankoop" / BIG.filename).unlink()

    with pytest.raises(Unconfirmed, match="file_gone"):
        await deliver_again(inbox, one)

    assert_nothing_half(inbox, 0)


async def test_a_slow_server_is_given_up_before_the_handover(inbox: SftpReceiver) -> None:
    inbox.faults.slow(0.6)
    hurried = Sftp(to(inbox).config, operator(seconds=0.1, slowest_bytes_per_second=10_000_000))

    with pytest.raises(NotReached):
        await hurried.deliver(parcel(BIG, destination=BAKERY))

    assert_nothing_half(inbox, 0)


async def test_the_lease_is_checked_right_before_the_rename_and_without_it_nothing_is_visible(
    inbox: SftpReceiver,
) -> None:
    async def taken_over() -> None:
        assert_nothing_half(inbox, 0)
        raise LookupError("another worker has it")

    with pytest.raises(LookupError):
        await to(inbox).deliver(parcel(BIG, destination=BAKERY, before_handover=taken_over))

    assert_nothing_half(inbox, 0)


async def test_a_worker_that_was_held_up_cannot_finish_what_another_took_over(inbox: SftpReceiver) -> None:
    """The first worker waits between the check of its lease and its rename; the second finishes the delivery."""
    held, go_on = asyncio.Event(), asyncio.Event()

    async def wait_here() -> None:
        held.set()
        await go_on.wait()

    one = parcel(BIG, destination=BAKERY, before_handover=wait_here)
    first = asyncio.create_task(to(inbox).deliver(one))
    await held.wait()
    second = Parcel(**{**parcel(BIG, destination=BAKERY, delivery_id=one.delivery_id).__dict__, "attempt": 2})
    await to(inbox).deliver(second)
    (inbox.folder / "zilverlinde/aankoop" / BIG.filename).unlink()
    go_on.set()

    with pytest.raises(DeliveryError):
        await first

    assert_nothing_half(inbox, 0)
    assert inbox.files("/zilverlinde/aankoop") == []
