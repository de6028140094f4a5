"""What is known of a file while it is read, and what the stages of reading work with."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from contracts.fields import DocumentFields, DocumentKind
from contracts.reason import Reason
from libs.files import FileType
from libs.ubl_schema import Reading as ParsedEInvoice
from services.ocr_extract.domain.card_statement.statement import CardStatementReading
from services.ocr_extract.domain.extract import Extraction
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.fields.payment_code import PaymentCode
from services.ocr_extract.domain.layout.page import Pages
from services.ocr_extract.files.mupdf import Document
from services.ocr_extract.files.pdf import PageText
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.recognise import Recogniser
from services.ocr_extract.ocr.scans import Scans
from services.ocr_extract.outcome import Outcome


@dataclass(frozen=True)
class Tools:
    """What every stage may use: the identity of the client, the limits, and the OCR engines, if any.

    `as_one`: a user decided that an image is one document.
    """

    identity: ClientIdentity
    limits: Limits
    recogniser: Recogniser | None = None
    as_one: bool = False


@dataclass(frozen=True)
class EInvoice:
    """An e-invoice with its fields and the kind that they give. `embedded` is its XML when it was inside a PDF."""

    parsed: ParsedEInvoice
    kind: DocumentKind
    kind_confidence: float
    fields: DocumentFields
    doubts: tuple[Reason, ...]
    embedded: bytes | None = None


@dataclass(frozen=True)
class Reading:
    """What is known of one file so far. No stage changes it: each returns a copy with what it found.

    `pdf` is the file whose pages are read: the file itself, an image as a PDF, or the PDF attached to an e-invoice.
    `is_pages_only`: the file holds what must not be passed on, or pages on their side; its pages alone are filed.
    `texts` are the pages before an engine read any of them, `scans` after.
    """

    data: bytes
    file_type: FileType | None = None
    einvoice: EInvoice | None = None
    pdf: bytes | None = None
    document: Document | None = None
    is_pages_only: bool = False
    texts: tuple[PageText, ...] = ()
    scans: Scans | None = None
    are_overlapping: bool = False
    words: Pages | None = None
    found: Extraction | None = None
    reader: str = "text-layer"
    card_statement: CardStatementReading | None = None
    warnings: tuple[Reason, ...] = ()
    outcome: Outcome | None = None
    """Given by the stage that finishes the reading; no later stage runs."""

    def warned(self, warnings: Iterable[Reason]) -> "Reading":
        """A copy with more warnings."""
        more = tuple(warnings)
        return replace(self, warnings=self.warnings + more) if more else self

    @property
    def is_einvoice_file(self) -> bool:
        """Whether the file itself is an e-invoice."""
        return self.file_type == FileType.XML

    @property
    def payment_codes(self) -> tuple[PaymentCode, ...]:
        """The payment codes on all pages, those on recognised images too."""
        return tuple(code for text in (self.scans.texts if self.scans else self.texts) for code in text.codes)


Stage = Callable[[Reading, Tools], Reading]
"""Returns the reading with what this stage found. Raises Refusal when the file cannot be read."""
