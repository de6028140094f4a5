"""The Belgian calendar: the day at an instant, and the instant of a day and a time.

Deadlines, reminders and night batches are counted by the day in Belgium, whatever the clock of the server. Between
midnight and one or two o'clock the UTC day is still yesterday.
"""

from datetime import UTC, date, datetime, time
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import Field

BELGIAN_TIME: Final = ZoneInfo("Europe/Brussels")

Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))]
"""A day that somebody may name: one can count on from it without leaving the calendar."""


def belgian_day(instant: datetime) -> date:
    """The calendar day in Belgium at an instant. Raises ValueError for a time without a zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant has a time zone")
    return instant.astimezone(BELGIAN_TIME).date()


def belgian_instant(day: date, at: time = time(0)) -> datetime:
    """The instant (UTC) at which it is this time on this day in Belgium; without a time, the start of the day.

    A time that occurs twice, in the hour that the clock goes back, is the first of the two.
    """
    return datetime.combine(day, at, BELGIAN_TIME).astimezone(UTC)
