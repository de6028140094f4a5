"""How long sign-in stays locked after failures. A lock-out ends by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FORGOTTEN_AFTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Limits:
    """At the failure number `failures` the lock-out starts with the duration `first`; it doubles up to `most`."""

    failures: int
    first: timedelta
    most: timedelta


@dataclass(frozen=True)
class Attempts:
    """The failures of one account or IP address so far."""

    failures: int = 0
    last_at: datetime | None = None
    locked_until: datetime | None = None


def wait_left(attempts: Attempts, now: datetime) -> timedelta | None:
    """How much longer the lock-out lasts, or None."""
    if attempts.locked_until is None or attempts.locked_until <= now:
        return None
    return attempts.locked_until - now


def with_failure(attempts: Attempts, limits: Limits, now: datetime) -> Attempts:
    """The count with one more failure, added before the password is checked so that parallel attempts count too."""
    rest = max(limits.most, FORGOTTEN_AFTER)
    known = 0 if attempts.last_at is None or now - attempts.last_at > rest else attempts.failures
    failures = known + 1
    if failures < limits.failures:
        return Attempts(failures, now)
    doublings = min(failures - limits.failures, 20)
    return Attempts(failures, now, now + min(limits.first * 2**doublings, limits.most))
