"""The platform on which a siege takes place: the demo's stage, but every service a process of its own."""

from pathlib import Path
from typing import Any

from cli.demo.environment import DemoEnvironment
from cli.installation import DATABASE, SERVICES
from cli.platform import Progress
from tests.faults.fleet import Fleet, Member
from tests.faults.timeline import Timeline

IMPATIENT: dict[str, dict[str, Any]] = {
    # who takes over after a killed process must not wait as long as he would for a package on the internet
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


class Field(DemoEnvironment):
    """Receivers in this process, database and broker beside it, services in processes that can be killed."""

    def __init__(self, root: Path, timeline: Timeline) -> None:
        super().__init__(root)
        self.timeline = timeline
        self.fleet = Fleet(self.installation.root, timeline)

    async def start_platform(self, report: Progress) -> None:
        """Database and broker, then all services at once."""
        certificate = self.installation.root / "mail-server.pem"
        certificate.write_text(self.mail.certificate)
        mail = {
            "smtp_host": "localhost",
            "smtp_port": self.mail.port,
            "smtp_sender": "levering@serein.example",
            "delivery_certificates": str(certificate),
            "delivery_open_networks": "127.0.0.0/8,::1/128",
        }
        report("database and broker")
        await self.fleet.open()
        report("services")
        await self.fleet.start([self._member(name, mail if name == "delivery" else {}) for name in SERVICES])

    async def stop_platform(self) -> None:
        """Services, broker, database."""
        await self.fleet.stop()

    @property
    def owner_url(self) -> str:
        """The database as its owner, who sees the services' own tables."""
        return self.fleet.postgres.url(DATABASE)

    def settings(self, name: str, **more: Any) -> dict[str, Any]:
        """What a service gets."""
        return self.installation.settings(
            name, owner_url=self.owner_url, bootstrap=self.fleet.broker.bootstrap, **(IMPATIENT.get(name, {}) | more)
        )

    def _member(self, name: str, more: dict[str, Any]) -> Member:
        return Member(name, f"services.{name}", self.settings(name, **more))
