"""The folder channel: each firm, and each client without one, has a folder of its own that nothing leads out of."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.delivery.connectors.client_folders import ClientFolders
from services.delivery.connectors.errors import Refused
from services.delivery.connectors.folder import FolderConfig, Folders
from tests.delivery.builders import client_configured, operator, parcel, whole_files
from tests.delivery.running import RunningDelivery

SAME_WORDS = {"folder": "firm-a-client-inbox"}


async def send_to_folder(delivery: RunningDelivery, client_id: UUID, folder: str = "") -> dict[str, Any]:
    """Set up the folder channel for a client, test it and send one document; returns the delivery."""
    new = {"connector": "folder", "name": "Map", "config": {"folder": folder}}
    made = await delivery.call("POST", "/connections", json=new, client_id=client_id)
    connection = made.json()["connection_id"]
    body = {"connection_id": connection, "settings": SAME_WORDS}
    await delivery.call("PUT", "/destination", json=body, client_id=client_id)
    tested = await delivery.call(
        "POST", f"/connections/{connection}/test", json={"settings": SAME_WORDS}, client_id=client_id
    )
    assert tested.json()["works"], tested.text
    await delivery.handle(await delivery.rendered(client_id=client_id))
    await delivery.work()
    sent: dict[str, Any] = (await delivery.call("GET", "/deliveries", client_id=client_id)).json()["items"][0]
    return sent


async def test_two_firms_that_write_the_same_folder_never_meet(delivery: RunningDelivery, tmp_path: Path) -> None:
    firms = {delivery.harness.client_id: uuid4(), delivery.harness.other_client_id: uuid4()}
    for client_id, firm_id in firms.items():
        await delivery.harness.handle(client_configured(client_id, firm_id))

    sent = [await send_to_folder(delivery, client_id) for client_id in firms]

    opened = tmp_path / "opened"
    assert {p.name for p in opened.iterdir()} == {str(firm_id) for firm_id in firms.values()}
    assert [len(whole_files(opened / str(firm_id) / "firm-a-client-inbox")) for firm_id in firms.values()] == [1, 1]
    assert [d["receipt"]["destination"] for d in sent] == ["firm-a-client-inbox"] * 2, "not where it is on this server"
    assert [d["receipt"]["found_by_probe"] for d in sent] == [False, False]


async def test_a_client_without_a_firm_has_a_folder_of_its_own(delivery: RunningDelivery, tmp_path: Path) -> None:
    client_id = delivery.harness.client_id

    await send_to_folder(delivery, client_id, "uit")

    assert len(whole_files(tmp_path / "opened" / str(client_id) / "uit" / "firm-a-client-inbox")) == 1


async def test_a_client_that_changes_its_firm_writes_into_the_folder_of_the_new_one(
    delivery: RunningDelivery, tmp_path: Path
) -> None:
    client_id, before, after = delivery.harness.client_id, uuid4(), uuid4()
    await delivery.harness.handle(client_configured(client_id, before, revision=1))
    await send_to_folder(delivery, client_id)
    destination = (await delivery.call("GET", "/destination")).json()
    await delivery.harness.handle(client_configured(client_id, after, revision=2))
    chosen = {name: destination[name] for name in ("connection_id", "settings")}
    await delivery.call("PUT", "/destination", json=chosen)

    await delivery.handle(await delivery.rendered(2))
    await delivery.work()

    found = {firm: list(whole_files(tmp_path / "opened" / str(firm))) for firm in (before, after)}
    assert [len(files) for files in found.values()] == [1, 1]


@pytest.mark.parametrize(
    "folder",
    [
        *(
            "../x",
            "/etc",
            "a/../../b",
            "a\\..\\b",
            "C:/x",
            ".",
            "..",
            "a/.",
            "~root",
            "a\x00b",
            "con",
            "a/ b",
            "x" * 300,
        ),
        *("\u202e", "\uff0e\uff0e/x\u200b", "a/\u2025\u200d/b", "a\nb", " /../x", "..%2f\x00"),
    ],
)
async def test_a_folder_that_could_lead_out_is_refused(delivery: RunningDelivery, folder: str) -> None:
    new = {"connector": "folder", "name": "Map", "config": {"folder": folder}}

    refused = await delivery.call("POST", "/connections", json=new)

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/config/folder")


@pytest.mark.parametrize(
    ("config", "destination", "link"),
    [("out", "x", "out"), ("", "out", "out"), ("", "a/out", "a/out"), ("a/out", "x", "a/out"), ("", "out/x", "out")],
)
async def test_a_link_in_a_firms_folder_does_not_lead_into_that_of_another(
    tmp_path: Path, config: str, destination: str, link: str
) -> None:
    """Whoever has the firm's folder as a share may make links there, also in the place of the starting folder."""
    mine, theirs = uuid4(), uuid4()
    root = tmp_path / "opened"
    (root / str(mine) / "a").mkdir(parents=True)
    (root / str(theirs) / "inbox").mkdir(parents=True)
    (root / str(mine) / link).symlink_to(root / str(theirs) / "inbox")
    folders = Folders(FolderConfig(folder=config), operator(folder_root=root).within(mine))

    with pytest.raises(Refused, match="folder_leads_out"):
        await folders.deliver(parcel(destination=ClientFolders(folder=destination)))

    assert whole_files(root) == {}
    assert list((root / str(theirs) / "inbox").iterdir()) == []
