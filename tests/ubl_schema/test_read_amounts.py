"""Reading amounts: each currency is compared, VAT totals are told apart by it, and only lines count as lines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from libs.ubl_schema import CII_EN16931, Reading, WarningCode, complete, read, serialise, write_ubl
from libs.ubl_schema.examine import examine

from .builders import D, invoice, line, part, totals

_PARTS = (
    b'<cac:TaxSubtotal><cbc:TaxableAmount currencyID="%b">100.00</cbc:TaxableAmount>'
    b'<cbc:TaxAmount currencyID="%b">21.00</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID>'
    b"<cbc:Percent>21</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>"
    b"</cac:TaxSubtotal>"
)
TOTALS = b"<cac:LegalMonetaryTotal>"


def vat_total(currency: bytes, amount: bytes, parts: bytes = b"") -> bytes:
    return b'<cac:TaxTotal><cbc:TaxAmount currencyID="%b">%b</cbc:TaxAmount>%b</cac:TaxTotal>' % (
        currency,
        amount,
        parts,
    )


def codes(reading: Reading) -> list[WarningCode]:
    return [warning.code for warning in reading.warnings]


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("parts", [b"", _PARTS.replace(b"%b", b"SEK")], ids=["alone", "with a breakdown"])
def test_the_vat_total_in_the_vat_currency_is_known_by_its_currency(parts: bytes, *, first: bool) -> None:
    data = write_ubl(invoice())
    other = vat_total(b"SEK", b"230.00", parts)
    code = b"<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
    data = data.replace(code, code + b"<cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode>")
    data = (
        data.replace(b"<cac:TaxTotal>", other + b"<cac:TaxTotal>", 1) if first else data.replace(TOTALS, other + TOTALS)
    )

    found = read(data).invoice

    assert (found.totals.vat, found.totals.vat_in_vat_currency) == (D("21.00"), D("230.00"))
    assert found.breakdown == invoice().breakdown


def test_a_vat_total_in_another_currency_that_nobody_named_is_not_mixed_in() -> None:
    data = write_ubl(invoice()).replace(TOTALS, vat_total(b"SEK", b"230.00") + TOTALS)

    found = read(data).invoice

    assert found.totals.vat == D("21.00")


def test_one_vat_total_per_rate_adds_up() -> None:
    document = invoice(
        lines=(line(1, "100.00"), line(2, "100.00", "6")),
        breakdown=(part("100.00", "21.00"), part("100.00", "6.00", "6")),
        totals=totals("200.00", "27.00"),
    )
    data = write_ubl(document)
    start, end = data.index(b"<cac:TaxTotal>"), data.index(b"</cac:TaxTotal>") + len(b"</cac:TaxTotal>")
    _, one, two = data[start:end].replace(b"</cac:TaxTotal>", b"").split(b"<cac:TaxSubtotal>")
    spread = b"".join(
        vat_total(b"EUR", amount, b"<cac:TaxSubtotal>" + piece) for amount, piece in ((b"21.00", one), (b"6.00", two))
    )

    found = read(data[:start] + spread + data[end:]).invoice

    assert (found.totals.vat, found.breakdown) == (D("27.00"), document.breakdown)


def test_a_vat_total_that_is_repeated_without_its_breakdown_adds_nothing() -> None:
    data = write_ubl(invoice()).replace(TOTALS, vat_total(b"EUR", b"21.00") + TOTALS)

    assert read(data).invoice.totals.vat == D("21.00")


AMOUNTS = ("PayableAmount", "TaxInclusiveAmount", "LineExtensionAmount", "PriceAmount", "TaxableAmount", "TaxAmount")


@pytest.mark.parametrize("name", AMOUNTS)
def test_an_amount_in_another_currency_is_told_and_is_an_error_of_peppol(name: str) -> None:
    tag = f'<cbc:{name} currencyID="'.encode()
    data = write_ubl(invoice()).replace(tag + b"EUR", tag + b"USD", 1)

    found = examine(data)

    assert codes(found.reading) == [WarningCode.CURRENCY]
    assert "USD" in found.reading.warnings[0].text
    assert "PEPPOL-EN16931-R051" in {error.rule for error in found.errors}
    assert not found.is_valid


def test_an_amount_of_cii_in_another_currency_is_told() -> None:
    data = serialise(invoice(), CII_EN16931).replace(
        b"<ram:DuePayableAmount>", b'<ram:DuePayableAmount currencyID="USD">'
    )

    assert codes(read(data)) == [WarningCode.CURRENCY]


def test_a_rate_beside_the_category_is_read() -> None:
    data = write_ubl(invoice())
    rate = b"<cbc:Percent>21</cbc:Percent>"
    before, inside = data[: data.index(b"<cac:TaxSubtotal>")], data[data.index(b"<cac:TaxSubtotal>") :]
    moved = inside.replace(rate, b"", 1).replace(b"<cac:TaxCategory>", rate + b"<cac:TaxCategory>", 1)

    assert read(before + moved).invoice.breakdown == invoice().breakdown


def _cii_line(kind: bytes, number: bytes, net: bytes) -> bytes:
    data = serialise(invoice(lines=(line(1, "100.00"),)), CII_EN16931)
    start, end = b"<ram:IncludedSupplyChainTradeLineItem>", b"</ram:IncludedSupplyChainTradeLineItem>"
    one = data[data.index(start) : data.index(end) + len(end)]
    code = b"<ram:LineID>%b</ram:LineID><ram:LineStatusReasonCode>%b</ram:LineStatusReasonCode>" % (number, kind)
    return one.replace(b"<ram:LineID>1</ram:LineID>", code).replace(
        b"<ram:LineTotalAmount>100.00", b"<ram:LineTotalAmount>" + net
    )


def test_a_group_and_an_information_are_no_lines_and_detail_is_one() -> None:
    data = serialise(invoice(lines=(line(1, "100.00"),)), CII_EN16931)
    first = data.index(b"<ram:IncludedSupplyChainTradeLineItem>")
    more = _cii_line(b"GROUP", b"7", b"100.00") + _cii_line(b"INFORMATION", b"8", b"5.00")
    more += _cii_line(b"DETAIL", b"9", b"40.00")

    reading = read(data[:first] + more + data[first:])

    assert [each.id for each in reading.invoice.lines] == ["9", "1"]
    assert [each.net for each in reading.invoice.lines] == [Decimal("40.00"), Decimal("100.00")]
    assert reading.unknown == {"ram:IncludedSupplyChainTradeLineItem": 2}


def _with_lines_below(*nets: bytes) -> bytes:
    data = write_ubl(invoice(lines=(line(1, "100.00", name="Chantier"),)))
    start, end = data.index(b"<cac:InvoiceLine>"), data.index(b"</cac:InvoiceLine>")
    inner = data[start + len(b"<cac:InvoiceLine>") : end]
    below = b"".join(
        b"<cac:SubInvoiceLine>%b</cac:SubInvoiceLine>"
        % inner.replace(b">100.00<", b">%b<" % net)
        .replace(b">100<", b">%b<" % net)
        .replace(b"<cbc:ID>1<", b"<cbc:ID>1.%d<" % number)
        .replace(b"Chantier", b"Detail %d" % number)
        for number, net in enumerate(nets, 1)
    )
    return data[:end] + below + data[end:]


def test_the_lines_below_a_line_take_its_place_where_they_make_up_its_amount() -> None:
    reading = read(_with_lines_below(b"60.00", b"40.00"))

    assert [(each.id, each.name, each.note) for each in reading.invoice.lines] == [
        ("1.1", "Detail 1", "Chantier"),
        ("1.2", "Detail 2", "Chantier"),
    ]
    assert sum(each.net or D(0) for each in reading.invoice.lines) == D("100.00")
    assert examine(write_ubl(complete(reading.invoice).invoice)).is_valid


def test_a_line_stays_where_the_lines_below_do_not_make_up_its_amount() -> None:
    reading = read(_with_lines_below(b"60.00", b"30.00"))

    assert [(each.id, each.net) for each in reading.invoice.lines] == [("1", D("100.00"))]


@pytest.mark.parametrize("tag", [b"cbc:Name", b"cbc:PriceAmount", b"cbc:ID"])
def test_a_line_stays_where_one_of_the_lines_below_is_not_whole(tag: bytes) -> None:
    data = _with_lines_below(b"60.00", b"40.00")
    start = data.index(b"<" + tag, data.index(b"<cac:SubInvoiceLine>"))
    end = data.index(b"</" + tag + b">", start) + len(tag) + 3

    reading = read(data[:start] + data[end:])

    assert [(each.id, each.net) for each in reading.invoice.lines] == [("1", D("100.00"))]


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("named", [True, False])
def test_the_vat_totals_of_cii_are_told_apart_by_their_currency(*, first: bool, named: bool) -> None:
    data = serialise(invoice(), CII_EN16931)
    own, other = (
        b'<ram:TaxTotalAmount currencyID="EUR">21.00</ram:TaxTotalAmount>',
        (b'<ram:TaxTotalAmount currencyID="SEK">230.00</ram:TaxTotalAmount>'),
    )
    assert own in data
    data = data.replace(own, other + own if first else own + other)
    if named:
        code = b"<ram:InvoiceCurrencyCode>"
        data = data.replace(code, b"<ram:TaxCurrencyCode>SEK</ram:TaxCurrencyCode>" + code)

    found = read(data).invoice.totals

    assert (found.vat, found.vat_in_vat_currency) == (D("21.00"), D("230.00"))


@pytest.mark.parametrize("written", ["2026-03-02T10:15:00", "2026-03-02T10:15:00.5+01:00", "2026-03-02Z"])
def test_a_date_with_a_time_is_read_as_its_day(written: str) -> None:
    data = write_ubl(invoice())
    issued = str(invoice().issue_date).encode()

    found = read(data.replace(b"<cbc:IssueDate>" + issued, b"<cbc:IssueDate>" + written.encode()))

    assert str(found.invoice.issue_date) == "2026-03-02"
    assert found.warnings == ()


@pytest.mark.parametrize("written", [b"202603021015", b"20260302101500", b"2026-03-02"])
def test_a_date_of_cii_with_a_time_is_read_as_its_day(written: bytes) -> None:
    data = serialise(invoice(), CII_EN16931)
    issued = str(invoice().issue_date).replace("-", "").encode()

    found = read(data.replace(issued, written, 1))

    assert str(found.invoice.issue_date) == "2026-03-02"
