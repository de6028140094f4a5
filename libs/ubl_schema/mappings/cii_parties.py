"""The companies of an invoice, as CII writes them (one *TradeParty* shape for all of them)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..binding.vocabulary import Attribute, Entry, Fixed, Form, Group, Leaf, Part
from ..parse import Node
from ..party import Identifier

SCHEME = (Attribute("schemeID", "scheme"),)


def _has_scheme(identifier: Identifier) -> bool:
    return identifier.scheme is not None and identifier.scheme != "SEPA"


def _has_no_scheme(identifier: Identifier) -> bool:
    return identifier.scheme is None


def address(term: str, field: str) -> Part:
    """A postal address."""
    return Part(
        "ram:PostalTradeAddress",
        term,
        field,
        (
            Leaf("ram:PostcodeCode", "BT-38", "post_code"),
            Leaf("ram:LineOne", "BT-35", "line1"),
            Leaf("ram:LineTwo", "BT-36", "line2"),
            Leaf("ram:LineThree", "BT-162", "line3"),
            Leaf("ram:CityName", "BT-37", "city"),
            Leaf("ram:CountryID", "BT-40", "country"),
            Leaf("ram:CountrySubDivisionName", "BT-39", "subdivision"),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Registered:
    """Whether a tax registration is of this kind: VA for VAT, FC for a local tax number."""

    kinds: frozenset[str]

    def __call__(self, node: Node, _root: Node) -> bool:
        return any(child.attributes.get("schemeID", "").upper() in self.kinds for child in node.children or ())


def _vat_number(term: str) -> Group:
    return Group(
        "ram:SpecifiedTaxRegistration",
        (Leaf("ram:ID", term, "vat_id", attributes=(Attribute("schemeID", constant="VA"),)),),
        when=_Registered(frozenset({"VA", "VAT"})),
    )


def _tax_number() -> Group:
    return Group(
        "ram:SpecifiedTaxRegistration",
        (Leaf("ram:ID", "BT-32", "tax_registration", attributes=(Attribute("schemeID", constant="FC"),)),),
        when=_Registered(frozenset({"FC"})),
    )


def _identifiers(term: str) -> tuple[Leaf, Leaf]:
    return (
        Leaf("ram:ID", term, "identifiers", Form.IDENTIFIER, SCHEME, many=True, only=_has_no_scheme),
        Leaf("ram:GlobalID", term, "identifiers", Form.IDENTIFIER, SCHEME, many=True, only=_has_scheme),
    )


def _legal(number: str, trading_name: str | None) -> Group:
    entries: list[Entry] = [Leaf("ram:ID", number, "legal_id", Form.IDENTIFIER, SCHEME)]
    if trading_name is not None:
        entries.append(Leaf("ram:TradingBusinessName", trading_name, "trading_name"))
    return Group("ram:SpecifiedLegalOrganization", tuple(entries))


def _contact() -> Part:
    return Part(
        "ram:DefinedTradeContact",
        "BG-6",
        "contact",
        (
            Leaf("ram:PersonName", "BT-41", "name"),
            Group("ram:TelephoneUniversalCommunication", (Leaf("ram:CompleteNumber", "BT-42", "phone"),)),
            Group("ram:EmailURIUniversalCommunication", (Leaf("ram:URIID", "BT-43", "email"),)),
        ),
    )


def _endpoint(term: str) -> Group:
    return Group(
        "ram:URIUniversalCommunication",
        (Leaf("ram:URIID", term, "endpoint", Form.IDENTIFIER, SCHEME),),
    )


def seller(*, full: bool) -> Part:
    """BG-4."""
    only_full: tuple[Entry, ...] = (Leaf("ram:Description", "BT-33", "legal_form"),) if full else ()
    contact: tuple[Entry, ...] = (_contact(),) if full else ()
    return Part(
        "ram:SellerTradeParty",
        "BG-4",
        "seller",
        (
            *_identifiers("BT-29"),
            Leaf("ram:Name", "BT-27", "name"),
            *only_full,
            _legal("BT-30", "BT-28"),
            *contact,
            address("BG-5", "address"),
            _endpoint("BT-34"),
            _vat_number("BT-31"),
            _tax_number(),
        ),
    )


def buyer(*, full: bool) -> Part:
    """BG-7."""
    contact: tuple[Entry, ...] = (_contact(),) if full else ()
    return Part(
        "ram:BuyerTradeParty",
        "BG-7",
        "buyer",
        (
            *_identifiers("BT-46"),
            Leaf("ram:Name", "BT-44", "name"),
            _legal("BT-47", "BT-45" if full else None),
            *contact,
            address("BG-8", "address"),
            _endpoint("BT-49"),
            _vat_number("BT-48"),
        ),
    )


def payee() -> Part:
    """BG-10."""
    return Part(
        "ram:PayeeTradeParty",
        "BG-10",
        "payee",
        (*_identifiers("BT-60"), Leaf("ram:Name", "BT-59", "name"), _legal("BT-61", None)),
    )


def tax_representative() -> Part:
    """BG-11."""
    return Part(
        "ram:SellerTaxRepresentativeTradeParty",
        "BG-11",
        "tax_representative",
        (Leaf("ram:Name", "BT-62", "name"), address("BG-12", "address"), _vat_number("BT-63")),
    )


def delivery_party() -> Group:
    """BG-13."""
    return Group(
        "ram:ShipToTradeParty",
        (
            Leaf("ram:ID", "BT-71", "delivery.location", Form.IDENTIFIER, SCHEME, only=_has_no_scheme),
            Leaf("ram:GlobalID", "BT-71", "delivery.location", Form.IDENTIFIER, SCHEME, only=_has_scheme),
            Leaf("ram:Name", "BT-70", "delivery.name"),
            address("BG-15", "delivery.address"),
        ),
    )


def date_at(tag: str, term: str, field: str, inner: str = "udt:DateTimeString", **more: object) -> Group:
    """A date, which CII wraps and writes as eight digits (format 102)."""
    leaf: Callable[..., Leaf] = Leaf
    attributes = (Attribute("format", constant="102"),)
    return Group(tag, (leaf(inner, term, field, Form.COMPACT_DATE, attributes, **more),))


VAT_TYPE = Fixed("ram:TypeCode", "VAT")
