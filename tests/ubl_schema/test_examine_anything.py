"""Whatever can be read is judged: a verdict or the reason why there is none, and never another exception."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from libs.ubl_schema import CII_EN16931, Refused, complete, read, serialise, write
from libs.ubl_schema.errors import UnreadableFile
from libs.ubl_schema.examine import Examination, examine

from .builders import attached, credit_note, invoice
from .strategies import examples

FILES = (
    serialise(invoice(attachments=(attached(),), note="é")),
    serialise(credit_note()),
    serialise(invoice(), CII_EN16931),
)
ENCODINGS = ("utf-8", "iso-8859-1", "windows-1252", "utf-16", "utf-16-le", "us-ascii", "iso-8859-15", "cp037")


def verdict(data: bytes) -> Examination | None:
    """The verdict on what can be read; completing and writing it gives a file or reasons."""
    try:
        reading = read(data)
    except UnreadableFile:
        return None
    found = examine(data)
    with suppress(Refused):
        write(complete(reading.invoice).invoice)
    return found


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_that_is_read_is_judged_in_the_same_way(encoding: str) -> None:
    text = FILES[0].decode().partition("?>")[2]
    data = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding, "xmlcharrefreplace")

    found = verdict(data)

    assert found is None or found.is_valid


def _twice(element: etree._Element) -> None:
    element.addnext(etree.fromstring(etree.tostring(element, with_tail=False)))


def _gone(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _emptied(element: etree._Element) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None


def _filled(element: etree._Element) -> None:
    element.text = "1e5 é \u20ac"


def _without_attributes(element: etree._Element) -> None:
    element.attrib.clear()


def _strange(element: etree._Element) -> None:
    element.set("currencyID", "XXX")
    element.append(etree.Element("{urn:elsewhere}thing", schemeID="0208"))


Change = Callable[[etree._Element], None]
CHANGES: tuple[Change, ...] = (_twice, _gone, _emptied, _filled, _without_attributes, _strange)


@examples(150)
@given(
    st.sampled_from(FILES),
    st.lists(st.tuples(st.integers(1, 10_000), st.sampled_from(CHANGES)), min_size=1, max_size=3),
)
def test_every_changed_file_that_is_read_is_judged(data: bytes, changes: list[tuple[int, Change]]) -> None:
    root = etree.fromstring(data)
    for number, change in changes:
        elements = list(root.iter())
        if len(elements) > 1:
            change(elements[1 + number % (len(elements) - 1)])

    found = verdict(etree.tostring(root))

    assert found is None or found.is_valid in (True, False, None)
    assert found is None or found.is_valid is not None or found.not_judged


@pytest.mark.parametrize(
    "more",
    [
        b'xmlns:a="not a URI [with] spaces"',
        b'xmlns:a="urn:%%%" a:b="c"',
        'xmlns:\u00e9="urn:x" \u00e9:\u00e9="1"'.encode(),
        b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x y"',
        b'xml:lang="fr" xml:space="preserve"',
        b'xmlns:a="" a="b"',
    ],
)
def test_every_namespace_that_is_read_is_judged(more: bytes) -> None:
    data = FILES[0].replace(b"<Invoice ", b"<Invoice " + more + b" ", 1)

    found = verdict(data)

    assert found is None or found.is_valid is not None or found.not_judged
