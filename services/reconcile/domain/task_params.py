"""What a task says beside its question: one type for each kind of task.

The event `task.opened` carries texts only: `for_event` of each type is the one place where they are made.
"""

from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from contracts.events.task import Relation, TaskReason
from contracts.fields import DocumentKind
from contracts.reason import Reason
from contracts.values import Amount, Number
from libs.texts import LANGUAGES

from .division import DivisionFailure

_LONGEST = 4_000
"""Characters of one text of a task: of very many fields or refusals, the first are named."""


class _Params(BaseModel):
    model_config = ConfigDict(frozen=True)


class OpenAmount(_Params):
    """For tasks about payment: the amount of the booking that is open, and whether a user accepts that for now."""

    open: Amount | None = None
    provisional: bool = False

    def for_event(self) -> dict[str, str]:
        """The parameters as texts."""
        if self.open is None:
            return {}
        return {"open": f"{self.open:.2f}"} | ({"provisional": "yes"} if self.provisional else {})


class AmountDiffers(_Params):
    """For payments that differ a little: what the difference is, positive when less was paid, and its percentage."""

    relation: Relation
    difference: Amount
    percent: Number | None = None

    def for_event(self) -> dict[str, str]:
        """The parameters as texts."""
        percent = {} if self.percent is None else {"percent": f"{self.percent:.2f}"}
        return {"relation": self.relation, "difference": f"{abs(self.difference):.2f}"} | percent


class Cause(_Params):
    """For tasks about a failure: the reason that another service gave, and the delivery where it is about one."""

    reason: Reason
    delivery_id: UUID | None = None

    def for_event(self) -> dict[str, str]:
        """The parameters as texts."""
        delivery = {"delivery_id": str(self.delivery_id)} if self.delivery_id else {}
        return {"code": self.reason.code} | delivery | self.reason.params


class SeveralDocuments(_Params):
    """For photos of several documents: how many, and why the last decision could not be carried out."""

    count: int
    failure: DivisionFailure | None = None

    def for_event(self) -> dict[str, str]:
        """The parameters as texts."""
        texts = {"count": str(self.count)}
        if self.failure is not None:
            texts |= {"code": self.failure.reason.code} | self.failure.reason.params | {"asked": self.failure.decision}
        return texts


class OtherDocument(_Params):
    """For suspected duplicates: the first of the other documents."""

    other: UUID

    def for_event(self) -> dict[str, str]:
        """The parameters as texts."""
        return {"other": str(self.other)}


class UnsureKind(_Params):
    """For documents of an unsure kind: the most likely one."""

    kind: DocumentKind | None = None

    def for_event(self) -> dict[str, str]:
        """The parameters as texts."""
        return {"kind": self.kind or ""}


class MissingFields(_Params):
    """For incomplete documents: the fields that are missing or refused, and what the rules refused."""

    fields: tuple[str, ...]
    refused: tuple[Reason, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that no refusal is about."""
        return tuple(field for field in self.fields if field not in {reason.field for reason in self.refused})

    def refusal(self, language: str) -> str | None:
        """What the rules say themselves; None when one of them brings no sentences."""
        if not self.refused or not all(set(LANGUAGES) <= set(reason.params) for reason in self.refused):
            return None
        return " ".join(dict.fromkeys(reason.params[language] for reason in self.refused))

    def for_event(self) -> dict[str, str]:
        """The parameters as texts."""
        texts = {"fields": ", ".join(self.fields)[:_LONGEST]}
        if self.refused:
            texts["codes"] = ", ".join(dict.fromkeys(reason.code for reason in self.refused))
        sentences = {f"refused_{language}": self.refusal(language) for language in LANGUAGES}
        return texts | {name: sentence[:_LONGEST] for name, sentence in sentences.items() if sentence}


TaskParams = OpenAmount | AmountDiffers | Cause | SeveralDocuments | OtherDocument | UnsureKind | MissingFields

_TYPES: dict[TaskReason, type[TaskParams]] = {
    TaskReason.AMOUNT_DIFFERS: AmountDiffers,
    TaskReason.UNREADABLE: Cause,
    TaskReason.PASSWORD_NEEDED: Cause,
    TaskReason.DELIVERY_FAILED: Cause,
    TaskReason.DELIVERY_UNCONFIRMED: Cause,
    TaskReason.SEVERAL_DOCUMENTS: SeveralDocuments,
    TaskReason.POSSIBLE_DUPLICATE: OtherDocument,
    TaskReason.KIND_UNSURE: UnsureKind,
    TaskReason.FIELDS_MISSING: MissingFields,
}


def stored_params(reason: TaskReason, stored: dict[str, Any]) -> TaskParams:
    """The parameters of a task from their JSON; tasks about payment are those not listed above."""
    return _TYPES.get(reason, OpenAmount).model_validate(stored)
