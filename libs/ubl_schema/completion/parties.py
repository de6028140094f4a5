"""Steps about the companies. Identities are derived from each other or stay absent."""

from __future__ import annotations

import re

from ..checks.parties import is_seller
from ..identifiers import VAT_ENDPOINT_SCHEMES, is_belgian_vat, is_enterprise_number
from ..invoice import Invoice, Provenance
from ..party import Identifier, Party
from .facts import Facts

_BETWEEN = re.compile(r"[\s.\-/]+")
_ROLES = ("seller", "buyer")
_TERMS = {
    "seller": {"name": "BT-27", "trading_name": "BT-28", "country": "BT-40", "endpoint": "BT-34", "legal": "BT-30"},
    "buyer": {"name": "BT-44", "trading_name": "BT-45", "country": "BT-55", "endpoint": "BT-49", "legal": "BT-47"},
}


def tidy_numbers(invoice: Invoice, _facts: Facts) -> Invoice:
    """VAT numbers, accounts and company numbers without the dots and spaces of print."""
    update: dict[str, object] = {}
    for role in _ROLES:
        party: Party = getattr(invoice, role)
        tidy = _tidy_party(party)
        if tidy != party:
            update[role] = tidy
    payments = tuple(
        payment.model_copy(
            update={
                name: _compact(value)
                for name in ("iban", "bic", "debited_iban")
                if (value := getattr(payment, name)) is not None
            }
        )
        for payment in invoice.payments
    )
    if payments != invoice.payments:
        update["payments"] = payments
    return invoice.model_copy(update=update) if update else invoice


def _compact(number: str) -> str:
    return _BETWEEN.sub("", number).upper()


def _tidy_party(party: Party) -> Party:
    update: dict[str, object] = {}
    if party.vat_id is not None:
        number = _compact(party.vat_id)
        if number.startswith("BE") and len(number) == 11:
            number = "BE0" + number[2:]
        update["vat_id"] = number or None
    for name in ("legal_id", "endpoint"):
        identifier: Identifier | None = getattr(party, name)
        if identifier is not None and identifier.scheme == "0208":
            digits = _compact(identifier.value).removeprefix("BE")
            update[name] = Identifier(value=digits or identifier.value, scheme="0208")
    return party.model_copy(update=update) if update else party


def name_from_trading_name(invoice: Invoice, _facts: Facts) -> Invoice:
    """The trading name as the registered name when only that is known, and the other way round.

    Some packages show one of the two and some the other, so a file has both.
    """
    for role in _ROLES:
        party: Party = getattr(invoice, role)
        name = party.name or party.trading_name
        if name is None or (party.name is not None and party.trading_name is not None):
            continue
        invoice = invoice.model_copy(
            update={role: party.model_copy(update={"name": name, "trading_name": party.trading_name or name})}
        )
        filled = "name" if party.name is None else "trading_name"
        invoice = invoice.with_provenance(Provenance.DERIVED, _TERMS[role][filled])
    return invoice


def payee_who_is_the_seller_is_left_out(invoice: Invoice, _facts: Facts) -> Invoice:
    """Remove a payee that is the seller: the standard names a payee only when it is another party."""
    payee = invoice.payee
    if payee is None or not (payee.name is None or is_seller(payee, invoice.seller)):
        return invoice
    numbers = tuple(item for item in payee.identifiers if item.scheme == "SEPA")
    kept = tuple(item for item in numbers if item not in invoice.seller.identifiers)
    seller = invoice.seller.model_copy(update={"identifiers": (*invoice.seller.identifiers, *kept)})
    return invoice.model_copy(update={"payee": None, "seller": seller}).with_provenance(Provenance.DERIVED, "BG-10")


def country_from_vat_number(invoice: Invoice, _facts: Facts) -> Invoice:
    """Belgium for a company with a Belgian VAT number and no country."""
    for role in _ROLES:
        party: Party = getattr(invoice, role)
        if party.address.country is not None or party.vat_id is None or not party.vat_id[:2].isalpha():
            continue
        prefix = party.vat_id[:2]
        country = {"EL": "GR", "XI": "GB"}.get(prefix, prefix)
        invoice = _with_country(invoice, role, country).with_provenance(Provenance.DERIVED, _TERMS[role]["country"])
    return invoice


def country_of_the_client(invoice: Invoice, facts: Facts) -> Invoice:
    """When nothing shows where the company is: the client's country, declared as a default."""
    for role in _ROLES:
        party: Party = getattr(invoice, role)
        if party.address.country is None:
            invoice = _with_country(invoice, role, facts.country).with_provenance(
                Provenance.DEFAULTED, _TERMS[role]["country"]
            )
    return invoice


def _with_country(invoice: Invoice, role: str, country: str) -> Invoice:
    party: Party = getattr(invoice, role)
    address = party.address.model_copy(update={"country": country})
    return invoice.model_copy(update={role: party.model_copy(update={"address": address})})


def company_number_from_vat_number(invoice: Invoice, _facts: Facts) -> Invoice:
    """The company number of a Belgian company, which is its VAT number without ``BE``."""
    for role in _ROLES:
        party: Party = getattr(invoice, role)
        if party.legal_id is not None or party.vat_id is None or not is_belgian_vat(party.vat_id):
            continue
        legal = Identifier(value=party.vat_id[2:], scheme="0208")
        invoice = invoice.model_copy(update={role: party.model_copy(update={"legal_id": legal})})
        invoice = invoice.with_provenance(Provenance.DERIVED, _TERMS[role]["legal"])
    return invoice


def endpoint_from_company_numbers(invoice: Invoice, _facts: Facts) -> Invoice:
    """The electronic address: the Belgian company number under 0208, a foreign VAT number under its country's code."""
    for role in _ROLES:
        party: Party = getattr(invoice, role)
        endpoint = None if party.endpoint is not None else _endpoint(party)
        if endpoint is None:
            continue
        invoice = invoice.model_copy(update={role: party.model_copy(update={"endpoint": endpoint})})
        invoice = invoice.with_provenance(Provenance.DERIVED, _TERMS[role]["endpoint"])
    return invoice


_DUTCH_REGISTERS = frozenset({"0106", "0190"})


def _endpoint(party: Party) -> Identifier | None:
    legal = party.legal_id
    if legal is not None and legal.scheme == "0208" and is_enterprise_number(legal.value):
        return legal
    if party.vat_id is None or party.vat_id.startswith("BE"):
        return None
    if party.vat_id.startswith("NL") and (legal is None or legal.scheme not in _DUTCH_REGISTERS):
        return None  # NL-R-003: the network refuses a Dutch company without its KVK or OIN number in any case
    scheme = VAT_ENDPOINT_SCHEMES.get(party.vat_id[:2])
    return None if scheme is None else Identifier(value=party.vat_id, scheme=scheme)
