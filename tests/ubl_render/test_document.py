"""docs/ubl.md describes what the code does: its paths are in our files, its packages are the profiles."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from contracts.fields import AllowanceFields, DocumentKind, LineFields, VatCategory
from services.ubl_render.domain.package import DialectName, Package
from services.ubl_render.rendering.profiles import load_packages
from services.ubl_render.rendering.render import render
from services.ubl_render.rendering.results import Material
from tests.ubl_render import builders
from tests.ubl_render.builders import read, row

PAGE = (Path(__file__).parents[2] / "docs" / "ubl.md").read_text()
PACKAGES = load_packages()
COLUMNS: dict[int, DialectName] = {2: "ublbe", 3: "efff", 4: "cii-en16931"}


def part(name: str) -> list[str]:
    """Returns the rows of a table between two marks."""
    inside = PAGE.partition(f"<!-- {name} -->\n")[2].partition(f"<!-- end of {name} -->")[0]
    return inside.splitlines()[2:]


def everything(kind: DocumentKind, dialect: DialectName) -> Any:
    """Returns a file that has a value for every row of the mapping."""
    line = LineFields(
        name="Drukwerk",
        unit_price=Decimal(100),
        net=Decimal(100),
        category=VatCategory.REVERSE_CHARGE,
        rate=Decimal(0),
        ledger_account="600000",
    )
    allowance = AllowanceFields(amount=Decimal(5), reason="Korting", category=line.category, rate=line.rate)
    reason = {"exemption_reason": "Btw verlegd", "exemption_code": "VATEX-EU-AE"}
    fields = builders.fields(
        bic=read("GKCCBEBB"),
        delivery_date=read(date(2026, 3, 1)),
        total_vat=read(Decimal(0)),
        total_with_vat=read(Decimal(100)),
        prepaid=read(Decimal(40)),
        rounding=read(Decimal("0.05")),
        payable=read(Decimal("60.05")),
        vat=(row("0", "100.00", "0.00", VatCategory.REVERSE_CHARGE, **reason),),
        lines=(line,),
        allowances=(allowance, allowance.model_copy(update={"is_charge": True, "reason": "Transport"})),
        original_number=read("2026-1"),
        original_date=read(date(2026, 1, 1)),
        buyer_reference=read("PO1"),
        order_reference=read("O2"),
    )
    release = builders.release(kind=kind, fields=fields, tags=("auto",), comments=("nakijken",))
    package = PACKAGES["generic_email"].model_copy(update={"dialect": dialect})
    return etree.fromstring(render(release, package, Material(builders.PDF)).document.content)


@pytest.mark.parametrize("column", COLUMNS)
def test_every_path_of_the_mapping_is_in_our_files(column: int) -> None:
    files = [
        everything(kind, COLUMNS[column]) for kind in (DocumentKind.PURCHASE_INVOICE, DocumentKind.PURCHASE_CREDIT_NOTE)
    ]
    rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in part("mapping")]

    missing = [path for cells in rows for path in paths(cells, column) if not any(f.xpath(path) for f in files)]

    assert len(rows) >= 28
    assert missing == []


def paths(cells: list[str], column: int) -> list[str]:
    """Returns the paths of a cell as XPath without namespaces; "same" means those of the column before."""
    before = paths(cells, column - 1) if cells[column].startswith("same") else []
    steps = [code.split("/") for code in re.findall(r"`([A-Za-z/]+)`", cells[column])]
    return before + ["//" + "/".join(f"*[local-name()='{step}']" for step in one) for one in steps]


def known(package: Package) -> str:
    """Returns the row of a package."""
    sure = {fact.confidence for fact in package.facts if "dialect" in fact.about}
    cells = (
        f"`{package.name}`",
        ", ".join(package.channels),
        package.addresses.replace("_", " ") if package.addresses else "–",
        ", ".join(f"`{name}`" for name in package.dialects),
        next((level for level in ("high", "medium", "low") if level in sure), "assumed"),
    )
    return f"| {' | '.join(cells)} |"


def test_the_table_of_packages_is_that_of_the_profiles() -> None:
    assert part("packages") == [known(package) for package in PACKAGES.values()]


def test_every_key_of_a_profile_is_described() -> None:
    described = set(re.findall(r"`([a-z_]+)`", PAGE.partition("## Package profiles")[2].partition("Words of")[0]))

    assert set(Package.model_fields) <= described
