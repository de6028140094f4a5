"""What reading a file ends in: fields, or a reason why not; both plain data that can cross a process boundary."""

from dataclasses import dataclass

from contracts.fields import CardStatementFields, DocumentFields, DocumentKind, DocumentRegion, EventPart, Reason


class Extracted(EventPart):
    """A document that was read. `reader` says how, for the record: `ubl:bis3`, `text-layer`, ...

    With `regions` it is a picture of several documents, and `fields` are empty: one's total and another's name.
    """

    kind: DocumentKind
    kind_confidence: float
    language: str | None = None
    fields: DocumentFields
    pages: int | None = None
    reader: str
    warnings: tuple[Reason, ...] = ()
    card_statement: CardStatementFields | None = None
    regions: tuple[DocumentRegion, ...] = ()


class Unreadable(EventPart):
    """A file of which nothing certain can be said, with the reason as a code and its particulars.

    Codes: `empty`, `unsupported`, `password`, `damaged`, `needs_ocr` (no engine), `no_text`, `blurred`, `too_dark`,
    `cut_off`, `overlapping`, `blank`, `too_many_pages`, `too_large_page`, `too_many_frames`, `doctype`,
    `not_an_invoice_file`, `limits`.
    """

    code: str
    params: dict[str, str] = {}

    def reason(self) -> Reason:
        """The same for an event."""
        return Reason(code=self.code, params=self.params)


@dataclass(frozen=True)
class Outcome:
    """The result with the files found inside or made: the e-invoice of a PDF, the PDF of an e-invoice or of a scan.

    `is_einvoice` and `is_pdf` say that the file itself is one.
    """

    result: Extracted | Unreadable
    embedded: bytes | None = None
    pdf: bytes | None = None
    is_einvoice: bool = False
    is_pdf: bool = False


@dataclass(frozen=True)
class Drawn:
    """A page as a PNG, to be shown."""

    png: bytes


@dataclass(frozen=True)
class Cut:
    """Papers cut out of a picture, as JPEG files in the order they were asked for."""

    images: tuple[bytes, ...]


@dataclass(frozen=True)
class Advice:
    """What is wrong with a picture, the worst first; nothing when it is good, or when the file is no picture."""

    faults: tuple[str, ...] = ()


class CannotRead(Exception):
    """Raised inside reading where it becomes clear that a file cannot be read; caught once, at the door."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.unreadable = Unreadable(code=code, params={name: str(value) for name, value in params.items()})
