"""Named evidence: a decision is the alternative with the largest sum, and the sum says what it is made of.

Each decision has its table in this folder: every piece of evidence with its weight, and the limits that belong to it.
The code of a decision says which evidence applies; numbers stand in the tables only. Every name has its
words in `words.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import add
from typing import Annotated

from pydantic import Field, StringConstraints

from contracts.fields import EventPart

MOST_EVIDENCE = 100
"""An explanation holds at most this many pieces; there are fewer names of evidence."""


def total_of(weights: Iterable[float], start: float = 0.0) -> float:
    """The sum, added one by one in the order given: `sum` corrects its rounding from Python 3.12 on."""
    return reduce(add, weights, start)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for a decision, or with a negative weight against it."""

    code: Annotated[str, StringConstraints(max_length=60, pattern="^[a-z_]+$")]
    weight: Annotated[float, Field(allow_inf_nan=False)]

    def times(self, factor: float) -> "Evidence":
        """The same, counted so many times or in part."""
        return Evidence(self.code, self.weight * factor)


@dataclass(frozen=True, slots=True)
class Score:
    """A sum of evidence with what it is made of. The evidence adds up to `total`, give or take rounding."""

    total: float
    evidence: tuple[Evidence, ...] = ()

    @staticmethod
    def of(*evidence: Evidence) -> "Score":
        """The sum, added in the order given."""
        return NOTHING.plus(*evidence)

    def plus(self, *evidence: Evidence) -> "Score":
        """With more evidence, added in the order given."""
        return Score(total_of((each.weight for each in evidence), self.total), self.evidence + evidence)

    def __add__(self, other: "Score") -> "Score":
        return Score(self.total + other.total, self.evidence + other.evidence)

    def times(self, factor: float) -> "Score":
        """Every piece counted in part; a factor of -1 turns evidence for into evidence against."""
        return Score(self.total * factor, tuple(each.times(factor) for each in self.evidence))

    def at_most(self, limit: float) -> "Score":
        """No more than the limit: what is over it is taken from every piece in proportion."""
        return Score(limit, self.times(limit / self.total).evidence) if self.total > limit else self


NOTHING = Score(0.0)


def strongest(scores: Iterable[Score]) -> Score:
    """The largest of these sums, of equal ones the first; nothing when there is none."""
    return max(scores, key=lambda score: score.total, default=NOTHING)


class Decision(StrEnum):
    """What can be asked for: why is it an invoice, why is this the seller, why these totals?"""

    KIND = "kind"
    SELLER = "seller"
    BUYER = "buyer"
    TOTALS = "totals"


class Explanation(EventPart):
    """Why a decision came out as `value`, the weightiest evidence first."""

    decision: Decision
    value: str
    evidence: Annotated[tuple[Evidence, ...], Field(max_length=MOST_EVIDENCE)]

    @classmethod
    def of(cls, decision: Decision, value: str, score: Score) -> "Explanation":
        """Adds up the evidence of one name, and leaves out what then weighs nothing."""
        weights: dict[str, float] = {}
        for each in score.evidence:
            weights[each.code] = weights.get(each.code, 0.0) + each.weight
        kept = [Evidence(code, round(weight, 2)) for code, weight in weights.items() if round(weight, 2)]
        return cls(decision=decision, value=value, evidence=tuple(sorted(kept, key=lambda each: -abs(each.weight))))
