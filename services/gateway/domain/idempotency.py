"""The same request under the same key is answered once; here is what "the same" means."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

KEY = re.compile(r"[\x21-\x7e]{1,255}")
_BOUNDARY = re.compile(rb'boundary="?([^\s";]{1,200})"?', re.IGNORECASE)
NOT_FINAL = (408, 425, 429)


def is_final(status: int) -> bool:
    """Whether a retry must get this answer again; after a failure of ours it may try again."""
    return status < 500 and status not in NOT_FINAL


class KeyUsage(StrEnum):
    """What a key that was used before means for this request."""

    REPLAY = "replay"
    BUSY = "busy"
    DIFFERENT = "different"
    TAKE_OVER = "take_over"


def usage_of_key(
    *, kept: str, asked: str, finished: bool, started_at: datetime, now: datetime, attempt_timeout: timedelta
) -> KeyUsage:
    """What to do: the stored answer, a wait, a refusal, or a new start when the first attempt must have died."""
    if kept != asked:
        return KeyUsage.DIFFERENT
    if finished:
        return KeyUsage.REPLAY
    return KeyUsage.TAKE_OVER if now - started_at > attempt_timeout else KeyUsage.BUSY


@dataclass
class Fingerprint:
    """A hash over method, path and body. The boundary of a form differs at each sending, so it does not count."""

    method: str
    target: str
    content_type: bytes = b""
    _hash: "hashlib._Hash" = field(default_factory=hashlib.sha256, repr=False)
    _boundary: bytes = field(default=b"", repr=False)
    _rest: bytes = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        """Begin with method, path and content type."""
        if found := _BOUNDARY.search(self.content_type):
            self._boundary = found[1]
        kind = self.content_type.replace(self._boundary, b"") if self._boundary else self.content_type
        self._hash.update(b"\n".join((self.method.encode(), self.target.encode(), kind, b"")))

    def update(self, chunk: bytes) -> None:
        """More of the body; a boundary may lie across two chunks."""
        if not self._boundary:
            self._hash.update(chunk)
            return
        whole = (self._rest + chunk).replace(self._boundary, b"")
        keep = min(len(whole), len(self._boundary) - 1)
        self._hash.update(whole[: len(whole) - keep])
        self._rest = whole[len(whole) - keep :]

    def value(self) -> str:
        """The hash in hex; the body has ended."""
        self._hash.update(self._rest)
        self._rest = b""
        return self._hash.hexdigest()
