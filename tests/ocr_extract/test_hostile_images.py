"""Images and polyglots built to do harm: refused by their header, recognised by content, and never delivered."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageCms, TiffImagePlugin

from libs.files import FileType, sniff
from libs.refusal import Refusal
from services.ocr_extract.files.mupdf import pymupdf
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.images.opening import converted_pages, page_count, to_pdf
from services.ocr_extract.outcome import Extracted, Outcome, Unreadable
from services.ocr_extract.reading import read_bytes
from tests.ocr_extract import bad_files
from tests.ocr_extract.builders import INVOICE, US, pdf
from tests.ocr_extract.scans import clean, saved

LIMITS = Limits()
SECRET = b"SECRET-PLACE"


def word_for(outcome: Outcome) -> str:
    return outcome.result.code if isinstance(outcome.result, Unreadable) else "read"


def bmp(width: int, height: int) -> bytes:
    """A BMP whose header claims more pixels than it has."""
    facts = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 80, 0, 0, 54) + facts + b"0" * 26


def gif_of(frames: int) -> bytes:
    """A GIF with this many frames of one pixel."""
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0, 0, 0) + frame * frames + b"\x3b"


def tiff_of(pages: int, width: int = 8, height: int = 8) -> bytes:
    """A TIFF with this many directories, each of which claims a page, and no pixels."""
    entries = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1)]
    entries += [(273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, width * height)]
    out, size = [b"II*\x00" + struct.pack("<I", 8)], 2 + 12 * len(entries) + 4
    for page in range(pages):
        following = 8 + size * (page + 1) if page < pages - 1 else 0
        body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
        out.append(struct.pack("<H", len(entries)) + body + struct.pack("<I", following))
    return b"".join(out)


def tiff_that_returns(at: int) -> bytes:
    """A TIFF with three pages, the last of which names an earlier one as its next."""
    data = bytearray(tiff_of(3))
    data[-4:] = struct.pack("<I", 8 + at * (len(data) - 8) // 3)
    return bytes(data)


FLOODS: list[tuple[Callable[[], bytes], str]] = [
    (lambda: bad_files.png_header(50_000, 50_000), "too_large_page"),
    (lambda: bad_files.png_header(2**31 - 1, 2**31 - 1), "too_large_page"),
    (lambda: bmp(50_000, 50_000), "too_large_page"),
    (lambda: bmp(50_000, -50_000), "too_large_page"),
    (lambda: tiff_of(1, 50_000, 50_000), "too_large_page"),
    (lambda: gif_of(10_000), "too_many_frames"),
    (lambda: tiff_of(5_000), "too_many_pages"),
    (lambda: bad_files.png_header(0, 100), "damaged"),
]


@pytest.mark.parametrize(("make", "code"), FLOODS)
def test_a_flood_is_refused_from_its_header_alone(make: Callable[[], bytes], code: str) -> None:
    data = make()

    with pytest.raises(Refusal) as refused:
        page_count(data, sniff(data), LIMITS)

    assert refused.value.code == code


def test_the_limit_of_tiff_pages_is_what_it_says() -> None:
    assert page_count(tiff_of(50), FileType.TIFF, LIMITS) == 50
    with pytest.raises(Refusal) as refused:
        page_count(tiff_of(51), FileType.TIFF, LIMITS)

    assert refused.value.params == {"pages": "51", "limit": "50"}


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_tiff_that_names_an_earlier_page_as_its_next_ends_there(at: int) -> None:
    assert page_count(tiff_that_returns(at), FileType.TIFF, LIMITS) == 3


def test_an_image_that_cannot_be_converted_is_damaged() -> None:
    def convert(_image: Image.Image, _scale: float) -> None:
        raise ValueError("conversion from LAB to RGB not supported")

    with pytest.raises(Refusal) as refused:
        list(converted_pages(saved(clean(), "PNG"), FileType.PNG, LIMITS, convert))

    assert refused.value.code == "damaged"


def test_a_heic_is_refused_by_its_size_before_it_is_unpacked() -> None:
    photo = saved(clean(), "HEIF")

    with pytest.raises(Refusal) as refused:
        page_count(photo, FileType.HEIC, Limits(pixels=1000))

    assert refused.value.code == "too_large_page"


def zip_of(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def jpeg_with_zip_behind() -> bytes:
    return saved(clean(), "JPEG") + zip_of("../../etc/passwd", b"root")


POLYGLOTS: list[tuple[Callable[[], bytes], str]] = [
    (lambda: pdf(INVOICE) + b"\n<html><script>alert(1)</script></html>\n", "read"),
    (lambda: b"<html><script>alert(1)</script></html>\n" + pdf(INVOICE), "unsupported"),
    (lambda: pdf(INVOICE) + zip_of("run.exe", b"MZ"), "read"),
    (lambda: zip_of("a.pdf", pdf(INVOICE)) + pdf(INVOICE), "unsupported"),
    (lambda: b"GIF89a=1;alert(document.cookie)//" + pdf(INVOICE), "unsupported"),
    (lambda: b"GIF89a=1;alert(document.cookie)//", "damaged"),
    (jpeg_with_zip_behind, "unsupported"),
    (lambda: b"MZ\x90\x00" + pdf(INVOICE), "unsupported"),
    (lambda: b"\x7fELF" + pdf(INVOICE), "unsupported"),
]


@pytest.mark.parametrize(("make", "word"), POLYGLOTS)
def test_a_file_that_is_two_things_is_read_as_what_it_begins_as_or_not_at_all(
    make: Callable[[], bytes], word: str
) -> None:
    assert word_for(read_bytes(make(), US, LIMITS)) == word


def test_nothing_after_the_end_of_an_image_is_delivered() -> None:
    data = jpeg_with_zip_behind()

    made = to_pdf(data, FileType.JPEG, LIMITS)

    assert b"passwd" in data
    assert _parts(made, b"passwd") == []


def with_everything(kind: str) -> bytes:
    """An image with a location, an author, remarks and a script in every place for metadata."""
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif[0x013B] = SECRET.decode()
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (50.0, 51.0, 0.0), "E", (4.0, 21.0, 0.0)
    place[29] = SECRET.decode()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><script>" + SECRET + b"</script></x:xmpmeta>"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SECRET * (
        50_000 if kind == "PNG" else 200_000
    )
    more: dict[str, object] = {"exif": exif, "icc_profile": profile}
    if kind == "TIFF":
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags[270], tags[700] = SECRET.decode(), xmp
        more = {"tiffinfo": tags, "icc_profile": profile}
    elif kind != "PNG":
        more["xmp"] = xmp
    return saved(clean()[::4, ::4], kind, **more)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "HEIF"])
def test_locations_names_profiles_and_scripts_stay_in_the_original(kind: str) -> None:
    data = with_everything(kind)

    made = to_pdf(data, sniff(data), LIMITS)

    assert SECRET in data or kind == "PNG"
    assert _parts(made, SECRET, b"Exif", b"<script", b"ICC_PROFILE") == []


def test_a_profile_of_fifty_megabytes_in_a_small_image_takes_no_memory() -> None:
    header = struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)
    packed = zlib.compress(bytes(50_000_000), 9)
    chunks = [(b"IHDR", header), (b"iCCP", b"x\0\0" + packed), (b"IDAT", zlib.compress(bytes(65 * 64))), (b"IEND", b"")]
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )

    try:
        made = len(to_pdf(data, sniff(data), LIMITS))
    except Refusal as refused:
        assert refused.code == "damaged"
    else:
        assert made < 100_000


def test_the_image_in_the_pdf_is_the_one_that_came() -> None:
    data = with_everything("JPEG")

    page = pymupdf.open(stream=to_pdf(data, sniff(data), LIMITS), filetype="pdf")[0]

    pixels = page.get_pixmap(colorspace=pymupdf.csGRAY)
    seen = np.frombuffer(pixels.samples, np.uint8)
    assert int(seen.max()) - int(seen.min()) > 100


def test_a_born_digital_invoice_is_read_in_spite_of_remarks_for_machines() -> None:
    document = pymupdf.open(stream=pdf(INVOICE), filetype="pdf")
    document.set_xml_metadata("<x:xmpmeta xmlns:x='adobe:ns:meta/'><script>run()</script></x:xmpmeta>")

    result = read_bytes(document.tobytes(), US, LIMITS).result

    assert isinstance(result, Extracted)


def _parts(made: bytes, *marks: bytes) -> list[bytes]:
    """Which of these marks are anywhere in a PDF, with its streams decompressed."""
    document = pymupdf.open(stream=made, filetype="pdf")
    numbers = range(1, document.xref_length())
    streams = [part for n in numbers for part in (document.xref_stream(n), document.xref_stream_raw(n)) if part]
    return [mark for mark in marks if any(mark in part for part in (made, *streams))]
