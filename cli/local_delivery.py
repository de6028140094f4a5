"""Where documents arrive when nobody has set up a mail server or a folder: `outbox` and `mail` in the data folder."""

import os
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Self

from libs.embedded.receivers import SmtpReceiver


class LocalDelivery:
    """A folder for the folder channel, and a mail server that writes each message to a file and sends nothing on.

    What the operator has set in the environment (SEREIN_SMTP_HOST, SEREIN_DELIVERY_FOLDER_ROOT) is left as it is.
    """

    def __init__(self, root: Path) -> None:
        self.outbox = root / "outbox" if "SEREIN_DELIVERY_FOLDER_ROOT" not in os.environ else None
        self.mail = root / "mail" if "SEREIN_SMTP_HOST" not in os.environ else None
        self._certificate = root / "mail-server.pem"
        self._stack = AsyncExitStack()
        self._server: SmtpReceiver | None = None

    async def __aenter__(self) -> Self:
        """Open the folder and the mail server. Raises OSError for a folder that cannot be used."""
        if self.outbox is not None:
            self.outbox.mkdir(exist_ok=True)
        if self.mail is not None:
            self._server = await self._stack.enter_async_context(SmtpReceiver(self.mail))
            self._certificate.write_text(self._server.certificate)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def settings(self) -> dict[str, Any]:
        """The settings of a service that sends mail or delivers into folders."""
        values: dict[str, Any] = {}
        if self.outbox is not None:
            values["delivery_folder_root"] = self.outbox
        if self._server is not None:
            values |= {
                "smtp_host": "localhost",
                "smtp_port": self._server.port,
                "smtp_security": "starttls",
                "smtp_certificates": self._certificate,
                "delivery_certificates": self._certificate,
            }
        return values
