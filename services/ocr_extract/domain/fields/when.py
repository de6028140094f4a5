"""Issue, due and delivery dates: by their labels, else by the payment terms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from contracts.fields import Read
from services.ocr_extract.domain.evidence import dates as weights
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.fields.placing import Placed, best_for, place
from services.ocr_extract.domain.fields.terms import collected_on, due_by_terms
from services.ocr_extract.domain.fields.title_line import TitleLine
from services.ocr_extract.domain.fields.unlabelled import is_particular, strange_label
from services.ocr_extract.domain.layout.page import CELL_GAP, Line, Pages
from services.ocr_extract.domain.wording.roles import Role

DATE_ROLES = (Role.ISSUE_DATE, Role.DUE_DATE, Role.DELIVERY_DATE, Role.ORIGINAL_DATE, Role.OTHER_DATE)
LONGEST_TERM = timedelta(days=370)
_OF = frozenset(["van", "du", "vom", "of", "dd", "d.d", "dated", "le", "op", "am", "on"])
_NUMBERED = re.compile(r"[ .:#°-]*(?:[a-z]{1,4} )?\S*\d\S*[ ,]*(?:\()?")
_OF_NUMBER = {Role.NUMBER: Role.ISSUE_DATE, Role.ORIGINAL_NUMBER: Role.ORIGINAL_DATE}


@dataclass(frozen=True)
class Dates:
    """The dates that were found; a due date that only follows from the terms has their place."""

    issue: Read[date] | None = None
    due: Read[date] | None = None
    delivery: Read[date] | None = None
    original: Read[date] | None = None

    def doubted(self) -> "Dates":
        """The same, each with no more confidence than a date whose day may be its month."""
        each = (self.issue, self.due, self.delivery, self.original)
        return Dates(*(read and read.model_copy(update={"confidence": weights.UNORDERED}) for read in each))


def read_dates(
    pages: Pages,
    labels: Sequence[Label],
    dates: Sequence[Found[date]],
    *,
    title: TitleLine | None = None,
    unordered: bool = False,
    broken: Sequence[Line] = (),
) -> Dates:
    """Pick the dates; one that contradicts another (due before issue) is left out.

    `broken` are sentences that run over two lines; `title` has the date of issue when it prints one; `unordered` when
    day and month may be the other way around.
    """
    found = _pick(pages, labels, dates, title, broken)
    return found.doubted() if unordered else found


def _pick(
    pages: Pages,
    labels: Sequence[Label],
    dates: Sequence[Found[date]],
    title: TitleLine | None,
    broken: Sequence[Line],
) -> Dates:
    placed = place(dates, [_of_number(label, labels) for label in labels if label.role in DATE_ROLES])
    free = [item for item in placed if item.role is None and _is_entry(item.value, pages, labels)]
    issue = best_for(placed, Role.ISSUE_DATE, lambda item: item.score > weights.PLAIN)
    issue = issue or _alone(free) or best_for(placed, Role.ISSUE_DATE, lambda item: item.score > weights.IN_A_SENTENCE)
    issue = issue or _only_date(placed)
    of_title = next((day for day in dates if title and title.day and day.place == title.day.place), None)
    issue = Placed(of_title, None, 1.0) if of_title else issue
    issued = issue.value.value if issue else None
    due = best_for(placed, Role.DUE_DATE, lambda item: item.score > weights.DUE and _may_be_due(item, issued))
    delivery = best_for(placed, Role.DELIVERY_DATE, lambda item: item.score > weights.OTHER)
    original = best_for(placed, Role.ORIGINAL_DATE, lambda item: item.score > weights.OTHER)
    by_terms = (due_by_terms(pages, issued) or collected_on([*pages.lines, *broken], issued)) if issued else None
    if issue and by_terms and not due and (before := _a_term_before(issue, placed, pages)):
        issue, due, by_terms = before, issue, replace(by_terms, value=issue.value.value)
    return Dates(
        issue=_read(issue, agreed=_agrees(issue, by_terms, due)),
        due=_read(due, agreed=_agrees(due, by_terms, due))
        if due
        else by_terms.read(weights.CONTRADICTED if _due_before(placed, issued) else weights.BY_TERMS)
        if by_terms
        else None,
        delivery=_read(delivery, agreed=False),
        original=_read(original, agreed=False),
    )


def _of_number(label: Label, labels: Sequence[Label]) -> Label:
    """`Factuur nr. 12 van 3 mei`: the label `van` becomes that of the date of this number."""
    if label.text not in _OF:
        return label
    before = [other for other in labels if other.line is label.line and other.end < label.start]
    named = max((other for other in before if other.role in _OF_NUMBER), key=lambda other: other.end, default=None)
    between = label.line.folded[named.end : label.start] if named else ""
    if named is None or CELL_GAP in between or not _NUMBERED.fullmatch(between):
        return label
    return replace(label, role=_OF_NUMBER[named.role], strength=weights.OF_A_NUMBER)


def _is_entry(found: Found[date], pages: Pages, labels: Sequence[Label]) -> bool:
    """Whether the date is among the particulars and has an unknown label."""
    return is_particular(found, pages) and strange_label(found, labels) is not None


def _alone(free: Sequence[Placed[date]]) -> Placed[date] | None:
    """The date under an unknown label; None when there are several."""
    return Placed(free[0].value, None, weights.PLAIN) if len({item.value.value for item in free}) == 1 else None


def _a_term_before(issue: Placed[date], placed: Sequence[Placed[date]], pages: Pages) -> Placed[date] | None:
    """A date without a label that leads to this one by the payment terms, because OCR shifted the labels by a line.

    The date read as that of issue is then the due date.
    """
    free = [
        item for item in placed if item.role in (None, Role.ISSUE_DATE, Role.DUE_DATE) or item.score < weights.PLAIN
    ]
    for item in free:
        reached = due_by_terms(pages, item.value.value) if item.value.value < issue.value.value else None
        if reached and reached.value == issue.value.value:
            return Placed(item.value, None, weights.PLAIN)
    return None


def _may_be_due(item: Placed[date], issued: date | None) -> bool:
    return issued is None or issued <= item.value.value <= issued + LONGEST_TERM


def _due_before(placed: Sequence[Placed[date]], issued: date | None) -> bool:
    """Whether a date with a label of a due date lies before the date of issue: the document contradicts itself."""
    due = [item.value.value for item in placed if item.role is Role.DUE_DATE and item.score > weights.DUE]
    return issued is not None and any(day < issued for day in due)


def _agrees(item: Placed[date] | None, by_terms: Found[date] | None, due: Placed[date] | None) -> bool:
    return item is not None and by_terms is not None and due is not None and by_terms.value == due.value.value


def _only_date(placed: Sequence[Placed[date]]) -> Placed[date] | None:
    """The only date of the document without another role, when no label names a date of issue."""
    free = [item for item in placed if item.role in (None, Role.ISSUE_DATE) or item.score < weights.PLAIN]
    if free and len({item.value.value for item in free}) == 1 and len({item.value.value for item in placed}) <= 2:
        return Placed(free[0].value, None, weights.PLAIN)
    return None


def _read(item: Placed[date] | None, *, agreed: bool) -> Read[date] | None:
    """The date with its confidence, which is high when printed terms, issue date and due date agree."""
    if item is None:
        return None
    by_label = min(weights.MOST, weights.BASE + weights.SHARE * item.score)
    return item.value.read(weights.AGREED if agreed else round(by_label, 2))
