"""The confined process: `python -m services.ubl_render.confined.worker JOB LIMITS_JSON`, one file, then it ends.

It reads our own data from its input and loads everything that the job needs, by doing it once on harmless data; gives
up its rights; writes `!`; reads the foreign file; and answers `K` with the result or `E` with a code.
"""

import codecs
import json
import os
import sys
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

from libs.confinement import confine
from libs.confinement.framing import read_all, read_part, write_all
from services.ubl_render.confined.limits import Limits
from services.ubl_render.confined.wire import factur_x_answer, invoice_file_answer

Job = Callable[[bytes], bytes]


def main() -> None:
    """Do one job and end."""
    limits = Limits(**json.loads(sys.argv[2]))
    job = {"image": _image, "factur-x": _factur_x, "invoice": _invoice}[sys.argv[1]](read_part(0), limits)
    confine(limits)
    code = 1
    try:
        write_all(1, b"!")
        write_all(1, job(read_all(0)))
        code = 0
    finally:
        os._exit(code)


def _image(_head: bytes, limits: Limits) -> Job:
    """Makes a PDF of an image."""
    from PIL import Image

    from libs.images import CannotOpen
    from services.ubl_render.confined.image import to_pdf

    for name in ("PNG", "TIFF", "JPEG", "GIF", "BMP"):
        out = BytesIO()
        Image.new("RGB", (2, 2)).save(out, format=name)
        to_pdf(out.getvalue(), limits)

    def job(data: bytes) -> bytes:
        try:
            return b"K" + to_pdf(data, limits)
        except CannotOpen as error:
            return f"Eimage_{error.fault}".encode()

    return job


def _factur_x(head: bytes, _limits: Limits) -> Job:
    """Puts the invoice in the head into a PDF; first, as the harmless run, into an empty page."""
    import pikepdf

    from libs.ubl_schema import DIALECTS, UnreadablePdf
    from libs.ubl_schema.factur_x import make_facturx
    from libs.ubl_schema.model import Invoice

    name, _, record = head.partition(b"\n")
    level, invoice = DIALECTS[name.decode()], Invoice.model_validate_json(record)
    empty, out = pikepdf.new(), BytesIO()
    empty.add_blank_page()
    empty.save(out)
    make_facturx(out.getvalue(), invoice, level)

    def job(data: bytes) -> bytes:
        try:
            made = make_facturx(data, invoice, level)
        except UnreadablePdf:
            return b"Edocument_unreadable"
        except MemoryError:
            return b"Edocument_too_large"
        return b"K" + factur_x_answer(made.pdf, claims_pdf_a=made.claims_pdf_a, notes=made.notes)

    return job


def _invoice(_head: bytes, _limits: Limits) -> Job:
    """Finds the invoice file in a PDF. An unknown name is recognised by reading it, so each syntax is read first."""
    import pikepdf

    from libs.ubl_schema import BIS3, CII_EN16931, NoEmbeddedInvoice, UnreadablePdf, serialise
    from libs.ubl_schema.model import AllowanceCharge, Invoice, Totals
    from libs.ubl_schema.pdf import find_invoice

    refund = Invoice(
        totals=Totals(with_vat=Decimal(-1)), allowances=(AllowanceCharge(amount=Decimal(1), reason_code="95"),)
    )
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "iso8859-15"):
        codecs.lookup(encoding)  # a codec that is loaded later would be looked for on the disk
    for dialect in (BIS3, CII_EN16931):
        example, out = pikepdf.new(), BytesIO()
        example.add_blank_page()
        example.attachments["a.xml"] = pikepdf.AttachedFileSpec(example, serialise(refund, dialect), filename="a.xml")  # type: ignore[call-arg]  # they have defaults
        example.save(out)
        find_invoice(out.getvalue())

    def job(data: bytes) -> bytes:
        try:
            found = find_invoice(data)
        except NoEmbeddedInvoice:
            return b"Eno_invoice_inside"
        except UnreadablePdf:
            return b"Edocument_unreadable"
        except MemoryError:
            return b"Edocument_too_large"
        return b"K" + invoice_file_answer(found.name, found.xml)

    return job


if __name__ == "__main__":
    main()
