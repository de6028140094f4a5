"""Image files built to break a reader: each ends with its reason, in its worker, and the next file is read."""

import io
import struct
import zlib
from collections.abc import AsyncIterator, Callable

import numpy as np
import psutil
import pytest
from PIL import Image, PngImagePlugin

from libs.samples import bad
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines.choice import Choice, EngineName
from services.ocr_extract.outcome import Extracted, Unreadable
from services.ocr_extract.reading import read_bytes
from services.ocr_extract.workers.pool import ReaderPool
from tests.ocr_extract.bad_files import png_header
from tests.ocr_extract.builders import INVOICE, US, pdf
from tests.ocr_extract.scans import tiff


@pytest.fixture(scope="module")
async def pool() -> AsyncIterator[ReaderPool]:
    """A worker pool with the default engine, little time and the published memory."""
    async with ReaderPool(
        Limits(cpu_seconds=10, wall_seconds=60), workers=2, engine=Choice(EngineName.RAPIDOCR)
    ) as pool:
        yield pool


def flood(kind: str) -> bytes:
    """A file whose header claims 50,000 x 50,000 pixels."""
    if kind == "png":
        return png_header(50_000, 50_000)
    if kind == "bmp":
        return (
            b"BM"
            + struct.pack("<IHHIIiiHHIIiiII", 80, 0, 0, 54, 40, 50_000, 50_000, 1, 24, 0, 0, 0, 0, 0, 0)
            + b"0" * 26
        )
    if kind == "heic":  # only the size, without an image
        return struct.pack(">I", 20) + b"ftypheic\0\0\0\0mif1" + struct.pack(">I4sIII", 20, b"ispe", 0, 50_000, 50_000)
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", 50_000, 50_000, 0, 0, 0) + frame + b"\x3b"


def solid_png() -> bytes:
    """100 megapixels of one colour in a few kilobytes: within the limit, three hundred megabytes when decompressed."""
    header = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(9)
    pixels = b"".join(packer.compress(bytes(30_001) * 100) for _ in range(100)) + packer.flush()
    chunks = [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def many_pages() -> bytes:
    return tiff(*[np.zeros((8, 8, 3), np.uint8)] * 60)


def tiff_loop() -> bytes:
    return b"II*\x00" + struct.pack("<IHI", 8, 0, 8)


def text_bomb() -> bytes:
    """A small image with fifty megabytes of compressed comments."""
    remarks = PngImagePlugin.PngInfo()
    remarks.add_text("Comment", "x" * 50_000_000, zip=True)
    buffer = io.BytesIO()
    Image.new("L", (300, 300), 255).save(buffer, "PNG", pnginfo=remarks)
    return buffer.getvalue()


def half_a_jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((600, 600), 60).save(buffer, "JPEG")
    return buffer.getvalue()[:20_000]


BOMBS = [
    (lambda: flood("png"), "too_large_page"),
    (lambda: flood("bmp"), "too_large_page"),
    (lambda: flood("gif"), "too_large_page"),
    (lambda: flood("heic"), "damaged"),
    (bad.animated_gif, "too_many_frames"),
    (many_pages, "too_many_pages"),
    (tiff_loop, "damaged"),
    (text_bomb, "damaged"),
    (half_a_jpeg, "damaged"),
    (solid_png, "too_dark"),
]


@pytest.mark.feature(114, 119)
@pytest.mark.parametrize(("make", "code"), BOMBS, ids=[f"{code}-{at}" for at, (_, code) in enumerate(BOMBS)])
async def test_an_image_bomb_is_refused_and_the_next_file_is_read(
    make: Callable[[], bytes], code: str, pool: ReaderPool
) -> None:
    outcome = await pool.read(make(), US)

    assert isinstance(outcome.result, Unreadable)
    assert outcome.result.code == code
    assert isinstance((await pool.read(pdf(INVOICE), US)).result, Extracted)


@pytest.mark.parametrize("mark", [b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"])
def test_an_image_that_is_also_a_script_is_no_file_that_is_read(mark: bytes) -> None:
    polyglot = mark + b"=1;alert(document.cookie)//" + b"%PDF-1.4 <html><script>"

    result = read_bytes(polyglot, US, Limits()).result

    assert isinstance(result, Unreadable)
    assert result.code == "unsupported"


async def test_the_process_that_holds_the_weights_stays_below_what_a_worker_may_have(pool: ReaderPool) -> None:
    process = pool._process
    assert process is not None
    server = psutil.Process(process.pid)

    assert server.memory_info().rss < Limits().memory_bytes
