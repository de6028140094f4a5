"""What rendering starts from and what it ends in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from libs.files import FileType
from libs.ubl_schema import Dialect, Invoice
from libs.ubl_schema.factur_x import FacturX
from services.ubl_render.checks.official import Verdict
from services.ubl_render.domain.packing import OutFile

PDF = FileType.PDF.media_type
FACTUR_X = "factur-x"
PICTURE_TO_PDF = "picture_to_pdf"
"""The step by which a picture becomes the PDF of the document."""

MakeFacturX = Callable[[bytes, Invoice, Dialect], FacturX]


@dataclass(frozen=True)
class Material:
    """What the store holds of a document: its PDF, how we made that when it was not there, and the e-invoice it was."""

    pdf: bytes | None = None
    step: str | None = None
    einvoice: bytes | None = None


@dataclass(frozen=True)
class Rendered:
    """The files to hand over, the document first, and what is known of them."""

    files: tuple[OutFile, ...]
    dialect: str
    verdict: Verdict
    steps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""

    @property
    def document(self) -> OutFile:
        """The file that counts."""
        return self.files[0]
