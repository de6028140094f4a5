"""The delivery service of a test, with a client, its destination and its rendered files."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import select, update

from contracts.events.rendering import RenderedFile, UblRendered
from contracts.fields import Route
from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from libs.service_kit.testing import Harness
from services.delivery.app import deliver_pending
from services.delivery.service import Deps
from services.delivery.tables import Delivery
from tests.delivery.builders import ubl_rendered

RIGHTS = ["connections:read", "connections:email", "connections:all", "deliveries:read", "deliveries:write"]
SMTP_SETTINGS = {"smtp_username": "levering", "smtp_password": "geheim-van-de-post"}


class RunningDelivery:
    """The running delivery service, with the actions that tests need."""

    def __init__(self, harness: Harness[Deps]) -> None:
        self.harness = harness

    async def call(self, method: str, path: str, *, rights: list[str] | None = None, **more: Any) -> httpx.Response:
        """Call the API as this test's client."""
        client = more.pop("client_id", self.harness.client_id)
        url = path if path.startswith("/v1") else f"/v1/clients/{client}{path}"
        return await self.harness.http(
            method, url, rights=RIGHTS if rights is None else rights, client_id=client, **more
        )

    async def connect(self, connector: str, config: dict[str, Any], settings: dict[str, Any]) -> UUID:
        """Set up a connection and send the client's documents there, through the API."""
        made = await self.call(
            "POST", "/connections", json={"connector": connector, "name": f"Naar {connector}", "config": config}
        )
        assert made.status_code == 201, made.text
        connection_id = made.json()["connection_id"]
        put = await self.call("PUT", "/destination", json={"connection_id": connection_id, "settings": settings})
        assert put.status_code == 200, put.text
        return UUID(connection_id)

    async def by_mail(self) -> UUID:
        return await self.connect("email", {}, {"address": "uid4711@docin.pakket.example"})

    async def by_sftp(self, inbox: SftpReceiver, **more: Any) -> UUID:
        return await self.connect("sftp", sftp_config(inbox) | more, {"folder": "zilverlinde", "purchase": "aankoop"})

    async def by_folder(self) -> UUID:
        return await self.connect("folder", {}, {"folder": "zilverlinde"})

    async def rendered(self, number: int = 1, **more: Any) -> UblRendered:
        """Store a file. Returns the event that announces it."""
        content = f"<Invoice><ID>2026-{number}</ID></Invoice>".encode()
        name = f"20260312_{number:06d}_Houtbeek_2026-{number}.xml"
        digest = await self.harness.context().blobs.put(content)
        assert digest == sha256(content).hexdigest()
        file = RenderedFile(filename=name, media_type="application/xml", size=len(content), sha256=digest)
        return ubl_rendered(more.pop("client_id", self.harness.client_id), file, route=Route.PURCHASE, **more)

    async def handle(self, *events: UblRendered) -> None:
        for event in events:
            assert await self.harness.handle(event) in {"handled", "duplicate"}

    async def work(self, rounds: int = 1) -> None:
        """Run the job and wait until all leased deliveries are done."""
        for _ in range(rounds):
            await self.harness.run(deliver_pending)
            await self.harness.deps.pool.idle()

    async def close_earlier_deliveries(self) -> None:
        """Close the deliveries of earlier tests: tests share the database, and the job handles all clients."""
        async with self.harness.context().transaction(all_tenants=True) as tx:
            await tx.execute(update(Delivery).values(state="dead"))

    async def end_pauses(self) -> None:
        """End all pauses and leases, as if time had passed."""
        async with self.harness.context().transaction(all_tenants=True) as tx:
            await tx.execute(update(Delivery).values(not_before=Delivery.created_at))

    async def work_after_pauses(self, rounds: int = 4) -> None:
        """Several rounds of work, with all pauses ended in between."""
        for _ in range(rounds):
            await self.end_pauses()
            await self.work()

    async def rows(self) -> Sequence[Delivery]:
        async with self.harness.context().read() as tx:
            return await tx.all(select(Delivery).order_by(Delivery.seq))

    async def states(self) -> list[str]:
        return [row.state for row in await self.rows()]


def sftp_config(inbox: SftpReceiver) -> dict[str, Any]:
    return {
        "host": "127.0.0.1",
        "port": inbox.port,
        "username": "kantoor",
        "password": "geheim-van-de-map",
        "host_key": inbox.fingerprint,
    }


def service_settings(tmp_path: Path, mailbox: SmtpReceiver | None = None, **more: Any) -> dict[str, Any]:
    """Returns the settings of an operator with a mail server, an allowed folder and short timeouts."""
    folder = tmp_path / "opened"
    folder.mkdir(exist_ok=True)
    values: dict[str, Any] = {
        "delivery_open_networks": "127.0.0.0/8",
        "delivery_folder_root": folder,
        "delivery_seconds": 2,
        "delivery_answer_seconds": 1,
        "smtp_sender": "levering@serein.example",
    }
    if mailbox is not None:
        values |= SMTP_SETTINGS | {
            "smtp_host": "127.0.0.1",
            "smtp_port": mailbox.port,
            "delivery_certificates": tmp_path / "trusted.pem",
        }
    return values | more
