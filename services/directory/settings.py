"""Settings of the directory."""

from pydantic import SecretStr

from libs.service_kit import KitSettings

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


class Settings(KitSettings):
    """`operator_email` and `operator_password` make the first operator, once; changing them later has no effect.

    After `free_attempts` wrong passwords from one place the next try there waits `first_delay_seconds`, and twice as
    long after each further one, a minute at most. An address may try `address_attempts` accounts, then one each
    `address_seconds`. Of all tries the newest `attempts_kept` are remembered, for a day.

    Most of its requests concern all clients, so it has more connections for them than the others.

    A company is asked for `request_days` whether another firm may take it over. When it agrees, its present firm has
    `notice_days` before that takes effect. A firm may add `new_clients_a_day` clients a day.
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
    password_checks_at_once: int = 2
    password_passes: int = 3
    password_memory_mib: int = 64
