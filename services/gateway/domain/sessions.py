"""How long a session lasts, and how its token is kept."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

PREFIX = "srn_"
DEVICE_LASTS = timedelta(days=180)
"""How long a browser keeps the token by which the directory knows it."""
TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class SessionPolicy:
    """Ends after `idle` without a request, after `longest` in any case.

    For `confirmed_for` after the password was shown, the user may change users and connections.
    """

    idle: timedelta
    longest: timedelta
    confirmed_for: timedelta = timedelta(minutes=15)

    def expiry(self, created_at: datetime, now: datetime) -> datetime:
        """When it ends without another request."""
        return min(now + self.idle, created_at + self.longest)


def token_hash(token: str) -> bytes:
    """What is kept of a token: 256 random bits need no salt, and the table alone opens nothing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def is_due(seen_at: datetime, now: datetime) -> bool:
    """Whether "last seen" is written again; not at each request."""
    return now - seen_at > TOUCH_EVERY
