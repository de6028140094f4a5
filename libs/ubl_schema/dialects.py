"""The dialects of an e-invoice that this library writes, each with the constants that a receiver looks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PEPPOL_PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
SOFTWARE = "Serein 1"
"""The software name that Belgian dialects require. The number changes only when what is written changes."""


class Syntax(StrEnum):
    """The two syntaxes of EN 16931."""

    UBL = "ubl"
    CII = "cii"


class DocumentLabel(StrEnum):
    """Where a Belgian dialect says that an attachment is the document itself."""

    DESCRIPTION = "cbc:DocumentDescription"
    TYPE = "cbc:DocumentType"


@dataclass(frozen=True, slots=True)
class Dialect:
    """A format of invoices, with its constants."""

    name: str
    title: str
    syntax: Syntax
    customization_id: str
    """BT-24."""
    profile_id: str | None = None
    """BT-23."""
    level: str | None = None
    """Of Factur-X: how much of the standard the file holds."""
    ubl_version: str | None = None
    """Written when the dialect requires it; 2.0 also means that what UBL 2.1 added is left out."""
    credit_note_root: bool = True
    """False where a credit note is an *Invoice* of type 381."""
    belgian_vat: bool = False
    """Belgian VAT codes in addition to the categories, and the VAT of each line."""
    document_label: DocumentLabel | None = None
    """Set where the PDF of the document is obligatory."""
    needs_endpoints: bool = False
    """True where the dialect itself requires electronic addresses, which otherwise only the network needs."""
    software_reference: str | None = None
    """The name of the reference that tells which software wrote the file."""

    @property
    def has_lines(self) -> bool:
        """False for BASIC WL ("without lines")."""
        return self.level != "BASIC WL"

    @property
    def is_ubl_2_0(self) -> bool:
        """Whether only what UBL 2.0 knows is written."""
        return self.ubl_version == "2.0"


BIS3 = Dialect(
    "bis3",
    "Peppol BIS Billing 3",
    Syntax.UBL,
    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
    PEPPOL_PROFILE,
)
UBLBE = Dialect(
    "ublbe",
    "UBL.BE",
    Syntax.UBL,
    "urn:cen.eu:en16931:2017#conformant#urn:UBL.BE:1.0.0.20180214",
    PEPPOL_PROFILE,
    belgian_vat=True,
    document_label=DocumentLabel.DESCRIPTION,
    needs_endpoints=True,
    software_reference="UBL.BE",
)
EFFF = Dialect(
    "efff",
    "e-FFF 1.0",
    Syntax.UBL,
    "1.0",
    f"EFFF.BE {SOFTWARE}",
    ubl_version="2.0",
    credit_note_root=False,
    belgian_vat=True,
    document_label=DocumentLabel.TYPE,
)
CII_BASICWL = Dialect("cii-basicwl", "Factur-X BASIC WL", Syntax.CII, "urn:factur-x.eu:1p0:basicwl", level="BASIC WL")
CII_EN16931 = Dialect("cii-en16931", "Factur-X EN 16931", Syntax.CII, "urn:cen.eu:en16931:2017", level="EN 16931")

DIALECTS = {dialect.name: dialect for dialect in (BIS3, UBLBE, EFFF, CII_BASICWL, CII_EN16931)}
