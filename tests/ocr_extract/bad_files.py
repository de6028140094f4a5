"""Files that a reader must refuse or survive, by name."""

import io
import struct
import zipfile
import zlib

from tests.ocr_extract.builders import INVOICE, canvas_pdf, pdf


def empty() -> bytes:
    return b""


def encrypted() -> bytes:
    return pdf(INVOICE, password="geheim")


def truncated() -> bytes:
    whole = pdf(INVOICE)
    return whole[: len(whole) // 2]


def sixty_pages() -> bytes:
    return pdf(*[f"Page {number} of a very long document with some words on it" for number in range(60)])


def docx() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return buffer.getvalue()


def html() -> bytes:
    return b"<!DOCTYPE html><html><body>Invoice 12, total 121,00 EUR</body></html>"


def with_doctype() -> bytes:
    return (
        b'<?xml version="1.0"?><!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">&x;</Invoice>'
    )


def other_xml() -> bytes:
    return b'<?xml version="1.0"?><order><line>1</line></order>'


def broken_xml() -> bytes:
    return b'<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><cbc:ID>'


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds almost nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def huge_png() -> bytes:
    return png_header(50_000, 50_000)


def huge_page() -> bytes:
    return canvas_pdf(lambda canvas: canvas.drawString(100, 100, "far away"), pagesize=(50_000.0, 50_000.0))


def scan() -> bytes:
    return png_header(2480, 3508)


def blank() -> bytes:
    return canvas_pdf(lambda _: None)


def stream_bomb(megabytes: int = 8_000) -> bytes:
    """A page whose content is compressed three times and unpacks to gigabytes of drawing commands."""
    layer = zlib.compressobj(1)
    piece = b"0 0 m 9 9 l S " * 75_000
    inner = b"".join(layer.compress(piece) for _ in range(megabytes)) + layer.flush()
    content = zlib.compress(zlib.compress(inner, 9), 9)
    return one_page(content, b"/Filter [/FlateDecode /FlateDecode /FlateDecode]")


def drawing_loop() -> bytes:
    """Form objects that draw each other twice, forty levels deep: small on disk, endless to draw."""
    depth = 40
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> "
        b"/Font << /T << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        pdf_stream(
            b"BT /T 9 Tf 50 700 Td (Invoice 12 of 1 March 2026 total 121,00 EUR for some work done here) Tj ET /F Do"
        ),
    ]
    for level in range(depth):
        following = f"{6 + level} 0 R".encode()
        inner = b"/F Do /F Do" if level < depth - 1 else b"0 0 m 9 9 l S"
        resources = b"<< /XObject << /F " + following + b" >> >>" if level < depth - 1 else b"<< >>"
        objects.append(pdf_stream(inner, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources " + resources))
    return pdf_file(objects)


def one_page(content: bytes, extra: bytes) -> bytes:
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
            pdf_stream(content, extra),
        ]
    )


def pdf_stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(content), extra) + content + b"\nendstream"


def pdf_file(objects: list[bytes]) -> bytes:
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    return out.getvalue()
