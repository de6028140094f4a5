"""The secrets of a connection: sealed for their owner and this one connection, and hidden in every text we store."""

import base64
import json
from collections.abc import Iterable
from uuid import UUID

from contracts.reason import Reason
from libs.service_kit.vault import Vault
from services.delivery.tables import Connection

HIDDEN = "•••"
SHORTEST = 4
"""Shorter secrets are not hidden in texts: they would match by chance in almost every answer."""


def _purpose(connection_id: UUID) -> str:
    return f"delivery-connection/{connection_id}"


async def seal(vault: Vault, owner: UUID, connection_id: UUID, secrets: dict[str, str]) -> bytes | None:
    """The encrypted secrets; None when there are none. They are bound to the connection, so rows cannot be swapped."""
    if not secrets:
        return None
    return await vault.seal(owner, _purpose(connection_id), json.dumps(secrets, sort_keys=True).encode())


async def unseal(vault: Vault, connection: Connection) -> dict[str, str]:
    """The decrypted secrets. Raises Reject when they were not sealed for this owner and connection."""
    if connection.sealed is None:
        return {}
    purpose = _purpose(connection.connection_id)
    opened: dict[str, str] = json.loads(await vault.open(owner_of(connection), purpose, connection.sealed))
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
