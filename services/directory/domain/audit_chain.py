"""The audit trail as a chain: every entry carries a hash over itself and the hash before it.

Whoever changes, deletes or inserts an entry breaks the chain behind it. Whoever deletes the last ones changes its
length and its head, which are kept apart from the entries, and which an operator exports to another place.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

PLATFORM: Final = UUID(int=0)
"""The chain of what belongs to no firm."""

ANCHOR: Final = bytes(32)
"""What stands before the first entry of a chain."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Who did what to what, when, from where; `old` and `new` are texts by name, `detail` what else is to be known."""

    audit_id: UUID
    at: datetime
    actor: str
    user_id: UUID | None = None
    firm_id: UUID | None = None
    client_id: UUID | None = None
    action: str
    subject_id: UUID | None = None
    address: str | None = None
    old: dict[str, Any] = field(default_factory=dict)
    new: dict[str, Any] = field(default_factory=dict)
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def chain_id(self) -> UUID:
        """The chain that it belongs to: that of its firm, otherwise that of the platform."""
        return self.firm_id or PLATFORM


@dataclass(frozen=True)
class Kept:
    """An entry as it is found in its chain."""

    seq: int
    entry: Entry
    hash: bytes


@dataclass(frozen=True)
class Head:
    """Where a chain ends: how many entries it has had, and the hash of the last; up to `sealed` they may be gone."""

    length: int = 0
    head: bytes = ANCHOR
    sealed: int = 0
    seal: bytes = ANCHOR


@dataclass(frozen=True)
class Break:
    """The first place where a chain is not what was written; `seq` is the number of the entry."""

    seq: int
    why: str


def hash_of(chain_id: UUID, seq: int, entry: Entry, before: bytes) -> bytes:
    """The hash of an entry (SHA-256) over its place, the hash before it and its content as canonical JSON."""
    content = asdict(entry) | {"at": entry.at.astimezone(UTC).isoformat(timespec="microseconds")}
    text = json.dumps([str(chain_id), seq, before.hex(), content], default=str, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).digest()


class Check:
    """Reads a chain in order and finds the first break."""

    def __init__(self, chain_id: UUID, head: Head, exported: tuple[int, bytes] | None = None) -> None:
        self._chain_id, self._head, self._exported = chain_id, head, exported
        self._seq, self._hash = head.sealed, head.seal

    def read(self, entries: Iterable[Kept]) -> Break | None:
        """The first break among the next entries."""
        for kept in entries:
            if kept.seq != self._seq + 1:
                return Break(self._seq + 1, "the entry is missing")
            self._seq = kept.seq
            if kept.hash != hash_of(self._chain_id, kept.seq, kept.entry, self._hash):
                return Break(kept.seq, "the entry is not what was written")
            self._hash = kept.hash
            if broken := self._against_export():
                return broken
        return None

    def end(self) -> Break | None:
        """The break at the end of the chain."""
        if self._seq < self._head.length:
            return Break(self._seq + 1, "the last entries are missing")
        if (self._seq, self._hash) != (self._head.length, self._head.head):
            return Break(self._seq, "the chain goes on behind its head")
        if self._exported is not None and self._seq < self._exported[0]:
            return Break(self._seq + 1, "entries that were exported are missing")
        return None

    def _against_export(self) -> Break | None:
        if self._exported is None or self._seq != self._exported[0] or self._hash == self._exported[1]:
            return None
        return Break(self._seq, "the chain was written anew: its hash is not the exported one")
