"""The parameters of tasks: typed in the database, texts in the event."""

from decimal import Decimal
from uuid import UUID

import pytest

from contracts.events.task import Relation, TaskReason
from contracts.fields import DocumentKind
from contracts.reason import Reason
from services.reconcile.domain.division import DivisionFailure
from services.reconcile.domain.task_params import (
    AmountDiffers,
    Cause,
    MissingFields,
    OpenAmount,
    OtherDocument,
    SeveralDocuments,
    TaskParams,
    UnsureKind,
    stored_params,
)

TIMEOUT = Reason(code="timeout", params={"seconds": "30"})
DIVISION = DivisionFailure(decision="divide", reason=Reason(code="file_missing"))
OTHER = UUID(int=7)

ONE_OF_EACH: list[tuple[TaskReason, TaskParams, dict[str, str]]] = [
    (TaskReason.PAYMENT_MISSING, OpenAmount(), {}),
    (TaskReason.PARTIAL_PAYMENT, OpenAmount(open=Decimal(600)), {"open": "600.00"}),
    (
        TaskReason.PARTIAL_PAYMENT,
        OpenAmount(open=Decimal("0.5"), provisional=True),
        {"open": "0.50", "provisional": "yes"},
    ),
    (
        TaskReason.AMOUNT_DIFFERS,
        AmountDiffers(relation=Relation.DISCOUNT, difference=Decimal("2.42"), percent=Decimal("2.00")),
        {"relation": "discount", "difference": "2.42", "percent": "2.00"},
    ),
    (
        TaskReason.AMOUNT_DIFFERS,
        AmountDiffers(relation=Relation.TOO_MUCH, difference=Decimal(-1)),
        {"relation": "too_much", "difference": "1.00"},
    ),
    (TaskReason.DELIVERY_FAILED, Cause(reason=TIMEOUT), {"code": "timeout", "seconds": "30"}),
    (TaskReason.SEVERAL_DOCUMENTS, SeveralDocuments(count=3), {"count": "3"}),
    (
        TaskReason.SEVERAL_DOCUMENTS,
        SeveralDocuments(count=3, failure=DIVISION),
        {"count": "3", "code": "file_missing", "asked": "divide"},
    ),
    (TaskReason.POSSIBLE_DUPLICATE, OtherDocument(other=OTHER), {"other": str(OTHER)}),
    (TaskReason.KIND_UNSURE, UnsureKind(kind=DocumentKind.RECEIPT), {"kind": "receipt"}),
    (TaskReason.KIND_UNSURE, UnsureKind(), {"kind": ""}),
    (TaskReason.FIELDS_MISSING, MissingFields(fields=("number", "iban")), {"fields": "number, iban"}),
]


@pytest.mark.parametrize(("reason", "params", "texts"), ONE_OF_EACH)
def test_parameters_are_kept_as_they_are_and_texts_in_the_event(
    reason: TaskReason, params: TaskParams, texts: dict[str, str]
) -> None:
    kept = stored_params(reason, params.model_dump(mode="json"))

    assert kept == params
    assert params.for_event() == texts
