"""Encrypted secrets: a data key for each owner (client or firm), wrapped by a master key that is not in the database.

AES-256-GCM throughout. Owner, purpose and place are associated data: a sealed value copied to another row, or one whose
row now names another server, cannot be opened.
To rotate, put a new master key first in `SEREIN_MASTER_KEYS`; `rewrap` then renews the data keys, not the secrets.
"""

import base64
import json
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import text

from libs.service_kit.database import ALL_TENANTS, Database, Transaction
from libs.service_kit.errors import Reject

_NONCE = 12


class SealBroken(Reject):
    """A sealed value was made for another owner, purpose or place, or was changed: it must be entered again."""


def _bound(owner: UUID, purpose: str, place: str) -> bytes:
    """The associated data: as JSON, so that no part can run into the next."""
    return json.dumps([str(owner), purpose, place]).encode()


def new_master_key(name: str) -> str:
    """A new master key as the setting expects it: `name:base64`."""
    return f"{name}:{base64.b64encode(os.urandom(32)).decode()}"


class Vault:
    """Seals and opens the secrets of one service, with data keys in that service's schema."""

    def __init__(self, database: Database, master_keys: str) -> None:
        self._database = database
        pairs = [entry.partition(":") for entry in master_keys.split(",") if entry]
        self._masters = {name: AESGCM(base64.b64decode(key)) for name, _, key in pairs}
        self._newest = pairs[0][0] if pairs else None

    async def seal(self, owner: UUID, purpose: str, secret: bytes, *, place: str) -> bytes:
        """Encrypt for one owner, one purpose, and the one place that the secret may be sent to."""
        key = await self._data_key(owner)
        nonce = os.urandom(_NONCE)
        return nonce + key.encrypt(nonce, secret, _bound(owner, purpose, place))

    async def open(self, owner: UUID, purpose: str, sealed: bytes, *, place: str) -> bytes:
        """Decrypt. Raises SealBroken when owner, purpose or place differ from those it was sealed for."""
        key = await self._data_key(owner)
        try:
            return key.decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(owner, purpose, place))
        except (InvalidTag, ValueError) as error:  # ValueError: too short to have been sealed here
            raise SealBroken(f"a sealed {purpose} does not open for its owner and place") from error

    async def rewrap(self) -> int:
        """Wrap every data key with the newest master key; returns how many were renewed."""
        table, done = f"{self._database.schema}.data_key", 0
        async with self._database.begin(ALL_TENANTS) as tx:
            rows = await tx.fetch(text(f"SELECT owner_id, master, wrapped FROM {table} FOR UPDATE"))  # noqa: S608
            for row in rows:
                if row.master != self._newest:
                    key = self._unwrap(row.owner_id, row.master, row.wrapped)
                    await self._store(tx, table, row.owner_id, key, replace=True)
                    done += 1
        return done

    async def _data_key(self, owner: UUID) -> AESGCM:
        table = f"{self._database.schema}.data_key"
        find = text(f"SELECT master, wrapped FROM {table} WHERE owner_id = :owner").bindparams(owner=owner)  # noqa: S608
        async with self._database.begin(ALL_TENANTS, read_only=True) as tx:
            row = next(iter(await tx.fetch(find)), None)
        if row is None:
            async with self._database.begin(ALL_TENANTS) as tx:
                await self._store(tx, table, owner, os.urandom(32), replace=False)
                row = next(iter(await tx.fetch(find)), None)
        if row is None:
            raise Reject("the data key of an owner vanished")
        return AESGCM(self._unwrap(owner, row.master, row.wrapped))

    def _unwrap(self, owner: UUID, master: str, wrapped: bytes) -> bytes:
        if master not in self._masters:
            raise Reject(f"master key {master!r} is not configured")
        return self._masters[master].decrypt(wrapped[:_NONCE], wrapped[_NONCE:], f"{owner}/data-key".encode())

    async def _store(self, tx: Transaction, table: str, owner: UUID, key: bytes, *, replace: bool) -> None:
        if self._newest is None:
            raise Reject("no master key is configured (SEREIN_MASTER_KEYS)")
        nonce = os.urandom(_NONCE)
        wrapped = nonce + self._masters[self._newest].encrypt(nonce, key, f"{owner}/data-key".encode())
        conflict = "UPDATE SET master = excluded.master, wrapped = excluded.wrapped" if replace else "NOTHING"
        await tx.execute(
            text(
                f"INSERT INTO {table} (owner_id, master, wrapped) VALUES (:owner, :master, :wrapped)"  # noqa: S608
                f" ON CONFLICT (owner_id) DO {conflict}"
            ).bindparams(owner=owner, master=self._newest, wrapped=wrapped)
        )
