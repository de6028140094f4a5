"""Settings of the gateway."""

from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator

from libs.service_kit import KitSettings
from libs.service_kit.peer_address import is_loopback

SERVICES = ("directory", "ingest", "ocr_extract", "bank_sync", "reconcile", "ubl_render", "delivery")


class Settings(KitSettings):
    """`services` by name and internal address. Callers reach the gateway at `public_address`; unset, that is `host`.

    `proxies` is how many reverse proxies of our own stand in front: only the last so many entries of `X-Forwarded-For`
    are believed (`Forwarded` is ignored). It must be set, if only to 0, when others than this computer can call: with
    too few every caller has the address of the proxy, with too many callers choose their own.

    `token_signing_key` signs what is forwarded; of several, with commas, the first one does.

    Answers to writes under an Idempotency-Key are kept for `answer_hours`, at most `answers_per_user`. Their bodies
    are held in /tmp while they arrive, at most `bodies_per_user` at once and `body_mib_in_all` of all users.
    `rate_factor` multiplies how many requests a user, client, firm or stranger may send in a minute (0: no limit);
    `outside_per_firm` connections of one firm may be tested at once.
    The web apps are shown unless `web` is off.
    A session ends after `session_hours` without a request and after `session_days` in any case. Users and connections
    are changed within `confirmed_minutes` after the password was given.
    """

    services: dict[str, str] = {name: f"http://{name.replace('_', '-')}:8000" for name in SERVICES}
    public_address: str | None = None
    proxies: Annotated[int, Field(ge=0, le=8)] | None = None
    health_port: int | None = 8001
    token_signing_key: SecretStr = SecretStr("")
    session_hours: float = 12
    session_days: float = 30
    confirmed_minutes: Annotated[float, Field(gt=0)] = 15
    upstream_connect_seconds: float = 3
    upstream_seconds: float = 60
    answer_hours: float = 24
    answers_per_user: int = 10_000
    answer_mib_per_user: int = 64
    bodies_per_user: int = 16
    body_mib_per_user: int = 96
    body_mib_in_all: int = 192
    live_hours: float = 1
    live_poll_seconds: float = 0.5
    live_check_seconds: float = 10
    live_beat_seconds: float = 15
    streams_per_user: int = 10
    streams_per_firm: int = 100
    open_streams: int = 500
    rate_factor: Annotated[float, Field(ge=0)] = 1
    outside_per_firm: int = 4
    web: bool = True

    @property
    def cookie_secure(self) -> bool:
        """Whether the session cookie is bound to TLS: everywhere but at a plain loopback address.

        There is no TLS there, nothing leaves the computer, and WebKit refuses a `Secure` cookie.
        """
        scheme = (self.public_address or "").partition("://")[0]
        return scheme == "https" or bool(self.proxies) or not is_loopback(self._called_at)

    @property
    def _called_at(self) -> str:
        """The host that callers use; the public address may be given as a host, with a port, or as a URL."""
        if not self.public_address:
            return self.host
        return urlsplit(f"//{self.public_address.rpartition('://')[2]}").hostname or self.public_address

    @model_validator(mode="after")
    def _callers_can_be_told_apart(self) -> Self:
        address = self._called_at
        if self.proxies is None and not is_loopback(address):
            raise ValueError(
                f"The gateway can be called from outside ({address}), so it must know how many proxies of yours stand"
                " in front: set SEREIN_PROXIES (0 when callers reach the gateway directly, 1 behind one TLS server)."
            )
        return self
