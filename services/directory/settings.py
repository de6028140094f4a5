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

    After `account_failures` wrong passwords an account is locked for `lock_seconds`, and twice as long at each
    further failure, up to `lock_most_seconds`. An IP address is locked after `address_failures` in the same way.
    """

    operator_email: str | None = None
    operator_password: SecretStr | None = None
    packages: tuple[str, ...] = PACKAGES
    account_failures: int = 5
    address_failures: int = 50
    lock_seconds: int = 30
    lock_most_seconds: int = 900
    password_checks_at_once: int = 2
    password_passes: int = 3
    password_memory_mib: int = 64
