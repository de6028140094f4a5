"""Files that must be refused or read with care, each with one defect."""

import io
import struct
import zipfile
import zlib
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random

import pikepdf

from libs.samples.companies import CompanyGenerator
from libs.samples.document import Document
from libs.samples.drafts import DocumentSpec, draft
from libs.samples.layouts import family, print_document
from libs.samples.money import Line
from libs.samples.text_layer import new_pdf, open_pdf

OPEN_PASSWORD = "gouden-korst"
_DAY = date(2026, 10, 5)


@cache
def _document() -> Document:
    companies = CompanyGenerator(77)
    line = Line("Kantoormateriaal", Decimal(3), "st.", Decimal("41.50"), Decimal(21), "S")
    spec = DocumentSpec(lines=(line,), issue_date=_DAY, days=30, terms="date", reference="ogm", number="2026-0077")
    return draft(Random(77), companies.company("BE-nl", "office"), companies.company("BE-nl", "bakery"), spec)


@cache
def good_pdf() -> bytes:
    """Returns a valid invoice, from which the other files are made."""
    return print_document(_document(), family("letter")).content


def empty() -> bytes:
    """Returns an empty file."""
    return b""


def wrong_extension() -> tuple[str, bytes]:
    """Returns a PDF with the name of an image."""
    return "factuur.jpg", good_pdf()


def text_named_pdf() -> tuple[str, bytes]:
    """Returns plain text with the name of a PDF."""
    return "factuur.pdf", b"Factuur 2026-0077\nTotaal 150,65 EUR\n"


def encrypted_pdf(password: str = OPEN_PASSWORD) -> bytes:
    """Returns an invoice that opens only with a password."""
    with pikepdf.open(io.BytesIO(good_pdf())) as document:
        buffer = io.BytesIO()
        document.save(buffer, encryption=pikepdf.Encryption(user=password, owner=f"{password}-owner", R=6))
        return buffer.getvalue()


def truncated_pdf() -> bytes:
    """Returns the first half of an invoice, as after an interrupted upload."""
    content = good_pdf()
    return content[: len(content) // 2]


def long_pdf(pages: int = 60) -> bytes:
    """Returns an invoice with this number of pages."""
    with pikepdf.open(io.BytesIO(good_pdf())) as source, pikepdf.new() as document:
        for _ in range(pages):
            document.pages.extend(source.pages)
        buffer = io.BytesIO()
        document.save(buffer, deterministic_id=True)
        return buffer.getvalue()


def oversize(limit: int) -> bytes:
    """Returns a PDF one byte larger than `limit` (bytes): a valid invoice followed by a comment."""
    content = good_pdf() + b"\n%"
    return content + b"x" * (limit + 1 - len(content))


def scanned_pdf(dpi: int = 150) -> bytes:
    """Returns the invoice as an image without a text layer, so that only OCR can read it."""
    with open_pdf(good_pdf()) as source, new_pdf() as scan:
        for page in source:
            image = page.get_pixmap(dpi=dpi, colorspace="GRAY").tobytes("jpeg")
            target = scan.new_page(width=page.rect.width, height=page.rect.height)
            target.insert_image(target.rect, stream=image)
        content: bytes = scan.tobytes(no_new_id=True)
        return content


def docx() -> bytes:
    """Returns a small word-processor document."""
    parts = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "word/document.xml": '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
        '2006/main"><w:body><w:p><w:r><w:t>Factuur 2026-0077</w:t></w:r></w:p></w:body></w:document>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 5, 12, 0, 0)), text)
    return buffer.getvalue()


_UBL_HEAD = (
    '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" '
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">'
)


def ubl_with_external_entity(target: str = "file:///etc/hostname") -> bytes:
    """Returns UBL whose DOCTYPE makes a careless reader load a file (XXE)."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE Invoice [<!ENTITY secret SYSTEM "{target}">]>\n'
        f"{_UBL_HEAD}<cbc:ID>&secret;</cbc:ID></Invoice>\n"
    ).encode()


def ubl_with_entity_bomb(depth: int = 9) -> bytes:
    """Returns UBL whose DOCTYPE grows tenfold at every level (billion laughs)."""
    levels = ['<!ENTITY e0 "faktuur">']
    levels += [f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, depth + 1)]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE Invoice [{"".join(levels)}]>\n'
        f"{_UBL_HEAD}<cbc:ID>&e{depth};</cbc:ID></Invoice>\n"
    ).encode()


def animated_gif(frames: int = 3, side: int = 8) -> bytes:
    """Returns a GIF with several frames."""
    head = b"GIF89a" + struct.pack("<HHBBB", side, side, 0x80, 0, 0) + bytes((255, 255, 255, 0, 0, 0))
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    body = b""
    for frame in range(frames):
        body += b"\x21\xf9\x04\x00\x0a\x00\x00\x00"
        body += b"\x2c" + struct.pack("<HHHHB", 0, 0, side, side, 0) + _gif_pixels([frame % 2] * side * side)
    return head + loop + body + b"\x3b"


def _gif_pixels(pixels: list[int]) -> bytes:
    """Returns LZW data without compression: a clear code comes before the table would need wider codes."""
    codes = []
    for start in range(0, len(pixels), 2):
        codes += [4, *pixels[start : start + 2]]
    codes.append(5)
    bits = "".join(f"{code:03b}"[::-1] for code in codes)
    packed = bytes(int(bits[start : start + 8].ljust(8, "0")[::-1], 2) for start in range(0, len(bits), 8))
    blocks = b"".join(
        bytes((len(chunk),)) + chunk for chunk in (packed[i : i + 255] for i in range(0, len(packed), 255))
    )
    return b"\x02" + blocks + b"\x00"


def huge_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """Returns a PNG of a few hundred bytes that declares 3.6 gigapixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\x00" * 64)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(kind, data) for kind, data in chunks)


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
