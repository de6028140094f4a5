"""A load through all services from upload to receiver, in one process with a simulated broker."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from contracts.events.client import Address, ClientConfigured, FollowUp
from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from libs.samples import DemoSet
from libs.samples.demo import DemoClient
from libs.service_kit.testing import Harness
from services.delivery.app import deliver_pending
from services.reconcile.handlers.due import reconcile_due
from tests.faults.inboxes import Arrival, Inboxes
from tests.faults.load import Upload
from tests.faults.outcomes import Outcomes, combined, outcomes_of_client
from tests.faults.simulated_broker import SimulatedBroker

RIGHTS = (
    "documents:read", "documents:write", "bank:read", "bank:write", "tasks:read", "deliveries:read",
    "connections:read", "connections:email", "connections:all",
)  # fmt: skip
SFTP_USER, SFTP_PASSWORD = "kantoor", "geheim-van-de-map"


@dataclass
class LoadRun:
    """One run of a load, for clients of its own."""

    services: dict[str, Harness[Any]]
    broker: SimulatedBroker
    mail: SmtpReceiver
    sftp: SftpReceiver
    load: DemoSet
    name: str = field(default_factory=lambda: f"run-{uuid4().hex[:8]}")
    clients: dict[str, UUID] = field(default_factory=dict)
    sent: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    async def create_client(self, client: DemoClient) -> ClientConfigured:
        """Create a client with its destination; returns its snapshot, which `reconcile` has not received yet."""
        client_id = self.clients[client.key] = uuid4()
        snapshot = _configured(client_id, client, self.load)
        for name in ("ingest", "bank_sync", "delivery"):
            await self.services[name].handle(snapshot)
        if client.delivery.channel == "email":
            config: dict[str, Any] = {}
            settings = {str(route): f"{route}@{self.name}.example" for route in client.delivery.places}
        else:
            config = {
                "host": self.sftp.host,
                "port": self.sftp.port,
                "username": SFTP_USER,
                "password": SFTP_PASSWORD,
                "host_key": self.sftp.host_key,
            }
            settings = {"folder": self.name} | {str(route): str(route) for route in client.delivery.places}
        new = {"connector": client.delivery.channel, "name": "out", "config": config}
        made = await self._ask("delivery", "POST", client.key, "/connections", json=new)
        body = {"connection_id": made["connection_id"], "settings": settings}
        await self._ask("delivery", "PUT", client.key, "/destination", json=body)
        return snapshot

    async def hand_in(self, *uploads: Upload) -> None:
        """Upload files."""
        for upload in uploads:
            service, place = ("bank_sync", "bank-statements") if upload.is_statement else ("ingest", "documents")
            files = [("files", (upload.filename, upload.content, upload.media_type))]
            answer = await self._ask(service, "POST", upload.client, f"/{place}", files=files)
            if not upload.is_statement:
                names = self.sent.setdefault(upload.client, {})
                names.setdefault(answer["results"][0]["document_id"], []).append(upload.name)

    async def process_all(self) -> None:
        """Deliver events and run due jobs, until nothing is left to do."""
        pool = self.services["delivery"].deps.pool
        while True:
            before = self.broker.delivered
            await self.broker.deliver_all()
            while await self.services["reconcile"].run(reconcile_due):
                continue
            await self.services["delivery"].run(deliver_pending)
            await pool.idle()
            await self.broker.deliver_all()
            if self.broker.delivered == before:
                return

    async def outcomes(self) -> Outcomes:
        """The outcome of every document, without what differs between two runs."""
        arrivals = [a for a in Inboxes(self.mail, self.sftp).arrivals() if self.name in a.place]
        shown = [Arrival(a.place.replace(self.name, "run"), a.filename, a.parcel, a.number, a.total) for a in arrivals]
        parts = []
        for client in self.clients:
            documents = await self._all("reconcile", client, "/documents")
            tasks = await self._all("reconcile", client, "/tasks")
            tasks += await self._all("reconcile", client, "/tasks?status=parked")
            bookings = await self._all("reconcile", client, "/bookings")
            deliveries = await self._all("delivery", client, "/deliveries")
            parts.append(
                outcomes_of_client(client, self.sent.get(client, {}), documents, tasks, bookings, deliveries, shown)
            )
        return combined(parts)

    async def _all(self, service: str, client: str, path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        mark = ""
        while True:
            joint = "&" if "?" in path else "?"
            page = await self._ask(service, "GET", client, f"{path}{joint}limit=200{mark}")
            found += page["items"]
            if page["next"] is None:
                return found
            mark = f"&cursor={page['next']}"

    async def _ask(self, service: str, method: str, client: str, path: str, **request: Any) -> Any:
        client_id = self.clients[client]
        url = f"/v1/clients/{client_id}{path}"
        answer = await self.services[service].http(method, url, rights=RIGHTS, client_id=client_id, **request)
        assert answer.is_success, f"{method} {url}: {answer.status_code} {answer.text}"
        return answer.json()


def delivery_settings(folder: Path, mail: SmtpReceiver) -> dict[str, Any]:
    """Settings that allow deliveries to this computer, with short waits."""
    certificate = folder / "trusted.pem"
    certificate.write_text(mail.certificate)
    return {
        "smtp_host": "localhost",
        "smtp_port": mail.port,
        "smtp_sender": "levering@serein.example",
        "delivery_certificates": certificate,
        "delivery_open_networks": "127.0.0.0/8,::1/128",
        "delivery_seconds": 10,
        "delivery_first_pause_seconds": 0.1,
    }


def _configured(client_id: UUID, client: DemoClient, load: DemoSet) -> ClientConfigured:
    company = client.company
    assert company.vat is not None
    days = [entry.transaction.entry_date for statement in load.statements for entry in statement.transactions]
    return ClientConfigured(
        client_id=client_id,
        name=company.name,
        vat_number=company.vat,
        language="nl" if company.language == "nl" else "fr",
        reference=client.file_number,
        address=Address(street=company.street, postcode=company.postcode, city=company.city),
        ibans=(company.iban,),
        package=client.delivery.package,
        follow_up=FollowUp(from_date=min(days)),
    )
