"""Pictures of several papers: has a person's answer been carried out, and what to make of a part that comes in."""

from datetime import datetime, timedelta
from enum import StrEnum

from .marks import DocumentMarks

PATIENCE = timedelta(hours=1)
"""Dividing takes seconds. What has led to nothing by then waits for an operator, and the question comes back."""


class Coming(StrEnum):
    """A part comes in: asked for, asked for but given up already, or of a picture that is something else by now."""

    EXPECTED = "expected"
    LATE = "late"
    UNWANTED = "unwanted"


def awaited_until(marks: DocumentMarks, papers: int, parts: int) -> datetime | None:
    """How long the answer about a picture is given to take effect; None when nothing is awaited.

    Divided, it is done when all its papers are documents; one document, when it shows no `papers` any more.
    """
    done = papers == 0 or (marks.divided and parts >= papers)
    if done or marks.answered_at is None or not (marks.divided or marks.one_document):
        return None
    return marks.answered_at + PATIENCE


def coming(marks: DocumentMarks, papers: int, *, given_up: bool) -> Coming:
    """What a part is to its picture. Late ones are as good as others while nobody has said anything else since."""
    if marks.divided:
        return Coming.EXPECTED
    settled = marks.one_document or marks.kept_only or marks.deleted_at is not None or not papers
    return Coming.LATE if given_up and not settled else Coming.UNWANTED
