"""Marks a PDF that was made here as PDF/A-2b (ISO 19005-2): one of images only, or of text with its fonts embedded.

Such a PDF has no scripts and no external references, so the standard asks for two more things: one agreed meaning of
its colours (an output intent, here sRGB) and the mark itself. A Factur-X file made of it is then PDF/A-3.
"""

from functools import cache
from io import BytesIO

import pikepdf
from PIL import ImageCms

_DATE = slice(24, 36)
"""The bytes of the creation date in an ICC profile; set to zero, so that the output is the same each time."""
_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def to_pdf_a(pdf: bytes) -> bytes:
    """Returns a PDF that was made here, marked, without the `/Info` of its writer; the same bytes for the same PDF."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        if "/Info" in document.trailer:
            del document.trailer.Info
        mark_pdf_a(document)
        document.save(out, deterministic_id=True, min_version="1.7")
    return out.getvalue()


def mark_pdf_a(document: pikepdf.Pdf) -> None:
    """Add the output intent (grey and RGB mean sRGB) and the PDF/A-2b metadata to the document."""
    profile = document.make_stream(_srgb(), N=3)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB",
        DestOutputProfile=profile,
    )
    document.Root.OutputIntents = pikepdf.Array([document.make_indirect(intent)])
    metadata = document.make_stream(_METADATA.encode())
    metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    document.Root.Metadata = metadata


@cache
def _srgb() -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_DATE] = bytes(12)
    return bytes(profile)
