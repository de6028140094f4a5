"""Discounts on a whole document are kept, shown and released while users correct it."""

from decimal import Decimal
from typing import Any

import pytest

from contracts.events.release import DocumentReleased
from contracts.fields import AllowanceFields, DocumentFields, LineFields, Origin, VatCategory, VatRow
from libs.refusal import Refusal
from services.reconcile.domain.corrections import corrected
from services.reconcile.domain.sums import adds_up
from tests.reconcile.builders import fields, ogm, read
from tests.reconcile.company import Company

S = VatCategory.STANDARD


def line(net: str, rate: str = "21", **more: Any) -> LineFields:
    """Returns a line as the e-invoice states it."""
    return LineFields(
        **({"name": "Bois", "unit_price": net, "net": net, "category": S, "rate": rate, "origin": "embedded"} | more)
    )


def off(amount: str, rate: str | None = "21", **more: Any) -> AllowanceFields:
    """Returns a discount."""
    return AllowanceFields(**({"amount": amount, "reason": "Remise", "category": S, "rate": rate} | more))


def row(base: str, rate: str = "21") -> VatRow:
    """Returns a row of the VAT breakdown."""
    vat = (Decimal(base) * Decimal(rate) / 100).quantize(Decimal("0.01"))
    return VatRow(category=S, rate=Decimal(rate), base=Decimal(base), vat=vat)


DISCOUNTED: dict[str, Any] = {
    "total_without_vat": read(Decimal("100.00")),
    "vat": (row("100.00"),),
    "lines": (line("80.00"), line("30.00")),
    "allowances": (off("10.00"),),
}


def discounted(**more: Any) -> DocumentFields:
    """Returns a document with lines of 110 euros and a discount of 10."""
    return fields(**(DISCOUNTED | more))


def as_sent(*lines: LineFields, **more: Any) -> list[dict[str, Any]]:
    """Returns lines as a form sends them."""
    return [entry.model_dump(mode="json") | more for entry in lines]


@pytest.mark.parametrize(
    ("corrections", "stays"),
    [
        ({"number": "2026-0043"}, True),
        ({"lines": as_sent(line("80.00"), line("30.00"), ledger_account="604000")}, True),
        ({"lines": as_sent(line("55.00"), line("55.00"))}, True),
        ({"lines": as_sent(line("70.00"), line("30.00"))}, False),
        ({"lines": as_sent(line("80.00"), line("30.00"), line("-10.00"))}, False),
        ({"lines": None}, False),
        ({"total_without_vat": "110.00", "vat": [row("110.00").model_dump(mode="json")]}, False),
        ({"total_without_vat": "110.00", "vat": None}, False),
        ({"total_without_vat": "95.00"}, True),
        ({"lines": as_sent(line("70.00"), line("30.00")), "allowances": [{"amount": "10.00"}]}, True),
        ({"allowances": None}, False),
    ],
    ids=[
        "something else", "a ledger account", "other lines of the same sum", "lines without the discount",
        "the discount as a line", "no lines", "another total with its bases", "another total", "not done yet",
        "the user's own discount", "no discount",
    ],
)  # fmt: skip
def test_a_discount_that_was_read_stays_only_while_it_stands_between_lines_and_total(
    corrections: dict[str, Any], stays: bool
) -> None:
    assert bool(corrected(discounted(), corrections).allowances) is stays


def test_of_two_rates_each_has_to_add_up() -> None:
    two = discounted(
        total_without_vat=read(Decimal("270.00")),
        vat=(row("180.00", "6"), row("90.00")),
        lines=(line("200.00", "6"), line("100.00")),
        allowances=(off("20.00", "6"), off("10.00")),
    )

    assert adds_up(two, two.allowances)
    assert not adds_up(two, (off("30.00", "6"),))
    assert adds_up(two, (off("30.00", None),)), "as far as anybody said"
    assert not adds_up(two, (off("31.00", None),))


def test_a_cost_is_added_where_a_discount_is_taken_off() -> None:
    charged = discounted(lines=(line("95.00"),), allowances=(off("5.00", is_charge=True),))

    assert adds_up(charged, charged.allowances)


def test_rows_and_discounts_that_a_user_typed_say_so() -> None:
    fixed = corrected(
        discounted(),
        {"allowances": [{"amount": "10.00", "origin": "text", "confidence": 0.4}], "vat": [row("100.00").model_dump()]},
    )

    assert [(a.origin, a.confidence, a.rate) for a in fixed.allowances] == [(Origin.USER, 1.0, None)]
    assert [r.origin for r in fixed.vat] == [Origin.USER]


def test_only_the_lines_that_a_user_changed_are_the_users() -> None:
    same, other = line("80.00", ledger_account="604000"), line("30.00", name="Hêtre")

    fixed = corrected(discounted(), {"lines": as_sent(same, other)})

    assert [(entry.origin, entry.ledger_account) for entry in fixed.lines] == [
        (Origin.EMBEDDED, "604000"), (Origin.USER, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "path"),
    [("10.00", "allowances"), ([10], "allowances.0"), ([{"amount": 10.5}], "allowances.0.amount"),
     ([{"is_charge": True}], "allowances.0.amount")],
)  # fmt: skip
def test_a_wrong_discount_is_refused_by_name(value: object, path: str) -> None:
    with pytest.raises(Refusal) as refused:
        corrected(discounted(), {"allowances": value})

    assert refused.value.field == path


@pytest.mark.feature(159)
async def test_the_discount_is_shown_and_leaves_with_the_document(company: Company) -> None:
    invoice = await company.add_document(reference=ogm(5), **DISCOUNTED)
    await company.add_transaction(reference=ogm(5))

    shown = (await company.get(f"/documents/{invoice}"))["fields"]["allowances"]

    (event,) = await company.published(DocumentReleased)
    assert shown == [
        {
            "is_charge": False, "amount": "10.00", "reason": "Remise", "reason_code": None, "percentage": None,
            "base": None, "category": "S", "rate": "21", "confidence": 1.0, "origin": "text",
        }
    ]  # fmt: skip
    assert event.fields.allowances == (off("10.00"),)


@pytest.mark.feature(159)
async def test_lines_corrected_to_their_net_amounts_are_shown_and_released_without_the_discount(
    company: Company,
) -> None:
    await company.configure(release={"policy": "on_demand"})
    invoice = await company.add_document(reference=ogm(5), **DISCOUNTED)

    answer = await company.request(
        "PATCH", f"/documents/{invoice}", json={"fields": {"lines": as_sent(line("70.00"), line("30.00"))}}
    )

    assert answer.status_code == 200, answer.text
    assert answer.json()["fields"]["allowances"] == []
    assert [entry["origin"] for entry in answer.json()["fields"]["lines"]] == ["user", "embedded"]
