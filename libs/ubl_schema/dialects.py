"""The dialects of an e-invoice that this library writes, each with the constants that a receiver looks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PEPPOL_PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"


class Syntax(StrEnum):
    """The two syntaxes of EN 16931."""

    UBL = "ubl"
    CII = "cii"


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way to write an invoice."""

    name: str
    title: str
    syntax: Syntax
    customization_id: str
    """BT-24."""
    profile_id: str | None = None
    """BT-23."""
    ubl_version: str | None = None
    level: str | None = None
    """Of Factur-X: how much of the standard the file holds."""


BIS3 = Dialect(
    "bis3",
    "Peppol BIS Billing 3",
    Syntax.UBL,
    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
    PEPPOL_PROFILE,
)

CII_BASICWL = Dialect("cii-basicwl", "Factur-X BASIC WL", Syntax.CII, "urn:factur-x.eu:1p0:basicwl", level="BASIC WL")
CII_EN16931 = Dialect("cii-en16931", "Factur-X EN 16931", Syntax.CII, "urn:cen.eu:en16931:2017", level="EN 16931")

DIALECTS = {dialect.name: dialect for dialect in (BIS3, CII_BASICWL, CII_EN16931)}
