"""The form in which files are handed over: PDF inside or beside, zipped or not, and the fallback when too large."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from libs.files import FileType
from services.ubl_render.domain.package import Counted, Limit, Package, Placement

MEDIA_TYPES = {"xml": FileType.XML.media_type, "pdf": FileType.PDF.media_type, "zip": "application/zip"}
_LONGEST_AGO = (1980, 1, 1, 0, 0, 0)
_MAIL_OVERHEAD = 4_000
"""Bytes of a mail besides its attachments: headers and a few lines of text."""


@dataclass(frozen=True)
class OutFile:
    """A file to hand over."""

    filename: str
    content: bytes

    @property
    def media_type(self) -> str:
        """The media type, by the extension that we gave it."""
        return MEDIA_TYPES[self.filename.rpartition(".")[2]]


@dataclass(frozen=True)
class Shape:
    """One form in which a document is handed over; `step` names it when it is not the usual one."""

    placement: Placement
    zipped: bool
    step: str | None = None


def shapes(package: Package) -> Iterator[Shape]:
    """The usual shape, then the fallback of the profile for files that are too large."""
    yield Shape(package.pdf, package.zip)
    if package.limit is None:
        return
    if package.limit.otherwise == "beside" and package.pdf is not Placement.BESIDE:
        yield Shape(Placement.BESIDE, package.zip, "pdf_beside_for_its_size")
    if package.limit.otherwise == "zip" and not package.zip:
        yield Shape(package.pdf, zipped=True, step="zipped_for_its_size")


def fits(files: Sequence[OutFile], limit: Limit | None) -> bool:
    """Whether the files are within the limit of the package."""
    return limit is None or size_of(files, limit.counted) <= limit.bytes


def size_of(files: Sequence[OutFile], counted: Counted) -> int:
    """Bytes that a limit counts: the largest file, or the mail with all of them (base64 in lines of 76 characters)."""
    if counted == "file":
        return max(len(file.content) for file in files)
    return _MAIL_OVERHEAD + sum(_mailed(len(file.content)) for file in files)


def zipped(name: str, files: Sequence[OutFile]) -> OutFile:
    """All files in one zip without dates, so that the same files give the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for file in files:
            entry = ZipInfo(file.filename, _LONGEST_AGO)
            entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, file.content)
    return OutFile(f"{name}.zip", out.getvalue())


def _mailed(size: int) -> int:
    encoded = (size + 2) // 3 * 4
    return encoded + (encoded + 75) // 76 * 2
