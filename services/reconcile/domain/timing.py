"""When an eligible document is released: calendar rules, in Belgian time.

Night batches run at 01:30 in Brussels, a time that every day of the year has exactly once; the first of the month
closes the month before.
"""

from datetime import datetime, time, timedelta

from contracts.day import belgian_day, belgian_instant
from contracts.events.client import ReleaseTiming

NIGHT = time(1, 30)


def release_at(timing: ReleaseTiming, after_days: int, eligible_at: datetime) -> datetime | None:
    """The instant (UTC) at which a document eligible since `eligible_at` is released; None when never by itself."""
    if timing is ReleaseTiming.AT_ONCE:
        return eligible_at
    if timing is ReleaseTiming.NEVER:
        return None
    if timing is ReleaseTiming.AFTER_DAYS:
        return eligible_at + timedelta(days=max(after_days, 0))
    today = belgian_day(eligible_at)
    if timing is ReleaseTiming.NIGHTLY:
        tonight = belgian_instant(today, NIGHT)
        return tonight if tonight > eligible_at else belgian_instant(today + timedelta(days=1), NIGHT)
    first = belgian_instant(today.replace(day=1), NIGHT)
    next_month = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first if first > eligible_at else belgian_instant(next_month, NIGHT)
