"""Settings of the directory."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr

from libs.service_kit.mail_account import MailSettings

PACKAGES = (
    "generic_email",
    "generic_sftp",
    "generic_folder",
    "admisol",
    "adsolut",
    "agiris",
    "basecone",
    "clearfacts",
    "exact_online",
    "expert_m",
    "horus",
    "lyanthe",
    "odoo",
    "octopus",
    "popsy",
    "sage_bob",
    "silvasoft",
    "venice",
    "winauditor",
    "winbooks",
    "wings",
    "yuki",
    "zensoft",
)


class Settings(MailSettings):
    """`operator_email` and `operator_password` make the first operator, once; changing them later has no effect.

    After `free_attempts` wrong passwords from one place the next try there waits `first_delay_seconds`, and twice as
    long after each further one, a minute at most. An address may try `address_attempts` accounts, then one each
    `address_seconds`. Of all tries the newest `attempts_kept` are remembered, for a day.

    Most of its requests concern all clients, so it has more connections for them than the others.

    A company is asked for `request_days` whether another firm may take it over. When it agrees, its present firm has
    `notice_days` before that takes effect. A firm may add `new_clients_a_day` clients a day.

    With a mail server (`smtp_host`) users are written to: of another address or password and, unless
    `new_place_notices` is false, of a sign-in from a new place. After each `unlock_after` wrong passwords, once a day
    at most, the owner of an account gets a code with which they sign in without waiting. `web_address` is where the
    web app is, for links in mails. `smtp_certificates` are trusted besides those of the system.
    """

    database_jobs_pool: int = 16
    operator_email: str | None = None
    operator_password: SecretStr | None = None
    packages: tuple[str, ...] = PACKAGES
    free_attempts: int = 5
    first_delay_seconds: float = 5
    address_attempts: int = 50
    address_seconds: float = 10
    attempts_kept: int = 200_000
    request_days: float = 30
    notice_days: float = 14
    new_clients_a_day: int = 500
    unlock_after: Annotated[int, Field(ge=1)] = 10
    new_place_notices: bool = True
    web_address: str | None = None
    smtp_certificates: Path | None = None
    password_checks_at_once: int = 2
    password_passes: int = 3
    password_memory_mib: int = 64
