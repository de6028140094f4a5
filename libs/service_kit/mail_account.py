"""The platform's mail account, for the services that send mail: `SEREIN_SMTP_*`."""

from dataclasses import dataclass
from typing import Literal

from pydantic import SecretStr

from libs.service_kit.settings import KitSettings

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True)
class MailAccount:
    """A mail server, how to sign in to it, and the address that mails come from."""

    host: str
    port: int
    security: Security
    sender: str
    username: str | None = None
    password: SecretStr | None = None


class MailSettings(KitSettings):
    """Settings of a service that sends mail. Without `smtp_host` the platform has no mail server."""

    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_security: Security = "starttls"
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_sender: str = "levering@localhost.localdomain"

    def mail_account(self) -> MailAccount | None:
        """The account, or None without a mail server."""
        if not self.smtp_host:
            return None
        return MailAccount(
            self.smtp_host,
            self.smtp_port,
            self.smtp_security,
            self.smtp_sender,
            self.smtp_username or None,
            self.smtp_password,
        )
