"""Invoice lines (BG-25) and the allowances and charges on a line or on the whole document."""

from __future__ import annotations

from datetime import date

from .party import Identifier, Part
from .scalars import MaybeMoney, MaybeNumber, MaybeText, Text


class Period(Part):
    """From when to when (BG-14 for the document, BG-26 for a line)."""

    start: date | None = None
    """BT-73 / BT-134."""
    end: date | None = None
    """BT-74 / BT-135."""


class AllowanceCharge(Part):
    """A deduction or an addition: BG-20 / BG-21 on the document, BG-27 / BG-28 on a line.

    The VAT fields belong to the document level only: on a line, the line's own VAT applies.
    """

    is_charge: bool = False
    """True for a charge (it adds), false for an allowance (it deducts)."""
    reason_code: MaybeText = None
    """BT-98 / BT-105 / BT-140 / BT-145: UNTDID 5189 (allowances), 7161 (charges)."""
    reason: MaybeText = None
    """BT-97 / BT-104 / BT-139 / BT-144."""
    percentage: MaybeNumber = None
    """BT-94 / BT-101 / BT-138 / BT-143."""
    amount: MaybeMoney = None
    """BT-92 / BT-99 / BT-136 / BT-141: always positive, without VAT."""
    base: MaybeMoney = None
    """BT-93 / BT-100 / BT-137 / BT-142: what the percentage was taken of."""
    vat_category: MaybeText = None
    """BT-95 / BT-102."""
    vat_rate: MaybeNumber = None
    """BT-96 / BT-103."""


class Classification(Part):
    """A code from a product list (BT-158)."""

    value: Text
    scheme: MaybeText = None
    """BT-158-1: UNTDID 7143."""
    version: MaybeText = None
    """BT-158-2."""


class ItemAttribute(Part):
    """A property of the article (BG-32)."""

    name: Text
    """BT-160."""
    value: Text
    """BT-161."""


class Line(Part):
    """One invoice line (BG-25)."""

    id: MaybeText = None
    """BT-126."""
    note: MaybeText = None
    """BT-127."""
    quantity: MaybeNumber = None
    """BT-129: negative on a deduction; the price never is."""
    unit: MaybeText = None
    """BT-130: UN/ECE Recommendation 20 (C62 is one piece)."""
    net: MaybeMoney = None
    """BT-131: without VAT."""
    accounting_cost: MaybeText = None
    """BT-133: the ledger account of the line, as the buyer or (on sales) the accountant wants it."""
    period: Period = Period()
    """BG-26."""
    order_line: MaybeText = None
    """BT-132."""
    object_id: Identifier | None = None
    """BT-128: what the line is about (a meter, a subscription)."""
    allowances: tuple[AllowanceCharge, ...] = ()
    """BG-27 and BG-28."""
    description: MaybeText = None
    """BT-154."""
    name: MaybeText = None
    """BT-153."""
    seller_item_id: MaybeText = None
    """BT-155."""
    buyer_item_id: MaybeText = None
    """BT-156."""
    standard_item_id: Identifier | None = None
    """BT-157: for instance a GTIN with scheme 0160."""
    origin_country: MaybeText = None
    """BT-159."""
    classifications: tuple[Classification, ...] = ()
    """BT-158."""
    vat_category: MaybeText = None
    """BT-151: UNTDID 5305 (S, Z, E, AE, K, G, O, L, M)."""
    vat_rate: MaybeNumber = None
    """BT-152."""
    attributes: tuple[ItemAttribute, ...] = ()
    """BG-32."""
    price: MaybeNumber = None
    """BT-146: without VAT, per base quantity."""
    base_quantity: MaybeNumber = None
    """BT-149."""
    base_unit: MaybeText = None
    """BT-150."""
    price_discount: MaybeNumber = None
    """BT-147."""
    gross_price: MaybeNumber = None
    """BT-148."""
