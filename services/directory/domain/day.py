"""The day it is in Belgium, where deadlines are counted."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


def day_of(instant: datetime) -> date:
    """The calendar day of an instant."""
    return instant.astimezone(BRUSSELS).date()
