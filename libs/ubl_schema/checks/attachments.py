"""The files that travel with the invoice."""

from __future__ import annotations

from ..embedded_file import ALLOWED_MEDIA_TYPES, looks_like
from ..invoice import Invoice
from .finding import Findings


def check(invoice: Invoice, findings: Findings) -> None:
    """BR-52, BR-CL-24, and whether the content of a file has the media type that it states."""
    for index, attachment in enumerate(invoice.attachments, 1):
        if attachment.id is None:
            findings.add("BR-52", "BT-122", index)
        if attachment.content is None:
            if attachment.sha256 is not None:
                findings.add("SR-FILE-ELSEWHERE", "BT-125", index)
            continue
        if attachment.media_type is None or attachment.filename is None:
            findings.add("UBL-DT-06", "BT-125", index)
        if attachment.media_type is None:
            continue
        if attachment.media_type not in ALLOWED_MEDIA_TYPES:
            findings.add("BR-CL-24", "BT-125", index, value=attachment.media_type)
        elif not attachment.content or not looks_like(attachment.media_type, attachment.content[:1024]):
            findings.add("SR-FILE-TYPE", "BT-125", index, value=attachment.media_type)
