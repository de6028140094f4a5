"""What the demo runs on: the whole platform in a folder of its own, and two receivers as accounting packages."""

from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from cli.installation import Installation
from cli.platform import Platform, Progress
from libs.embedded.receivers import SftpReceiver, SmtpReceiver

SFTP_USER, SFTP_PASSWORD = "winbooks", "for the demo only"


class DemoEnvironment:
    """Platform, mail server and SFTP server, started and stopped together."""

    def __init__(self, root: Path, *, overrides: dict[str, dict[str, Any]] | None = None, **platform: Any) -> None:
        """`overrides` by service and `platform` are passed on, for example the address of a Kafka that runs already."""
        self._overrides, self._options = overrides or {}, platform
        self.mail = SmtpReceiver(root / "octopus")
        self.sftp = SftpReceiver(root / "winbooks", users={SFTP_USER: SFTP_PASSWORD})
        self.installation = Installation.at(root / "serein")
        self._stack = AsyncExitStack()
        self.platform: Platform

    async def start(self, report: Progress) -> None:
        """Start the receivers first, because their ports are settings of the platform; then the platform."""
        report("receivers")
        await self._stack.enter_async_context(self.mail)
        await self._stack.enter_async_context(self.sftp)
        self._stack.push_async_callback(self.stop_platform)
        await self.start_platform(report)

    async def start_platform(self, report: Progress) -> None:
        """Start the platform alone, with the data that its folder has from before."""
        certificate = self.installation.root / "mail-server.pem"
        certificate.write_text(self.mail.certificate)
        delivery = {
            "smtp_host": "localhost",
            "smtp_port": self.mail.port,
            "smtp_sender": "levering@serein.example",
            "smtp_certificates": str(certificate),
            "delivery_certificates": str(certificate),
            "delivery_open_networks": "127.0.0.0/8,::1/128",
        }
        overrides = self._overrides | {"delivery": self._overrides.get("delivery", {}) | delivery}
        self.platform = Platform(self.installation, overrides=overrides, **self._options)
        await self.platform.start(report=report)

    async def stop_platform(self) -> None:
        """Stop the platform alone; the receivers go on."""
        await self.platform.stop()

    async def stop(self) -> None:
        """Stop the platform, then the receivers."""
        await self._stack.aclose()
