"""The parties of an invoice, in the terms of EN 16931 (BG-4 seller, BG-7 buyer, BG-10 payee, BG-11 agent)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from .scalars import MaybeText, Text


class Part(BaseModel):
    """A part of an invoice: immutable, and without fields that the standard does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")


class Identifier(Part):
    """A number and the register it comes from, such as 0208 for the Belgian KBO."""

    value: Text
    scheme: MaybeText = None
    """ISO 6523 code of the register (or EAS for an electronic address); ``SEPA`` marks a creditor id (BT-90)."""


class Address(Part):
    """A postal address (BG-5 seller, BG-8 buyer, BG-12 tax representative, BG-15 delivery)."""

    line1: MaybeText = None
    """BT-35 / BT-50: street and number."""
    line2: MaybeText = None
    """BT-36 / BT-51."""
    line3: MaybeText = None
    """BT-162 / BT-163."""
    city: MaybeText = None
    """BT-37 / BT-52."""
    post_code: MaybeText = None
    """BT-38 / BT-53."""
    subdivision: MaybeText = None
    """BT-39 / BT-54: province or state."""
    country: MaybeText = None
    """BT-40 / BT-55: ISO 3166-1, two letters."""


class Contact(Part):
    """A contact (BG-6 seller, BG-9 buyer)."""

    name: MaybeText = None
    """BT-41 / BT-56."""
    phone: MaybeText = None
    """BT-42 / BT-57."""
    email: MaybeText = None
    """BT-43 / BT-58."""


class Party(Part):
    """A company on the invoice. It does not show which party is the client (purchase or sales)."""

    name: MaybeText = None
    """BT-27 / BT-44: the name in the register."""
    trading_name: MaybeText = None
    """BT-28 / BT-45: the trading name."""
    identifiers: tuple[Identifier, ...] = ()
    """BT-29 / BT-46, and BT-90 (the SEPA creditor id) with the scheme ``SEPA``."""
    legal_id: Identifier | None = None
    """BT-30 / BT-47: number in the company register (KBO: scheme 0208, digits only)."""
    vat_id: MaybeText = None
    """BT-31 / BT-48: VAT number with its country prefix, no dots or spaces."""
    tax_registration: MaybeText = None
    """BT-32: a local tax number where there is no VAT number (seller only)."""
    legal_form: MaybeText = None
    """BT-33: additional legal information (seller only)."""
    endpoint: Identifier | None = None
    """BT-34 / BT-49: the electronic address, where Peppol delivers."""
    address: Address = Address()
    contact: Contact = Contact()
