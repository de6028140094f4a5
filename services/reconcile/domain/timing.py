"""How long a document that may leave still waits: pure calendar, in Belgian time.

Night batches leave at half past one in Brussels, an hour that every day of the year has exactly once; the first of the
month closes the month before.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from contracts.events.client import ReleaseTiming

BRUSSELS = ZoneInfo("Europe/Brussels")
NIGHT = time(1, 30)


def leaves_at(timing: ReleaseTiming, after_days: int, freed_at: datetime) -> datetime | None:
    """The instant (UTC) at which a document set free at `freed_at` leaves; None when it never leaves by itself."""
    local = freed_at.astimezone(BRUSSELS)
    if timing is ReleaseTiming.AT_ONCE:
        return freed_at
    if timing is ReleaseTiming.NEVER:
        return None
    if timing is ReleaseTiming.AFTER_DAYS:
        return freed_at + timedelta(days=max(after_days, 0))
    tonight = datetime.combine(local.date(), NIGHT, BRUSSELS)
    if timing is ReleaseTiming.NIGHTLY:
        return _utc(tonight if tonight > local else datetime.combine(local.date() + timedelta(days=1), NIGHT, BRUSSELS))
    next_month = (local.date().replace(day=28) + timedelta(days=4)).replace(day=1)
    first = datetime.combine(local.date().replace(day=1), NIGHT, BRUSSELS)
    return _utc(first if first > local else datetime.combine(next_month, NIGHT, BRUSSELS))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
