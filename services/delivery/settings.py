"""What the operator sets for deliveries, from the environment (`SEREIN_...`)."""

from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from uuid import UUID

from pydantic import field_validator

from libs.service_kit.mail_account import MailSettings
from services.delivery.connectors.hosts import canonical_host
from services.delivery.connectors.parcel import MailServer, Opened, Operator
from services.delivery.connectors.public_networks import Network
from services.delivery.domain import MailRates, RetryPolicy


class Settings(MailSettings):
    """The platform's mail server and its published sender; the networks, folder and certificates opened on purpose.

    `delivery_open_networks` lists the networks, separated by commas, that connections may reach besides the public
    internet: `127.0.0.0/8` for the demonstration; with the id of a firm (`10.20.0.0/16=3f0d4f0b-...`) only that firm's
    connections, as for a package's server in its office. Below `delivery_folder_root` each firm has a folder of its
    own, named by its id: share that one with the firm, never the whole.

    `delivery_mail_domains` are the domains, with all below them, whose e-mail addresses a client's own users may choose
    as a destination: those of accounting packages, or with the id of a firm (`cormoran.example=3f0d4f0b-...`) its own.
    Every other address is set by the staff of the firm. The platform's mail server sends at most
    `delivery_mails_per_client` and `delivery_mails_per_firm` e-mails an hour; what is more waits.
    """

    delivery_open_networks: str = ""
    delivery_mail_domains: str = "mailtobasecone.com"
    delivery_mails_per_client: int = 300
    delivery_mails_per_firm: int = 3000
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

    @field_validator("delivery_mail_domains")
    @classmethod
    def _domains(cls, text: str) -> str:
        _domains_of(text)
        return text

    def operator(self) -> Operator:
        """The settings that hold for every connection."""
        account, mail = self.mail_account(), None
        if account is not None:
            mail = MailServer(
                account.host,
                account.port,
                account.sender,
                account.security,
                account.username,
                account.password,
                operators_own=True,
            )
        return Operator(
            networks=_networks_of(self.delivery_open_networks),
            mail_domains=_domains_of(self.delivery_mail_domains),
            mail=mail,
            folder_root=self.delivery_folder_root,
            trusted_certificates=self.delivery_certificates,
            seconds=self.delivery_seconds,
            answer_seconds=self.delivery_answer_seconds,
        )

    def mail_rates(self) -> MailRates:
        """How many e-mails an hour the platform's server sends."""
        return MailRates(self.delivery_mails_per_client, self.delivery_mails_per_firm)

    def retry_policy(self) -> RetryPolicy:
        """The pauses between attempts and when to stop."""
        return RetryPolicy(
            first=timedelta(seconds=self.delivery_first_pause_seconds),
            give_up=timedelta(hours=self.delivery_give_up_hours),
        )


def _networks_of(text: str) -> tuple[Opened[Network], ...]:
    return tuple(Opened(ip_network(value), firm_id) for value, firm_id in _by_firm(text))


def _domains_of(text: str) -> tuple[Opened[str], ...]:
    return tuple(Opened(canonical_host(value), firm_id) for value, firm_id in _by_firm(text))


def _by_firm(text: str) -> Iterator[tuple[str, UUID | None]]:
    """The parts of a list, each with the firm it is for. Raises ValueError for what is no id of a firm."""
    for part in filter(None, map(str.strip, text.split(","))):
        value, equals, firm = part.partition("=")
        yield value.strip(), UUID(firm.strip()) if equals else None
