"""The input and the result of rendering."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from libs.files import FileType
from libs.ubl_schema import Dialect, Invoice
from libs.ubl_schema.factur_x import FacturX
from services.ubl_render.checks.official import ValidationResult
from services.ubl_render.domain.packing import OutFile

PDF = FileType.PDF.media_type
FACTUR_X = "factur-x"
IMAGE_TO_PDF = "image_to_pdf"
"""The step that makes the PDF of a document from an image."""

MakeFacturX = Callable[[bytes, Invoice, Dialect], FacturX]


@dataclass(frozen=True)
class Material:
    """The stored files of a document: its PDF, the step that made it if we did, and the e-invoice as received."""

    pdf: bytes | None = None
    step: str | None = None
    einvoice: bytes | None = None


@dataclass(frozen=True)
class Rendered:
    """The files to hand over, the document first, with facts about them."""

    files: tuple[OutFile, ...]
    dialect: str
    validation: ValidationResult
    steps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""

    @property
    def document(self) -> OutFile:
        """The file with the document itself."""
        return self.files[0]
