"""Each bad file has the defect that its name states, and no other."""

import io
import zipfile

import pytest
from lxml import etree
from PIL import Image

from libs.samples import bad
from libs.samples.text_layer import open_pdf


def test_the_encrypted_invoice_opens_only_with_its_password() -> None:
    document = open_pdf(bad.encrypted_pdf())

    assert document.needs_pass
    assert not document.authenticate("wrong")
    assert document.authenticate(bad.OPEN_PASSWORD)


def test_the_scan_has_a_page_and_no_text() -> None:
    document = open_pdf(bad.scanned_pdf())

    assert len(document) == 1
    assert document[0].get_text().strip() == ""
    assert bad.scanned_pdf() == bad.scanned_pdf()


def test_the_long_invoice_has_sixty_pages() -> None:
    assert len(open_pdf(bad.long_pdf())) == 60


def test_the_oversize_file_is_one_byte_over_and_still_an_invoice() -> None:
    content = bad.oversize(100_000)

    assert len(content) == 100_001
    assert "2026-0077" in open_pdf(content)[0].get_text()


def test_the_truncated_invoice_ends_before_its_cross_references() -> None:
    assert b"%%EOF" not in bad.truncated_pdf()
    assert bad.truncated_pdf().startswith(b"%PDF")


def test_names_and_contents_disagree() -> None:
    image, text = bad.wrong_extension(), bad.text_named_pdf()

    assert image[0].endswith(".jpg")
    assert image[1].startswith(b"%PDF")
    assert text[0].endswith(".pdf")
    assert not text[1].startswith(b"%PDF")
    assert bad.empty() == b""


def test_the_docx_is_a_word_document() -> None:
    with zipfile.ZipFile(io.BytesIO(bad.docx())) as archive:
        assert "word/document.xml" in archive.namelist()


def test_the_external_entity_is_declared_in_a_doctype() -> None:
    careful = etree.XMLParser(resolve_entities=False, no_network=True)

    root = etree.fromstring(bad.ubl_with_external_entity(), careful)

    assert root.getroottree().docinfo.internalDTD is not None
    assert b"file:///etc/hostname" in bad.ubl_with_external_entity()


def test_the_entity_bomb_grows_tenfold_at_every_level() -> None:
    small, larger = (etree.fromstring(bad.ubl_with_entity_bomb(depth)) for depth in (1, 2))

    assert len(str(larger.xpath("string()"))) == 10 * len(str(small.xpath("string()")))
    assert len(bad.ubl_with_entity_bomb()) < 1000


def test_the_gif_is_animated() -> None:
    image = Image.open(io.BytesIO(bad.animated_gif(frames=3)))

    colours = []
    for frame in range(3):
        image.seek(frame)
        colours.append(image.convert("RGB").getpixel((7, 7)))

    assert colours == [(255, 255, 255), (0, 0, 0), (255, 255, 255)]


def test_the_huge_image_is_small_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100_000_000)  # services have their own limits and remove this one

    assert len(bad.huge_png()) < 200
    with pytest.raises(Image.DecompressionBombError):
        Image.open(io.BytesIO(bad.huge_png()))
