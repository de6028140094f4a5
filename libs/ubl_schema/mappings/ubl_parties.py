"""The companies of an invoice, as UBL writes them (one *Party* element for all of them)."""

from __future__ import annotations

from ..binding.vocabulary import Attribute, Entry, Fixed, Form, Group, Leaf, Part
from ..dialects import Dialect
from ..parse import Node

SCHEME = (Attribute("schemeID", "scheme"),)
_COMPANY_REGISTER = (("0208", "BE:CBE"),)
"""e-FFF names the Belgian register of companies in its own way."""


def _number(tag: str, term: str, field: str, dialect: Dialect) -> Leaf:
    codes = _COMPANY_REGISTER if dialect.is_ubl_2_0 else ()
    return Leaf(tag, term, field, Form.IDENTIFIER, SCHEME, codes=codes, foreign_codes=_COMPANY_REGISTER)


def _is_vat(node: Node, _root: Node) -> bool:
    return (node.text_at("cac:TaxScheme", "cbc:ID") or "").upper() in {"VAT", "TVA", "BTW", ""}


def address(term: str, field: str, tag: str = "cac:PostalAddress") -> Part:
    """BG-5, BG-8, BG-12 or BG-15."""
    return Part(
        tag,
        term,
        field,
        (
            Leaf("cbc:StreetName", "BT-35", "line1"),
            Leaf("cbc:AdditionalStreetName", "BT-36", "line2"),
            Leaf("cbc:CityName", "BT-37", "city"),
            Leaf("cbc:PostalZone", "BT-38", "post_code"),
            Leaf("cbc:CountrySubentity", "BT-39", "subdivision"),
            Group("cac:AddressLine", (Leaf("cbc:Line", "BT-162", "line3"),)),
            Group("cac:Country", (Leaf("cbc:IdentificationCode", "BT-40", "country"),)),
        ),
    )


def vat_number(term: str) -> Group:
    """The VAT number (BT-31, BT-48, BT-63)."""
    return Group(
        "cac:PartyTaxScheme",
        (Leaf("cbc:CompanyID", term, "vat_id"), Fixed("cac:TaxScheme/cbc:ID", "VAT")),
        when=_is_vat,
    )


def _local_tax_number() -> Group:
    return Group(
        "cac:PartyTaxScheme",
        (
            Leaf("cbc:CompanyID", "BT-32", "tax_registration"),
            Fixed("cac:TaxScheme/cbc:ID", "TAX"),
        ),
    )


def _contact(*terms: str) -> Part:
    name, phone, email = terms
    return Part(
        "cac:Contact",
        "BG-6",
        "contact",
        (
            Leaf("cbc:Name", name, "name"),
            Leaf("cbc:Telephone", phone, "phone"),
            Leaf("cbc:ElectronicMail", email, "email"),
        ),
    )


def _identifiers(term: str) -> Part:
    return Part(
        "cac:PartyIdentification",
        term,
        "identifiers",
        (Leaf("cbc:ID", term, "value", attributes=SCHEME),),
        many=True,
        needs=("value",),
    )


def _legal_entity(name: str, number: str, dialect: Dialect, *more: Entry) -> Group:
    return Group(
        "cac:PartyLegalEntity",
        (
            Leaf("cbc:RegistrationName", name, "name"),
            _number("cbc:CompanyID", number, "legal_id", dialect),
            *more,
        ),
    )


def seller(dialect: Dialect) -> Part:
    """BG-4."""
    legal_form = () if dialect.is_ubl_2_0 else (Leaf("cbc:CompanyLegalForm", "BT-33", "legal_form"),)
    return Part(
        "cac:Party",
        "BG-4",
        "seller",
        (
            _number("cbc:EndpointID", "BT-34", "endpoint", dialect),
            _identifiers("BT-29"),
            Group("cac:PartyName", (Leaf("cbc:Name", "BT-28", "trading_name"),)),
            address("BG-5", "address"),
            vat_number("BT-31"),
            _local_tax_number(),
            _legal_entity("BT-27", "BT-30", dialect, *legal_form),
            _contact("BT-41", "BT-42", "BT-43"),
        ),
    )


def buyer(dialect: Dialect) -> Part:
    """BG-7."""
    return Part(
        "cac:Party",
        "BG-7",
        "buyer",
        (
            _number("cbc:EndpointID", "BT-49", "endpoint", dialect),
            _identifiers("BT-46"),
            Group("cac:PartyName", (Leaf("cbc:Name", "BT-45", "trading_name"),)),
            address("BG-8", "address"),
            vat_number("BT-48"),
            _legal_entity("BT-44", "BT-47", dialect),
            _contact("BT-56", "BT-57", "BT-58"),
        ),
    )


def payee(dialect: Dialect) -> Part:
    """BG-10."""
    return Part(
        "cac:PayeeParty",
        "BG-10",
        "payee",
        (
            _identifiers("BT-60"),
            Group("cac:PartyName", (Leaf("cbc:Name", "BT-59", "name"),)),
            Group("cac:PartyLegalEntity", (_number("cbc:CompanyID", "BT-61", "legal_id", dialect),)),
        ),
    )


def tax_representative() -> Part:
    """BG-11."""
    return Part(
        "cac:TaxRepresentativeParty",
        "BG-11",
        "tax_representative",
        (
            Group("cac:PartyName", (Leaf("cbc:Name", "BT-62", "name"),)),
            address("BG-12", "address"),
            vat_number("BT-63"),
        ),
    )
