"""Defects added one at a time to a valid file or a valid invoice, and the rules that must find each.

A text defect changes the finished file (the mistake of a sender); a model defect changes the invoice before it is
written (the mistake of a reader). ``check`` means our rules in Python; ``oracle`` the official ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from libs.ubl_schema.model import (
    AllowanceCharge,
    Invoice,
    Payment,
)

from .builders import D, invoice, line, part, totals


@dataclass(frozen=True, slots=True)
class Defect:
    """One defect: the change, and the rules that must report it."""

    name: str
    plant: Callable[[], Invoice]
    check: str | None
    """The rule that ``check`` must report, if it is expected to find the defect."""
    oracle: str | None
    """The official rule that must report the defect, if there is one."""


def with_line(**more: object) -> Callable[[], Invoice]:
    return lambda: invoice(lines=(line(1, "100.00").model_copy(update=more),))


def changed(**more: object) -> Callable[[], Invoice]:
    return lambda: invoice(**more)


def with_totals(**more: Decimal | None) -> Callable[[], Invoice]:
    return lambda: invoice(totals=totals("100.00", "21.00").model_copy(update=more))


def with_part(
    base: str, vat: str, rate: str | None = "21", category: str = "S", **more: object
) -> Callable[[], Invoice]:
    return lambda: invoice(breakdown=(part(base, vat, rate, category, **more),))


def with_payment(**more: object) -> Callable[[], Invoice]:
    return lambda: invoice(payments=(Payment.model_validate({"means": "30"} | more),))


def without_vat(category: str, rate: str | None = "0", **more: object) -> Invoice:
    return invoice(
        lines=(line(1, "100.00", rate, category),),
        breakdown=(part("100.00", "0", rate, category, **more),),
        totals=totals("100.00", "0"),
    )


def with_deduction(**more: object) -> Callable[[], Invoice]:
    known = {"amount": D("10.00"), "reason": "Remise", "vat_category": "S", "vat_rate": D(21)}
    return lambda: invoice(
        allowances=(AllowanceCharge.model_validate(known | more),),
        breakdown=(part("90.00", "18.90"),),
        totals=totals("90.00", "18.90", lines=D("100.00"), allowances=D("10.00")),
    )
