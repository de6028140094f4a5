"""The result of reading a file: fields, or the reason why there are none; plain data that crosses processes."""

from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import Field

from contracts.card_statement import CardStatementFields
from contracts.fields import DocumentFields, DocumentKind, DocumentRegion, EventPart
from contracts.reason import Reason
from libs.reasons.reading import ReadingReason
from libs.refusal import Refusal
from services.ocr_extract.domain.evidence import Decision, Explanation


class Extracted(EventPart):
    """A document that was read. `reader` says how, for the record: `ubl:bis3`, `text-layer`, ...

    With `regions` it is an image of several documents. `fields` are empty then, because they would mix documents.
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
    explanations: Annotated[tuple[Explanation, ...], Field(max_length=len(Decision))] = ()
    """Why it is this kind, why these are seller and buyer, why these are the totals."""


class Unreadable(EventPart):
    """A file that could not be read, with the reason as a code and its parameters.

    Codes: `empty`, `unsupported`, `password`, `damaged`, `needs_ocr` (no engine), `no_text`, `blurred`, `too_dark`,
    `cut_off`, `overlapping`, `blank`, `too_many_pages`, `too_large_page`, `too_many_frames`, `doctype`,
    `not_an_invoice_file`, `limits`.
    """

    code: str
    params: dict[str, str] = {}

    @classmethod
    def of(cls, refusal: Refusal) -> Self:
        """The result when the reading was refused, which may happen anywhere in it and is caught where it starts."""
        return cls(code=refusal.code, params=refusal.params)

    def refusal(self) -> Refusal:
        """The refusal again, in the process that asked for the reading."""
        return Refusal(self.code, **self.params)

    def reason(self) -> Reason:
        """The same as the `Reason` of an event."""
        return Reason(code=self.code, params=self.params)


@dataclass(frozen=True)
class Outcome:
    """The result with the files found or made: `embedded`, the e-invoice in a PDF; `pdf`, of an e-invoice or a scan.

    `is_einvoice` and `is_pdf`: the file itself is one.
    """

    result: Extracted | Unreadable
    embedded: bytes | None = None
    pdf: bytes | None = None
    is_einvoice: bool = False
    is_pdf: bool = False


@dataclass(frozen=True)
class Drawn:
    """A page rendered as a PNG, for the screen."""

    png: bytes


@dataclass(frozen=True)
class Cut:
    """Documents cut out of an image, as JPEG files in the order of the request."""

    images: tuple[bytes, ...]


@dataclass(frozen=True)
class Advice:
    """The faults of an image, the worst first; empty when it is good, or when the file is not an image."""

    faults: tuple[ReadingReason, ...] = ()
