"""The types of file, told by their first bytes: one answer for the upload route and for the reader."""

import ast
from contextlib import nullcontext
from pathlib import Path

import pytest

from libs.files import FileType, accepted_words, name_of, sniff
from libs.refusal import Refusal
from services.ingest.intake import check
from services.ingest.service import Deps
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.limits import Limits
from services.ocr_extract.outcome import Unreadable
from services.ocr_extract.reading import read_bytes
from tests.source import parsed

ROOT = Path(__file__).parents[2]
INVOICE = '<?xml version="1.0"?><Invoice><Note>{}</Note></Invoice>'


def heif(brand: bytes) -> bytes:
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1heic" + bytes(64)


def bmp(*, size: int = 200, header: int = 40) -> bytes:
    return b"BM" + size.to_bytes(4, "little") + bytes(8) + header.to_bytes(4, "little") + bytes(182)


CASES = [
    ("HEIC, heic", heif(b"heic"), FileType.HEIC),
    ("HEIC, heix", heif(b"heix"), FileType.HEIC),
    ("HEIC, mif1", heif(b"mif1"), FileType.HEIC),
    ("HEIC, heim", heif(b"heim"), FileType.HEIC),
    ("HEIC, heis", heif(b"heis"), FileType.HEIC),
    ("a sequence, msf1", heif(b"msf1"), FileType.UNKNOWN),
    ("a sequence, hevc", heif(b"hevc"), FileType.UNKNOWN),
    ("AVIF", heif(b"avif"), FileType.UNKNOWN),
    ("AVIF whose major brand names no coding", b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf" + bytes(64), FileType.UNKNOWN),
    ("a video that mentions %PDF-", heif(b"isom") + b"%PDF-1.4", FileType.UNKNOWN),
    ("ZIP that mentions %PDF-", b"PK\x03\x04" + bytes(30) + b"%PDF-1.4" + bytes(100), FileType.UNKNOWN),
    ("DOC that mentions %PDF-", b"\xd0\xcf\x11\xe0" + bytes(30) + b"%PDF-1.7" + bytes(100), FileType.UNKNOWN),
    ("RTF that mentions %PDF-", b"{\\rtf1 %PDF-1.4}" + b" " * 100, FileType.UNKNOWN),
    ("GIF that is a PDF too", b"GIF89a%PDF-1.4", FileType.UNKNOWN),
    ("XML that mentions %PDF-", INVOICE.format("%PDF-1.4").encode(), FileType.XML),
    ("XML that mentions <html", INVOICE.format("see <html> version").encode(), FileType.XML),
    ("XML, UTF-8 with a mark", b"\xef\xbb\xbf" + INVOICE.encode(), FileType.XML),
    ("XML, UTF-16 little-endian", b"\xff\xfe" + INVOICE.encode("utf-16-le"), FileType.XML),
    ("XML, UTF-16 big-endian", b"\xfe\xff" + INVOICE.encode("utf-16-be"), FileType.XML),
    ("XML, UTF-16 without a mark", INVOICE.encode("utf-16-le"), FileType.XML),
    ("XML without declaration", b"<a/>", FileType.XML),
    ("XML, an element beginning with html", b"<htmlNote/>", FileType.XML),
    ("HTML", b"<!DOCTYPE html><html>", FileType.UNKNOWN),
    ("HTML after a comment", b"<!-- saved --><html>", FileType.UNKNOWN),
    ("XHTML", b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', FileType.UNKNOWN),
    ("XHTML with a prefix", b'<x:html xmlns:x="http://www.w3.org/1999/xhtml">', FileType.UNKNOWN),
    ("HTML that begins with a paragraph", b"<p>Factuur in bijlage</p>", FileType.UNKNOWN),
    ("HTML that begins with its body", b"<!-- saved -->\n<BODY class='x'>", FileType.UNKNOWN),
    ("HTML that begins with a script", b"<script>alert(1)</script>", FileType.UNKNOWN),
    ("SVG", b'<svg xmlns="http://www.w3.org/2000/svg"/>', FileType.UNKNOWN),
    ("SVG with a prefix", b'<?xml version="1.0"?><!-- drawn --><s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
     FileType.UNKNOWN),
    ("SVG by its document type", b'<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "">',
     FileType.UNKNOWN),
    ("XML with a prefix that is a tag of HTML", b'<p:Invoice xmlns:p="urn:x"/>', FileType.XML),
    ("XML, an element beginning with a tag of HTML", b"<pInvoice/>", FileType.XML),
    ("XML that mentions <svg", INVOICE.format("<svg/>").encode(), FileType.XML),
    ("XML after a style sheet", b'<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><Invoice/>', FileType.XML),
    ("HTML after a style sheet", b'<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><html>', FileType.UNKNOWN),
    ("BMP", bmp(), FileType.BMP),
    ("BMP, second header of version 2", bmp(header=52), FileType.BMP),
    ("BMP that tells size 0", bmp(size=0), FileType.BMP),
    ("text that begins with BM", b"BM, hello" + bytes(40), FileType.UNKNOWN),
    ("PNG", b"\x89PNG\r\n\x1a\n", FileType.PNG),
    ("JPEG", b"\xff\xd8\xff\xe0", FileType.JPEG),
    ("TIFF, little-endian", b"II*\x00\x08\x00\x00\x00", FileType.TIFF),
    ("TIFF, big-endian", b"MM\x00*\x00\x00\x00\x08", FileType.TIFF),
    ("PDF", b"%PDF-1.4 ...", FileType.PDF),
    ("PDF after some rubbish", b"\n\n junk %PDF-1.4", FileType.PDF),
    ("PDF after HTML", b"<!DOCTYPE html> %PDF-1.4", FileType.UNKNOWN),
    ("PDF mark after the first kilobyte", bytes(1024) + b"%PDF-1.4", FileType.UNKNOWN),
    ("one '<'", b"<", FileType.UNKNOWN),
    ("arithmetic", b"< 1 and 2 >", FileType.UNKNOWN),
    ("a program", b"MZ\x90\0", FileType.UNKNOWN),
    ("text", b"just text", FileType.UNKNOWN),
    ("nothing", b"", FileType.UNKNOWN),
]  # fmt: skip
IDS = [name for name, _, _ in CASES]


@pytest.mark.feature(113, 114, 115, 116, 117, 118, 119)
@pytest.mark.parametrize(("data", "expected"), [case[1:] for case in CASES], ids=IDS)
def test_the_first_bytes_decide_what_a_file_is(data: bytes, expected: FileType) -> None:
    assert sniff(data) is expected


@pytest.mark.parametrize("data", [data for _, data, _ in CASES[:-1]], ids=IDS[:-1])
def test_the_upload_route_takes_what_the_reader_can_open(data: bytes) -> None:
    result = read_bytes(data, ClientIdentity(), Limits()).result

    unsupported = isinstance(result, Unreadable) and result.code == "unsupported"
    with pytest.raises(Refusal, match="format_not_accepted") if unsupported else nullcontext():
        check(data, Deps(file_bytes=1 << 20, files_per_upload=1))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (heif(b"msf1"), "msf1"),
        (heif(b"hevc"), "hevc"),
        (heif(b"avif"), "avif"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf" + bytes(64), "avif"),
        (b"PK\x03\x04" + bytes(26) + b"word/document.xml", "docx"),
        (b"PK\x03\x04" + bytes(26), "zip"),
        (b"\xd0\xcf\x11\xe0", "ole"),
        (b"{\\rtf1", "rtf"),
        (b"RIFF\0\0\0\0WEBP", "webp"),
        (b"<html>", "html"),
        (b"<p>Factuur</p>", "html"),
        (b"<svg/>", "svg"),
        (b"MZ\x90\0", "exe"),
        (b"just text", "unknown"),
    ],
)
def test_a_file_that_is_not_accepted_has_a_name(data: bytes, name: str) -> None:
    assert name_of(data) == name


@pytest.mark.parametrize("type_", FileType)
def test_every_type_has_a_media_type_an_extension_and_a_word(type_: FileType) -> None:
    facts = (type_.media_type, type_.extension, type_.word)

    assert all(facts) == type_.is_accepted
    assert type_.is_image == (type_.is_accepted and type_ not in (FileType.PDF, FileType.XML))


def test_comments_without_end_cost_no_time() -> None:
    data = b"<!---->" * 145 + b"<!-"

    found = {sniff(data), sniff(data[7:]), sniff(b"<?x?>" * 204), sniff(b"<?x" * 341)}

    assert found == {FileType.XML, FileType.UNKNOWN}


def test_a_user_reads_which_types_are_accepted() -> None:
    assert accepted_words() == "PDF, XML (UBL, CII), PNG, JPEG, GIF, BMP, TIFF, HEIC"
    assert accepted_words(FileType.HEIC) == "PDF, XML (UBL, CII), PNG, JPEG, GIF, BMP, TIFF"


MARKS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*", b"ftyp", b"PK\x03\x04")
OTHER_QUESTIONS = {
    "libs/ubl_schema/embedded_file.py": "whether a file fits the media type that an invoice declares (imports nothing)",
    "services/ubl_render/confined/process.py": "whether a confined process answered with a PDF and nothing before it",
    "services/ubl_render/confined/wire.py": "the same, on the other side",
}


def marks_in(code: str) -> set[bytes]:
    """The marks that stand in the byte strings of a module."""
    constants = (node.value for node in ast.walk(parsed(code)) if isinstance(node, ast.Constant))
    return {mark for value in constants if isinstance(value, bytes) for mark in MARKS if mark in value}


def test_marks_of_files_stand_in_one_table() -> None:
    files = [file for folder in ("cli", "contracts", "libs", "services") for file in (ROOT / folder).rglob("*.py")]
    places = {file.relative_to(ROOT).as_posix() for file in files if marks_in(file.read_text("utf-8"))}

    elsewhere = {place for place in places if not place.startswith(("libs/files/", "libs/samples/"))}

    assert elsewhere == set(OTHER_QUESTIONS)
    assert "libs/files/sniffing.py" in places
