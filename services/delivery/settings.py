"""What the operator sets for deliveries, from the environment (`SEREIN_...`)."""

from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Literal
from uuid import UUID

from pydantic import SecretStr, field_validator

from libs.service_kit import KitSettings
from services.delivery.connectors.parcel import MailServer, OpenedNetwork, Operator
from services.delivery.domain import RetryPolicy


class Settings(KitSettings):
    """The platform's mail server and its published sender; the networks, folder and certificates opened on purpose.

    `delivery_open_networks` lists the networks, separated by commas, that connections may reach besides the public
    internet: `127.0.0.0/8` for the demonstration; with the id of a firm (`10.20.0.0/16=3f0d4f0b-...`) only that firm's
    connections, as for a package's server in its office. Below `delivery_folder_root` each firm has a folder of its
    own, named by its id: share that one with the firm, never the whole.
    """

    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_sender: str = "levering@localhost.localdomain"
    delivery_open_networks: str = ""
    delivery_folder_root: Path | None = None
    delivery_certificates: Path | None = None
    delivery_parallel: int = 8
    delivery_lease_seconds: float = 60
    delivery_seconds: float = 60
    delivery_answer_seconds: float = 600
    delivery_first_pause_seconds: float = 10
    delivery_give_up_hours: float = 24

    @field_validator("delivery_open_networks")
    @classmethod
    def _networks(cls, text: str) -> str:
        _networks_of(text)
        return text

    def operator(self) -> Operator:
        """The settings that hold for every connection."""
        mail = None
        if self.smtp_host:
            mail = MailServer(
                self.smtp_host,
                self.smtp_port,
                self.smtp_sender,
                self.smtp_security,
                self.smtp_username or None,
                self.smtp_password,
                operators_own=True,
            )
        return Operator(
            networks=_networks_of(self.delivery_open_networks),
            mail=mail,
            folder_root=self.delivery_folder_root,
            trusted_certificates=self.delivery_certificates,
            seconds=self.delivery_seconds,
            answer_seconds=self.delivery_answer_seconds,
        )

    def retry_policy(self) -> RetryPolicy:
        """The pauses between attempts and when to stop."""
        return RetryPolicy(
            first=timedelta(seconds=self.delivery_first_pause_seconds),
            give_up=timedelta(hours=self.delivery_give_up_hours),
        )


def _networks_of(text: str) -> tuple[OpenedNetwork, ...]:
    """The networks of a setting. Raises ValueError for what is no network, or no id of a firm after it."""
    parts = (part.strip().partition("=") for part in text.split(",") if part.strip())
    return tuple(
        OpenedNetwork(ip_network(network.strip()), UUID(firm.strip()) if equals else None)
        for network, equals, firm in parts
    )
