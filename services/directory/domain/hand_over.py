"""How a company comes to another accounting firm: what is asked, who answers, and when it takes effect."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from contracts.events.client import Mode
from services.directory.domain.status import Status


class State(StrEnum):
    """The state of a request.

    asked: nobody has decided; agreed: the company wants it, its present firm has until `moves_at`; moved: done;
    unopposed: nobody else served the company, so that there was nothing to decide.
    """

    ASKED = "asked"
    AGREED = "agreed"
    MOVED = "moved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    UNOPPOSED = "unopposed"


OPEN = (State.ASKED, State.AGREED)


@dataclass(frozen=True)
class Standing:
    """Where a request stands. `firm_agrees` is what the present firm has answered, None while it has not."""

    state: State
    firm_agrees: bool | None = None
    moves_at: datetime | None = None


@dataclass(frozen=True)
class Terms:
    """How long a request stands, how long the present firm may wait, and how many clients a firm may add a day."""

    stands: timedelta
    notice: timedelta
    a_day: int


def company_answers(mode: Mode, status: Status, *, closed: bool) -> bool:
    """Whether the company itself can answer: somebody of it has signed in and still may. If not, its firm answers."""
    return status is Status.ACTIVE and mode is not Mode.INTERNAL and not closed


def answered(standing: Standing, *, by_company: bool, accepts: bool, now: datetime, notice: timedelta) -> Standing:
    """Where a request stands after an answer. The company decides; its present firm hastens, but ends nothing.

    When the company agrees, the change takes effect at once if its present firm agrees too, else after `notice`. The
    company may still change its mind until then.
    """
    if not by_company:
        standing = replace(standing, firm_agrees=accepts)
        return replace(standing, moves_at=now) if accepts and standing.state is State.AGREED else standing
    if not accepts:
        return replace(standing, state=State.REFUSED, moves_at=None)
    if standing.state is State.AGREED:
        return standing
    return replace(standing, state=State.AGREED, moves_at=now if standing.firm_agrees else now + notice)


def is_due(standing: Standing, now: datetime) -> bool:
    """Whether the change takes effect now."""
    return standing.state is State.AGREED and standing.moves_at is not None and standing.moves_at <= now
