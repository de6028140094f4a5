"""The points on which packages differ, each with its source and how sure it is, or undocumented."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum, StrEnum
from typing import Final, Generic, Literal, TypeVar

from .booking import Direction

Value = TypeVar("Value")


class NotTaken(Exception):
    """The importer refuses a file; the text says what its user would have to find out."""


class Undocumented(Enum):
    """Nothing public says it."""

    UNDOCUMENTED = "undocumented"


UNDOCUMENTED: Final = Undocumented.UNDOCUMENTED


@dataclass(frozen=True)
class Known(Generic[Value]):
    """A documented point.

    `high`: the vendor's own documentation or source code; `medium`: a partner's or competitor's help page, or two
    weaker sources that agree; `low`: one weak source, or inference.
    """

    value: Value
    confidence: Literal["high", "medium", "low"]
    source: str


class Format(StrEnum):
    """What a file declares itself to be."""

    BIS3 = "Peppol BIS Billing 3"
    BIS2 = "Peppol BIS 2"
    UBL_BE = "UBL.BE"
    EFFF1 = "e-FFF 1"
    EFFF3 = "e-FFF 3"
    EN16931_UBL = "EN 16931 in UBL 2.1"
    UBL20 = "UBL 2.0, of no dialect"
    UBL21 = "UBL 2.1, of no dialect"
    CII = "EN 16931 in CII"
    FACTURX = "Factur-X"
    UBL_UNKNOWN = "UBL of another version"


UBL_EN: Final = frozenset({Format.BIS3, Format.UBL_BE, Format.EN16931_UBL})
"""What "UBL" alone may be taken to mean since EN 16931: the standard in UBL, whatever its extension."""
UBL_ANY: Final = UBL_EN | {Format.BIS2, Format.EFFF1, Format.EFFF3, Format.UBL20, Format.UBL21}
EN16931: Final = UBL_EN | {Format.CII, Format.FACTURX}


class Intake(StrEnum):
    """How a file reaches the package."""

    MAIL = "mail"
    FOLDER = "folder"
    API = "api"


class Beside(StrEnum):
    """How the package treats a second file, the PDF of the document, in one mail or folder."""

    MERGED = "one document with the XML of the same base name"
    ORIGINAL = "kept as the original document"
    SECOND_DOCUMENT = "a second document"
    REFUSED = "the mail is refused"


class InOneCall(StrEnum):
    """How many files one call of the API takes."""

    ONE = "one file"
    REPRESENTATIONS = "the first is the document, the others are attachments of it"


class Decides(StrEnum):
    """What tells the package that a document is a purchase or a sale."""

    DROP = "the address, journal, folder or import screen"
    SUBJECT = "the subject of the mail"
    CONTENT = "the package itself, from the document"


class Accounts(StrEnum):
    """Where the ledger account of a line comes from."""

    FILE = "the file"
    SETTINGS = "the settings of the package"


class Fault(StrEnum):
    """What some edition of a package is documented to do wrong."""

    ATTACHMENT_LOST = "the PDF inside the XML is not shown"
    TWO_BILLS = "XML and PDF become two bills"


@dataclass(frozen=True)
class Limit:
    """The most bytes of a mail as it travels."""

    mail_bytes: int


Tag = tuple[Direction, bool | None]
"""Direction, and credit note or not where the tag says it."""


@dataclass(frozen=True)
class Subjects:
    """How a subject gives the type: as its first word (`tagged`), or as the whole of it."""

    tags: Mapping[str, Tag]
    tagged: bool


Point = Known[Value] | Undocumented


@dataclass(frozen=True)
class Rules:
    """What is documented of one package."""

    ways: Point[frozenset[Intake]] = UNDOCUMENTED
    formats: Point[frozenset[Format]] = UNDOCUMENTED
    suffixes: Point[frozenset[str]] = UNDOCUMENTED
    attachment_inside: Point[bool] = UNDOCUMENTED
    beside: Point[Beside] = UNDOCUMENTED
    api_call: Point[InOneCall] = UNDOCUMENTED
    limit: Point[Limit] = UNDOCUMENTED
    zip: Point[bool] = UNDOCUMENTED
    known_senders_only: Point[bool] = UNDOCUMENTED
    address_in_to_or_cc: Point[bool] = UNDOCUMENTED
    decides: Point[Decides] = UNDOCUMENTED
    subjects: Point[Subjects] = UNDOCUMENTED
    folder_per_company: Point[bool] = UNDOCUMENTED
    set_up_first: Point[str] = UNDOCUMENTED
    schema_checked: Point[bool] = UNDOCUMENTED
    addressee_is_dossier: Point[bool] = UNDOCUMENTED
    number_is_unique: Point[bool] = UNDOCUMENTED
    accounts: Point[Accounts] = UNDOCUMENTED
    faults: Mapping[Fault, Known[str]] = field(default_factory=dict)

    def points(self) -> dict[str, Known[object] | Undocumented]:
        """Every point by its name."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "faults"}


def holds(point: Point[bool]) -> bool:
    """Whether a rule is documented; one that is not is no rule."""
    return isinstance(point, Known) and point.value
