"""Where an installation on the embedded parts keeps its things, and the settings each of its services gets.

The same settings go to services in this process (as arguments) and to services in processes of their own (as the
environment), so both ways run the same code.
"""

import hmac
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cli.secrets_file import InstallationSecrets
from libs.embedded.ports import free_port
from libs.embedded.unprivileged import server_account
from libs.service_kit.database.roles import role_of
from libs.service_kit.tokens import public_keys

SERVICES = ("directory", "ingest", "ocr_extract", "bank_sync", "reconcile", "ubl_render", "delivery", "gateway")
WITH_VAULT = ("delivery",)
"""The services that keep secrets of clients; only they get the master keys."""
DATABASE = "serein"
OPERATOR = "operator@serein.example"


@dataclass(frozen=True)
class Installation:
    """A folder with database, files and secrets; `ports` by service name, the gateway's is the public one."""

    root: Path
    secrets: InstallationSecrets
    ports: dict[str, int]
    health_port: int = field(default_factory=free_port)
    """Where the gateway answers about its health; the other services do so at their own ports, on loopback too."""

    @classmethod
    def at(cls, root: Path, *, gateway_port: int | None = None) -> "Installation":
        """Open or create an installation. Ports are chosen anew each time, except the gateway's when given."""
        _make(root)
        ports = {name: free_port() for name in SERVICES}
        ports["gateway"] = gateway_port or ports["gateway"]
        return cls(root, InstallationSecrets.load_or_make(cls.secrets_file(root)), ports)

    @staticmethod
    def secrets_file(root: Path) -> Path:
        """The file with the keys and the operator's first password."""
        return root / "secrets.json"

    @staticmethod
    def register_file(root: Path) -> Path:
        """The file of the company register, once it has been imported."""
        return root / "register.sqlite"

    @property
    def gateway_url(self) -> str:
        """The address of the public API."""
        return f"http://127.0.0.1:{self.ports['gateway']}"

    def password_of(self, name: str) -> str:
        """The password of a service's database roles."""
        return hmac.digest(self.secrets.service_password.encode(), name.encode(), "sha256").hex()

    def settings(self, name: str, *, server_url: str, bootstrap: str, **more: Any) -> dict[str, Any]:
        """The settings of one service, on the database server and the broker at these addresses."""
        host = server_url.partition("@")[2].partition("/")[0]
        values: dict[str, Any] = {
            "database_url": f"postgresql://{role_of(name)}:{self.password_of(name)}@{host}/{DATABASE}",
            "database_pool": 5,
            "database_jobs_pool": 5,
            "kafka_bootstrap": bootstrap,
            "kafka_idempotent": False,
            "kafka_session_ms": 3000,
            "kafka_fetch_wait_ms": 50,
            "kafka_check_seconds": 1.0,
            "blob_url": f"file://{(self.root / 'blobs').resolve()}",
            "token_public_keys": public_keys(self.secrets.token_signing_key),
            "host": "127.0.0.1",
            "port": self.ports[name],
            "log_json": False,
        }
        if name == "gateway":
            values["health_port"] = self.health_port
            values["token_signing_key"] = self.secrets.token_signing_key
            values["services"] = {
                other: f"http://127.0.0.1:{port}" for other, port in self.ports.items() if other != "gateway"
            }
        if name in WITH_VAULT:
            values["master_keys"] = self.secrets.master_keys
        if name == "reconcile":
            values["register_file"] = str(self.register_file(self.root).resolve())
        if name == "directory":
            values |= {"operator_email": OPERATOR, "operator_password": self.secrets.operator_password}
        return values | more


def _make(root: Path) -> None:
    """Make the folder of a new installation. Root's lets through itself and the database's account alone.

    So the processes that open foreign files, which have a user of their own, cannot even ask what is in there.
    """
    if root.exists():
        return
    root.mkdir(parents=True, exist_ok=True)
    if (account := server_account()) is not None:
        os.chown(root, -1, account.gid)
        root.chmod(0o710)


def as_environment(settings: dict[str, Any]) -> dict[str, str]:
    """The settings as environment variables, for a process of its own."""
    return {
        f"SEREIN_{name.upper()}": value if isinstance(value, str) else json.dumps(value)
        for name, value in settings.items()
    }
