"""Photos of several documents: until when a decision may take, and what an arriving part means."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from contracts.reason import Reason

from .marks import DocumentMarks

DIVISION_TIMEOUT = timedelta(hours=1)
"""Dividing takes seconds. After this time an operator must look, and the question is open again."""


class DivisionFailure(BaseModel):
    """A decision about a photo that could not be carried out, and why."""

    model_config = ConfigDict(frozen=True)

    decision: Literal["divide", "one_document"]
    reason: Reason


class PartArrival(StrEnum):
    """An arriving part: expected, late (the division was given up), or unwanted (the decision has changed)."""

    EXPECTED = "expected"
    LATE = "late"
    UNWANTED = "unwanted"


def division_deadline(marks: DocumentMarks, regions: int, parts: int) -> datetime | None:
    """Until when the decision about a photo may be carried out; None when nothing is awaited.

    A division is complete when all regions are documents; a reading as one document, when it finds no `regions`.
    """
    done = regions == 0 or (marks.divided and parts >= regions)
    if done or marks.answered_at is None or not (marks.divided or marks.one_document):
        return None
    return marks.answered_at + DIVISION_TIMEOUT


def part_arrival(marks: DocumentMarks, regions: int, *, given_up: bool) -> PartArrival:
    """Whether a part is expected. A late one is accepted while no user has decided otherwise."""
    if marks.divided:
        return PartArrival.EXPECTED
    settled = marks.one_document or marks.kept_only or marks.deleted_at is not None or not regions
    return PartArrival.LATE if given_up and not settled else PartArrival.UNWANTED
