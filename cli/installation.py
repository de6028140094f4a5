"""Where an installation on the embedded parts keeps its things, and the settings each of its services gets.

The same settings go to services in this process (as arguments) and to services in processes of their own (as the
environment), so both ways run the same code.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cli.secrets_file import InstallationSecrets
from libs.embedded.ports import free_port
from libs.service_kit.tokens import public_keys

SERVICES = ("directory", "ingest", "ocr_extract", "bank_sync", "reconcile", "ubl_render", "delivery", "gateway")
DATABASE = "serein"
OPERATOR = "operator@serein.example"


@dataclass(frozen=True)
class Installation:
    """A folder with database, files and secrets; `ports` by service name, the gateway's is the public one."""

    root: Path
    secrets: InstallationSecrets
    ports: dict[str, int]

    @classmethod
    def at(cls, root: Path, *, gateway_port: int | None = None) -> "Installation":
        """Open or create an installation. Ports are chosen anew each time, except the gateway's when given."""
        root.mkdir(parents=True, exist_ok=True)
        ports = {name: free_port() for name in SERVICES}
        ports["gateway"] = gateway_port or ports["gateway"]
        return cls(root, InstallationSecrets.load_or_make(root / "secrets.json"), ports)

    @staticmethod
    def register_file(root: Path) -> Path:
        """The file of the company register, once it has been imported."""
        return root / "register.sqlite"

    @property
    def gateway_url(self) -> str:
        """The address of the public API."""
        return f"http://127.0.0.1:{self.ports['gateway']}"

    def settings(self, name: str, *, owner_url: str, bootstrap: str, **more: Any) -> dict[str, Any]:
        """The settings of one service in this installation."""
        host = owner_url.partition("@")[2].partition("/")[0]
        values: dict[str, Any] = {
            "database_url": f"postgresql://serein_{name}:{quote(self.secrets.service_password)}@{host}/{DATABASE}",
            "database_owner_url": owner_url,
            "database_pool": 5,
            "kafka_bootstrap": bootstrap,
            "kafka_idempotent": False,
            "kafka_session_ms": 3000,
            "kafka_fetch_wait_ms": 50,
            "kafka_check_seconds": 1.0,
            "blob_url": f"file://{(self.root / 'blobs').resolve()}",
            "master_keys": self.secrets.master_keys,
            "token_public_keys": public_keys(self.secrets.token_signing_key),
            "host": "127.0.0.1",
            "port": self.ports[name],
            "log_json": False,
        }
        if name == "gateway":
            values["token_signing_key"] = self.secrets.token_signing_key
            values["services"] = {
                other: f"http://127.0.0.1:{port}" for other, port in self.ports.items() if other != "gateway"
            }
        if name == "reconcile":
            values["register_file"] = str(self.register_file(self.root).resolve())
        if name == "directory":
            values |= {"operator_email": OPERATOR, "operator_password": self.secrets.operator_password}
        return values | more


def as_environment(settings: dict[str, Any]) -> dict[str, str]:
    """The settings as environment variables, for a process of its own."""
    return {
        f"SEREIN_{name.upper()}": value if isinstance(value, str) else json.dumps(value)
        for name, value in settings.items()
    }
