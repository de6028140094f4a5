"""Files that are two things at once: which have no type, and which are read but not passed on as they are."""

import io
import zipfile

import pikepdf
import pytest

from libs.files import FileType, has_foreign_parts, name_of, sniff
from tests.ingest.builders import JPEG, PNG

UBL = b'<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'


def a_pdf() -> bytes:
    """A PDF as libraries write it."""
    file = pikepdf.new()
    file.add_blank_page()
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def archive(name: str = "x.exe", content: bytes = b"MZ") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(name, content)
    return out.getvalue()


PDF = a_pdf()
REFUSED = [
    ("a program", b"MZ\x90\0" + bytes(60) + PDF, "exe"),
    ("a program of Linux", b"\x7fELF" + bytes(60) + PDF, "exe"),
    ("a class of Java", b"\xca\xfe\xba\xbe" + bytes(60) + PDF, "exe"),
    ("a shortcut", b"L\0\0\0\x01\x14\x02\0" + PDF, "lnk"),
    ("an archive before", archive() + PDF, "zip"),
    ("a cabinet", b"MSCF" + bytes(30) + PDF, "cab"),
    ("a TAR archive", b"a.pdf".ljust(257, b"\0") + b"ustar\x0000" + bytes(248) + PDF, "tar"),
    ("a disk image", PDF.ljust(0x8001, b"\0") + b"CD001" + bytes(99), "iso"),
    ("a medical image", bytes(128) + b"DICM" + PDF, "dicom"),
    ("a web page", b"<!DOCTYPE html><script>alert(1)</script>" + PDF, "html"),
    ("a web page after text", b"hello <script>alert(1)</script>" + PDF, "html"),
    ("a web page after a byte order mark", b"\xef\xbb\xbf\n<html>" + PDF, "html"),
    ("PHP", b"<?php system($_GET[0]); ?>" + PDF, "html"),
    ("a drawing", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><!--' + PDF, "svg"),
    ("a drawing with a prefix", b'  x <s:svg xmlns:s="http://www.w3.org/2000/svg"><!--' + PDF, "svg"),
    ("JavaScript in a comment", b"/*" + PDF + b"*/alert(1)", "script"),
    ("JavaScript behind a comment", b"//" + PDF + b"\nalert(1)", "script"),
    ("JavaScript that assigns", b"a=`" + PDF + b"`;alert(1)", "script"),
    ("JavaScript that calls", b"alert(1)/*" + PDF + b"*/", "script"),
    ("a shell script", b"#!/bin/sh\nid\nexit\n" + PDF, "script"),
    ("a batch file", b"@echo off\r\ncalc\r\nexit\r\n" + PDF, "script"),
    ("a saved web page", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n" + PDF, "mht"),
    ("a mail", b"From: a@b\r\nContent-Type: application/pdf\r\n\r\n" + PDF, "mht"),
    ("PostScript", b"%!PS-Adobe-3.0\n" + PDF, "ps"),
    ("an image with a PDF", JPEG[:20] + PDF + JPEG[20:], "pdf"),
    ("an image before a PDF", b"GIF89a\x01\0\x01\0" + PDF, "pdf"),
    ("a photo with an archive", JPEG + archive(), "zip"),
    ("an image with an archive", PNG + archive(), "zip"),
    ("an image with an archive and more", PNG + archive() + b"\n\n--", "zip"),
    ("an invoice in whose comment a PDF stands", b"<?xml version='1.0'?><!--" + PDF[:300] + b"-->" + UBL[21:], "pdf"),
]


@pytest.mark.parametrize(("data", "name"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_nothing_legitimate_makes_has_no_type_and_is_named(data: bytes, name: str) -> None:
    assert sniff(data) is FileType.UNKNOWN
    assert name_of(data) == name


FOREIGN = [
    ("some bytes before", b"\x01\x02junk\n" + PDF),
    ("a printer's job before", b"\x1b%-12345X@PJL SET RESOLUTION=600\r\n@PJL ENTER LANGUAGE=PDF\r\n" + PDF),
    ("an answer of a web server before", b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n" + PDF),
    ("a web page behind", PDF + b"<html><script>alert(1)</script>"),
    ("an archive behind", PDF + archive()),
    ("an archive between two ends", PDF + archive() + b"\n%%EOF\n"),
    ("a program behind", PDF + b"MZ\x90\0" + bytes(500)),
    ("a program behind a comment", PDF + b"% a note\nMZ\x90\0"),
    ("an archive whose comment is the end", PDF[:-6] + archive()[:-2] + b"\x06\x00%%EOF\n"),
    (
        "an archive among the objects",
        PDF[:-6].replace(b"xref\n", b"9 0 obj\n" + archive() + b"endobj\nxref\n", 1) + b"%%EOF\n",
    ),
    (
        "a saved web page among the objects",
        PDF.replace(b"xref\n", b"MIME-Version: 1.0\nContent-Location: x\nxref\n", 1),
    ),
    ("an application of HTML among the objects", PDF.replace(b"xref\n", b"<hta:application><script>x\nxref\n", 1)),
]


@pytest.mark.parametrize("data", [case[1] for case in FOREIGN], ids=[case[0] for case in FOREIGN])
def test_a_pdf_with_more_than_a_pdf_is_read_and_known(data: bytes) -> None:
    assert sniff(data) is FileType.PDF
    assert has_foreign_parts(data)


def with_spreadsheet() -> bytes:
    file = pikepdf.open(io.BytesIO(PDF))
    file.attachments["prices.xlsx"] = pikepdf.AttachedFileSpec(
        file,
        archive("xl/workbook.xml", b"x"),
        description="",
        filename="prices.xlsx",
        mime_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        creation_date="",
        mod_date="",
    )
    out = io.BytesIO()
    file.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


HONEST = [
    ("as written", PDF),
    ("blanks before", b"\r\n\0 " + PDF),
    ("a byte order mark before", b"\xef\xbb\xbf" + PDF),
    ("blanks behind", PDF + b"\r\n\0\0\x1a"),
    ("a comment behind", PDF + b"% printed by a server\n"),
    ("a change that was added", PDF + b"\n7 0 obj\n<<>>\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"),
    ("no end", PDF[:-6]),
    ("an attached spreadsheet", with_spreadsheet()),
]


@pytest.mark.parametrize("data", [case[1] for case in HONEST], ids=[case[0] for case in HONEST])
def test_an_honest_pdf_is_a_pdf_and_nothing_else(data: bytes) -> None:
    assert sniff(data) is FileType.PDF
    assert not has_foreign_parts(data)


def test_the_archives_of_these_tests_are_what_programs_find() -> None:
    found = [zipfile.is_zipfile(io.BytesIO(data)) for name, data in [*FOREIGN, *HONEST] if "archive" in name]

    assert found == [True] * 4


def test_comments_without_end_cost_no_time_here_either() -> None:
    assert sniff(b"<!---->" * 145 + b"<!-") is FileType.XML
    assert has_foreign_parts(PDF + b"%" * 100_000 + b"\x01")
    assert has_foreign_parts(PDF + b"%%EOF\n" * 500_000)
