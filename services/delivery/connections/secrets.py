"""The secrets of a connection: sealed for their owner, this one connection and its place, and hidden in every text."""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from contracts.reason import Reason
from libs.service_kit.vault import SealBroken, Vault
from services.delivery.connectors import Registered, forms
from services.delivery.tables import Connection

HIDDEN = "•••"
SHORTEST = 4
"""Shorter secrets are not hidden in texts: they would match by chance in almost every answer."""


@dataclass(frozen=True)
class Binding:
    """What the secrets of a connection are sealed for: its owner, its row, its connector, and its place."""

    owner: UUID
    connection_id: UUID
    connector: Registered
    config: Mapping[str, Any]

    @classmethod
    def of(cls, row: Connection, connector: Registered) -> "Binding":
        """The binding of a connection as it is stored now."""
        return cls(owner_of(row), row.connection_id, connector, row.config)

    @property
    def purpose(self) -> str:
        """The connector and the connection, so that rows cannot be swapped."""
        return f"delivery-connection/{self.connector.name}/{self.connection_id}"

    @property
    def place(self) -> str:
        """The fields of the configuration that decide where the secrets are sent."""
        return forms.place_of(self.connector.config, self.config)


async def seal(vault: Vault, binding: Binding, secrets: Mapping[str, str]) -> bytes | None:
    """The encrypted secrets; None when there are none."""
    if not secrets:
        return None
    return await vault.seal(
        binding.owner, binding.purpose, json.dumps(dict(secrets), sort_keys=True).encode(), place=binding.place
    )


async def unseal(vault: Vault, binding: Binding, row: Connection) -> dict[str, str]:
    """The decrypted secrets. Raises SealBroken when they are missing or were sealed for something else."""
    if row.sealed is None:
        if row.secret_names:
            raise SealBroken(f"the secrets of connection {row.connection_id} are missing")
        return {}
    opened: dict[str, str] = json.loads(
        await vault.open(binding.owner, binding.purpose, row.sealed, place=binding.place)
    )
    return opened


def owner_of(connection: Connection) -> UUID:
    """The client or the firm that a connection belongs to: exactly one of the two is set."""
    owner = connection.client_id or connection.firm_id
    if owner is None:
        raise LookupError(f"connection {connection.connection_id} belongs to nobody")
    return owner


def hide(text: str, secrets: Iterable[str]) -> str:
    """The receiver's text with our secrets hidden, in case it repeats one, plain or in base64 as SMTP sends it."""
    for secret in secrets:
        for form in (secret, base64.b64encode(secret.encode()).decode()):
            if len(secret) >= SHORTEST:
                text = text.replace(form, HIDDEN)
    return text


def hide_in_reason(reason: Reason, secrets: Iterable[str]) -> Reason:
    """A reason with our secrets hidden in its parameters, which hold texts of the receiver."""
    hidden = tuple(secrets)
    return reason.model_copy(update={"params": {name: hide(value, hidden) for name, value in reason.params.items()}})
