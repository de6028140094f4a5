"""The parties on the invoice, and whether their numbers are well formed."""

from __future__ import annotations

from ..code_lists import codes
from ..identifiers import ENDPOINT_RULES, VAT_PREFIX_WITHOUT_COUNTRY, is_belgian_vat, is_endpoint
from ..invoice import Invoice
from ..party import Address, Identifier, Party
from .finding import Findings


def check(invoice: Invoice, findings: Findings) -> None:
    """BR-06 to BR-11, BR-17 to BR-20, BR-CO-09, BR-CO-26, BR-62, BR-63 and the forms of numbers."""
    _seller(invoice.seller, findings)
    _buyer(invoice.buyer, findings)
    payee = invoice.payee
    if payee is not None:
        if payee.name is None:
            findings.add("BR-17", "BT-59")
        elif is_seller(payee, invoice.seller):
            findings.add("UBL-SR-19", "BT-59", value=payee.name)
        if sum(identifier.scheme != "SEPA" for identifier in payee.identifiers) > 1:
            findings.add("UBL-SR-20", "BT-60")
        _numbers(payee, "BT-60", "BT-61", findings)
    agent = invoice.tax_representative
    if agent is not None:
        if agent.name is None:
            findings.add("BR-18", "BT-62")
        _address(agent, "BR-19", "BR-20", "BT-69", findings)
        _country(agent.address.country, "BT-69", findings)
        if agent.vat_id is None:
            findings.add("BR-56", "BT-63")
        _vat_number(agent, "BT-63", findings)
    place = invoice.delivery.address
    if place.country is None and place != type(place)():
        findings.add("BR-57", "BT-80")
    _country(place.country, "BT-80", findings)


def is_seller(payee: Party, seller: Party) -> bool:
    """Whether the payee is the seller: a payee is only named when it is another party."""
    numbers = {identifier.value for identifier in seller.identifiers}
    return payee.name in {seller.name, seller.trading_name} or any(
        identifier.value in numbers for identifier in payee.identifiers
    )


def _seller(seller: Party, findings: Findings) -> None:
    if seller.name is None:
        findings.add("BR-06", "BT-27")
    _address(seller, "BR-08", "BR-09", "BT-40", findings)
    _country(seller.address.country, "BT-40", findings)
    if seller.endpoint is None:
        findings.add("PEPPOL-EN16931-R020", "BT-34")
    else:
        _endpoint(seller.endpoint, "BT-34", "BR-62", findings)
    known = any(identifier.scheme != "SEPA" for identifier in seller.identifiers)
    if seller.vat_id is None and seller.legal_id is None and not known:
        findings.add("BR-CO-26", "BT-31")
    _vat_number(seller, "BT-31", findings)
    _numbers(seller, "BT-29", "BT-30", findings)


def _buyer(buyer: Party, findings: Findings) -> None:
    if buyer.name is None:
        findings.add("BR-07", "BT-44")
    _address(buyer, "BR-10", "BR-11", "BT-55", findings)
    _country(buyer.address.country, "BT-55", findings)
    if buyer.endpoint is None:
        findings.add("PEPPOL-EN16931-R010", "BT-49")
    else:
        _endpoint(buyer.endpoint, "BT-49", "BR-63", findings)
    if len(buyer.identifiers) > 1:
        findings.add("UBL-SR-16", "BT-46")
    _vat_number(buyer, "BT-48", findings)
    _numbers(buyer, "BT-46", "BT-47", findings)


def _address(party: Party, no_address: str, no_country: str, term: str, findings: Findings) -> None:
    if party.address == Address():
        findings.add(no_address, term)
    if party.address.country is None:
        findings.add(no_country, term)


def _country(country: str | None, term: str, findings: Findings) -> None:
    if country is not None and country not in codes("countries"):
        findings.add("BR-CL-14", term, value=country)


def _endpoint(endpoint: Identifier, term: str, rule: str, findings: Findings) -> None:
    scheme = endpoint.scheme
    if scheme is None:
        findings.add(rule, term)
    elif scheme not in codes("endpoint_schemes"):
        findings.add("BR-CL-25", term, value=scheme)
    elif not scheme.isdecimal():
        findings.add("PEPPOL-EN16931-CL008", term, value=scheme)
    elif not is_endpoint(scheme, endpoint.value):
        _wrong_form(endpoint, term, findings)


def _wrong_form(number: Identifier, term: str, findings: Findings) -> None:
    rule = ENDPOINT_RULES.get(number.scheme or "", "PEPPOL-COMMON-FORM")
    findings.add("PEPPOL-COMMON-FORM", term, name=rule, value=number.value, scheme=number.scheme)


def _vat_number(party: Party, term: str, findings: Findings) -> None:
    number = party.vat_id
    if number is None:
        return
    prefix = number[:2]
    if prefix not in codes("countries") and prefix not in VAT_PREFIX_WITHOUT_COUNTRY:
        findings.add("BR-CO-09", term, value=number)
    elif prefix == "BE" and not is_belgian_vat(number):
        findings.add("SR-VAT-BE", term, value=number)


def _numbers(party: Party, identifier_term: str, legal_term: str, findings: Findings) -> None:
    for identifier in party.identifiers:
        if identifier.scheme is None or identifier.scheme == "SEPA":
            continue
        if identifier.scheme not in codes("identifier_schemes"):
            findings.add("BR-CL-10", identifier_term, value=identifier.scheme)
        elif not is_endpoint(identifier.scheme, identifier.value):
            _wrong_form(identifier, identifier_term, findings)
    legal = party.legal_id
    if legal is not None and legal.scheme is not None:
        if legal.scheme not in codes("identifier_schemes"):
            findings.add("BR-CL-11", legal_term, value=legal.scheme)
        elif not is_endpoint(legal.scheme, legal.value):
            _wrong_form(legal, legal_term, findings)
