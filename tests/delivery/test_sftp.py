"""Delivery into a folder of a real SFTP server."""

from pathlib import Path
from typing import Any

import asyncssh
import pytest
from pydantic import SecretStr, ValidationError

from contracts.fields import Route
from libs.embedded.receivers import SftpReceiver
from services.delivery.connectors.addresses import AddressRule
from services.delivery.connectors.client_folders import ClientFolders
from services.delivery.connectors.errors import NotReached, Refused, Unconfirmed
from services.delivery.connectors.sftp import Sftp, SftpConfig
from tests.delivery.builders import UBL, file, operator, parcel, whole_files

BAKERY = ClientFolders(folder="zilverlinde", purchase="aankoop", sales="verkoop")
NAME = file().filename


def config(inbox: SftpReceiver, **more: Any) -> SftpConfig:
    values: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": inbox.port,
        "username": "kantoor",
        "password": SecretStr("geheim-van-de-map"),
        "host_key": inbox.fingerprint,
    }
    return SftpConfig(**(values | more))


def to(inbox: SftpReceiver, **more: Any) -> Sftp:
    return Sftp(config(inbox, **more), operator())


@pytest.mark.feature(282, 285, 315)
async def test_a_file_lands_whole_in_the_folder_of_its_client_and_type(inbox: SftpReceiver) -> None:
    receipt = await to(inbox).deliver(parcel(destination=BAKERY))
    await to(inbox).deliver(parcel(file("sales.xml"), destination=BAKERY, route=Route.SALES))

    assert inbox.read(f"/zilverlinde/aankoop/{NAME}") == UBL
    assert inbox.files("/zilverlinde/aankoop") == [NAME]
    assert inbox.files("/zilverlinde/verkoop") == ["sales.xml"]
    assert receipt.destination == f"sftp://127.0.0.1:{inbox.port}/zilverlinde/aankoop"
    assert not receipt.found_by_probe


@pytest.mark.feature(282)
async def test_the_same_parcel_again_is_found_and_not_written_again(inbox: SftpReceiver) -> None:
    one = parcel(destination=BAKERY)
    await to(inbox).deliver(one)
    before = (inbox.folder / f"zilverlinde/aankoop/{NAME}").stat().st_mtime_ns

    receipt = await to(inbox).deliver(one)

    assert receipt.found_by_probe
    assert (inbox.folder / f"zilverlinde/aankoop/{NAME}").stat().st_mtime_ns == before


@pytest.mark.parametrize("content", [b"shorter", b"X" + UBL[1:]], ids=["other size", "same size"])
async def test_another_file_under_the_name_is_never_written_over(inbox: SftpReceiver, content: bytes) -> None:
    folder = inbox.folder / "zilverlinde/aankoop"
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(content)

    with pytest.raises(Refused, match="other_file_there"):
        await to(inbox).deliver(parcel(destination=BAKERY))

    assert whole_files(inbox.folder) == {NAME: content}


async def test_a_leftover_of_an_earlier_attempt_is_cleared_away(inbox: SftpReceiver) -> None:
    first = parcel(destination=BAKERY)
    folder = inbox.folder / "zilverlinde/aankoop"
    folder.mkdir(parents=True)
    (folder / first.temporary_name(0)).write_bytes(UBL[:1000])

    await to(inbox).deliver(parcel(destination=BAKERY, delivery_id=first.delivery_id, attempt=3))

    assert inbox.files("/zilverlinde/aankoop") == [NAME]


async def test_two_files_arrive_together_the_document_last(inbox: SftpReceiver) -> None:
    pdf = file("20260312_000042_Houtbeek_2026-117.pdf", b"%PDF-1.7 ...", "application/pdf")

    await to(inbox).deliver(parcel(file(), pdf, destination=BAKERY))

    folder = inbox.folder / "zilverlinde/aankoop"
    assert set(whole_files(folder)) == {NAME, pdf.filename}
    assert (folder / pdf.filename).stat().st_ctime_ns <= (folder / NAME).stat().st_ctime_ns


@pytest.mark.feature(284)
async def test_a_key_signs_in_where_there_is_no_password(tmp_path: Path) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    secret = key.export_private_key("pkcs8-pem", passphrase="zin").decode()
    async with SftpReceiver(tmp_path / "in", keys={"kantoor": key.export_public_key().decode()}) as inbox:
        connector = to(inbox, password=None, private_key=SecretStr(secret), passphrase=SecretStr("zin"))
        await connector.deliver(parcel(destination=BAKERY))

        with pytest.raises(Refused, match="private_key_unreadable"):
            await to(inbox, password=None, private_key=SecretStr(secret)).check()

        assert inbox.files("/zilverlinde/aankoop") == [NAME]


async def test_a_wrong_password_is_left_to_a_user(inbox: SftpReceiver) -> None:
    with pytest.raises(Refused, match="sign_in_refused") as refused:
        await to(inbox, password=SecretStr("kanarie-wachtwoord")).deliver(parcel(destination=BAKERY))

    assert "kanarie" not in str(refused.value) + str(refused.value.params)


@pytest.mark.feature(282)
async def test_a_changed_host_key_stops_before_the_password_and_names_both_keys(
    inbox: SftpReceiver, tmp_path: Path
) -> None:
    pinned = config(inbox)
    port = inbox.port
    await inbox.stop()
    async with SftpReceiver(tmp_path / "other", port=port, users={"kantoor": "geheim-van-de-map"}) as impostor:
        with pytest.raises(Refused, match="host_key_changed") as refused:
            await Sftp(pinned, operator()).deliver(parcel(destination=BAKERY))

        assert refused.value.params["seen"] == impostor.fingerprint
        assert refused.value.params["expected"] == inbox.fingerprint
        assert whole_files(impostor.folder) == {}


@pytest.mark.feature(284)
async def test_a_key_that_is_not_pinned_yet_is_shown_by_the_test_button(inbox: SftpReceiver) -> None:
    with pytest.raises(Refused, match="host_key_unknown") as refused:
        await to(inbox, host_key="").check()

    assert refused.value.params["seen"] == inbox.fingerprint


async def test_the_whole_public_key_may_be_pinned_too(inbox: SftpReceiver) -> None:
    await to(inbox, host_key=inbox.host_key).check()


@pytest.mark.feature(284)
async def test_the_test_button_writes_nothing_that_stays(inbox: SftpReceiver) -> None:
    await to(inbox).check(BAKERY)

    assert inbox.files("/zilverlinde/aankoop") == []


@pytest.mark.parametrize("weak", [{"kex_algs": ["diffie-hellman-group1-sha1"]}, {"encryption_algs": ["3des-cbc"]}])
async def test_weak_algorithms_are_refused(inbox: SftpReceiver, weak: dict[str, list[str]]) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    server = await asyncssh.listen("127.0.0.1", 0, server_host_keys=[key], **weak)
    try:
        with pytest.raises(Refused, match="weak_algorithms"):
            await to(inbox, port=server.get_port()).check()
    finally:
        server.close()
        await server.wait_closed()


@pytest.mark.feature(285)
async def test_a_link_that_leads_out_of_the_folder_is_refused(inbox: SftpReceiver) -> None:
    (inbox.folder / "start").mkdir()
    (inbox.folder / "private").mkdir()
    (inbox.folder / "start" / "zilverlinde").symlink_to("../private")

    with pytest.raises(Refused, match="folder_leads_out"):
        await to(inbox, folder="start").deliver(parcel(destination=ClientFolders(folder="zilverlinde")))

    assert list((inbox.folder / "private").iterdir()) == []


async def test_a_link_under_the_final_name_is_not_followed(inbox: SftpReceiver) -> None:
    folder = inbox.folder / "zilverlinde"
    folder.mkdir()
    (folder / NAME).symlink_to("../elsewhere.xml")

    with pytest.raises(Refused, match="other_file_there"):
        await to(inbox).deliver(parcel(destination=ClientFolders(folder="zilverlinde")))

    assert not (inbox.folder / "elsewhere.xml").exists()


@pytest.mark.feature(285)
@pytest.mark.parametrize("folder", ["..", "a/../../b", "/etc", "a\\..\\..\\b"])
def test_a_folder_name_that_climbs_is_refused_at_the_form(folder: str) -> None:
    with pytest.raises(ValidationError):
        ClientFolders(folder=folder)


async def test_a_hostile_file_name_never_reaches_the_server(inbox: SftpReceiver) -> None:
    with pytest.raises(Refused, match="unsafe_file_name"):
        await to(inbox).deliver(parcel(file("../../outside.xml"), destination=BAKERY))

    assert whole_files(inbox.folder.parent) == {}


async def test_a_server_inside_the_operators_network_is_refused(inbox: SftpReceiver) -> None:
    with pytest.raises(Refused, match="address_forbidden"):
        await Sftp(config(inbox), operator(addresses=AddressRule())).check()


async def test_an_absent_server_is_tried_again(inbox: SftpReceiver) -> None:
    await inbox.stop()

    with pytest.raises(NotReached, match="no_connection"):
        await to(inbox).deliver(parcel(destination=BAKERY))


async def test_a_missing_starting_folder_is_left_to_a_user(inbox: SftpReceiver) -> None:
    with pytest.raises(Refused, match="folder_missing"):
        await to(inbox, folder="nergens").check()


async def test_find_distinguishes_arrived_not_arrived_and_unknown(inbox: SftpReceiver) -> None:
    one = parcel(destination=BAKERY, attempt=2, handed_over_in=1)
    folder = inbox.folder / "zilverlinde/aankoop"
    folder.mkdir(parents=True)

    (folder / one.temporary_name(0, 1)).write_bytes(UBL)
    not_renamed = await to(inbox).find(one)
    (folder / one.temporary_name(0, 1)).rename(folder / NAME)
    renamed = await to(inbox).find(one)
    (folder / NAME).unlink()
    with pytest.raises(Unconfirmed, match="file_gone"):
        await to(inbox).find(one)

    assert not_renamed is None
    assert renamed is not None
    assert renamed.found_by_probe
