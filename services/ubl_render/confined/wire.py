"""The answers of the confined process; they are checked like any foreign data.

Our own data (the head) is sent first, and the foreign file after the process has given up its rights.
"""

import json

from libs.confinement.framing import frame, parts


def factur_x_answer(pdf: bytes, *, claims_pdf_a: bool, notes: tuple[str, ...]) -> bytes:
    """The PDF with its notes; the service writes the XML itself."""
    return frame(json.dumps({"claims_pdf_a": claims_pdf_a, "notes": notes}).encode(), pdf)


def read_factur_x_answer(raw: bytes) -> tuple[bytes, bool, tuple[str, ...]]:
    """The PDF, whether it claims PDF/A, and the notes. Raises ValueError when the answer is malformed."""
    head, pdf = parts(raw, 2)
    words = json.loads(head)
    if not isinstance(words, dict) or not pdf.startswith(b"%PDF-"):
        raise ValueError("the answer is not what was agreed")
    notes = tuple(str(note)[:300] for note in words.get("notes", ()))[:5]
    return pdf, words.get("claims_pdf_a") is True, notes


def invoice_file_answer(name: str, xml: bytes) -> bytes:
    """The name of the invoice file in a PDF, and the file."""
    return frame(name.encode("utf-8", "replace"), xml)


def read_invoice_file_answer(raw: bytes) -> tuple[str, bytes]:
    """The name and the file. Raises ValueError when the answer is malformed."""
    name, xml = parts(raw, 2)
    return name.decode("utf-8", "replace")[:300], xml
