"""An invoice in the envelope of the Peppol network (SBDH) is read and judged as the invoice that it holds."""

from __future__ import annotations

import pytest

from libs.ubl_schema import CII_EN16931, NotAnInvoice, read, serialise, write_ubl
from libs.ubl_schema.examine import examine

from .builders import credit_note, invoice

_SBDH = b"http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
_HEADER = b"<StandardBusinessDocumentHeader><HeaderVersion>1.0</HeaderVersion></StandardBusinessDocumentHeader>"
FILES = {
    "invoice": write_ubl(invoice()),
    "credit note": write_ubl(credit_note()),
    "CII": serialise(invoice(), CII_EN16931),
}


def enveloped(data: bytes, after: bytes = b"") -> bytes:
    document = data.partition(b"?>")[2]
    return b'<?xml version="1.0"?>\n<StandardBusinessDocument xmlns="%b">%b%b%b</StandardBusinessDocument>' % (
        _SBDH,
        _HEADER,
        document,
        after,
    )


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("after", [b"", b"<Signature>x</Signature>"])
def test_the_invoice_inside_is_read_and_judged(name: str, after: bytes) -> None:
    bare = examine(FILES[name])

    found = examine(enveloped(FILES[name], after))

    assert found.reading.in_envelope
    assert not bare.reading.in_envelope
    assert found.reading.invoice == bare.reading.invoice
    assert found.reading.dialect == bare.reading.dialect
    assert (found.is_valid, found.rule_sets) == (True, bare.rule_sets)


def test_what_is_wrong_inside_has_its_place_in_the_file() -> None:
    broken = enveloped(FILES["invoice"]).replace(b"<cbc:DueDate>", b"\n<cbc:Strange/><cbc:DueDate>")

    (violation, *_) = examine(broken).violations

    assert violation.rule == "XSD"
    assert violation.place is not None
    assert broken.splitlines()[violation.place.line - 1][violation.place.column - 1 :].startswith(b"<cbc:Strange/>")


def test_an_envelope_without_an_invoice_is_none() -> None:
    with pytest.raises(NotAnInvoice):
        read(enveloped(b"<?xml?><Order/>"))


@pytest.mark.parametrize(
    ("root", "words"),
    [
        (b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>', "an order"),
        (b'<a:ApplicationResponse xmlns:a="urn:x"/>', "invoice response"),
        (b'<r:CrossDomainAcknowledgementAndResponse xmlns:r="urn:un:x"/>', "CDV"),
        (b"<Catalogue/>", "a catalogue"),
        (b"<Unheard/>", "the root element 'Unheard'"),
    ],
)
def test_another_message_is_named_as_what_it_is(root: bytes, words: str) -> None:
    with pytest.raises(NotAnInvoice, match=words):
        read(root)
