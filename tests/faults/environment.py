"""The platform for a run with faults: the demo's environment, but with a process for every service."""

from pathlib import Path
from typing import Any

from cli.demo.environment import DemoEnvironment
from cli.installation import DATABASE, SERVICES
from cli.platform import Progress, prepare_database
from tests.faults.processes import ServiceProcess, ServiceProcesses
from tests.faults.timeline import Timeline

SHORT_TIMEOUTS: dict[str, dict[str, Any]] = {
    # the next process must not wait for a killed one as long as for a receiver on the internet
    "delivery": {
        "delivery_lease_seconds": 4,
        "delivery_seconds": 10,
        "delivery_answer_seconds": 10,
        "delivery_first_pause_seconds": 0.5,
    },
    # the gateway frees an Idempotency-Key of a request that died after twice these seconds
    "gateway": {"upstream_seconds": 4, "upstream_connect_seconds": 1},
    "ocr_extract": {"reader_workers": 1},
}


class FaultEnvironment(DemoEnvironment):
    """Receivers in this process; database, broker and services in processes that can be killed."""

    def __init__(self, root: Path, timeline: Timeline) -> None:
        super().__init__(root)
        self.timeline = timeline
        self.processes = ServiceProcesses(self.installation.root, timeline)

    async def start_platform(self, report: Progress) -> None:
        """Start database and broker, then all services at once."""
        certificate = self.installation.root / "mail-server.pem"
        certificate.write_text(self.mail.certificate)
        mail = {
            "smtp_host": "localhost",
            "smtp_port": self.mail.port,
            "smtp_sender": "levering@serein.example",
            "smtp_certificates": str(certificate),
            "delivery_certificates": str(certificate),
            "delivery_open_networks": "127.0.0.0/8,::1/128",
        }
        report("database and broker")
        await self.processes.open()
        await prepare_database(self.processes.postgres.url(), self.installation)
        report("services")
        await self.processes.start([self._member(name, mail if name == "delivery" else {}) for name in SERVICES])

    async def stop_platform(self) -> None:
        """Stop services, broker and database."""
        await self.processes.stop()

    @property
    def owner_url(self) -> str:
        """The address of the database as its owner, who may read the tables of all services."""
        return self.processes.postgres.url(DATABASE)

    def settings(self, name: str, **more: Any) -> dict[str, Any]:
        """The settings of a service."""
        return self.installation.settings(
            name,
            server_url=self.owner_url,
            bootstrap=self.processes.broker.bootstrap,
            **(SHORT_TIMEOUTS.get(name, {}) | more),
        )

    def _member(self, name: str, more: dict[str, Any]) -> ServiceProcess:
        return ServiceProcess(name, f"services.{name}", self.settings(name, **more))
