"""Defects in lines, totals and VAT, and in the text of the finished file."""

from __future__ import annotations

from datetime import date

from libs.ubl_schema.model import (
    Classification,
    Delivery,
    Identifier,
    Period,
)

from .builders import D, client, invoice, line, part, totals
from .planted import Defect, changed, with_line, with_part, with_totals, without_vat

DEFECTS = (
    Defect("no lines", changed(lines=()), "BR-16", "XSD"),
    Defect("a line without number", with_line(id=None), "BR-21", "XSD"),
    Defect("a line without quantity", with_line(quantity=None), "BR-22", "BR-22"),
    Defect("a line without unit", with_line(unit=None), "BR-23", "BR-23"),
    Defect("a unit that does not exist", with_line(unit="ZOVEEL"), "BR-CL-23", "BR-CL-23"),
    Defect("a line without amount", with_line(net=None), "BR-24", "XSD"),
    Defect("a line without name", with_line(name=None), "BR-25", "BR-25"),
    Defect("a line without price", with_line(price=None), "BR-26", "BR-26"),
    Defect("a negative price", with_line(price=D(-100), quantity=D(-1)), "BR-27", "BR-27"),
    Defect(
        "quantity times price is another amount", with_line(quantity=D(2)), "PEPPOL-EN16931-R120", "PEPPOL-EN16931-R120"
    ),
    Defect("a base quantity of nothing", with_line(base_quantity=D(0)), "PEPPOL-EN16931-R121", "PEPPOL-EN16931-R121"),
    Defect(
        "another unit in the price",
        with_line(base_quantity=D(1), base_unit="KGM"),
        "PEPPOL-EN16931-R130",
        "PEPPOL-EN16931-R130",
    ),
    Defect(
        "a net price that is not gross less discount",
        with_line(gross_price=D(150), price_discount=D(10)),
        "PEPPOL-EN16931-R046",
        "PEPPOL-EN16931-R046",
    ),
    Defect("a gross price without discount", with_line(gross_price=D(100)), "SR-PRICE-DISCOUNT", "XSD"),
    Defect(
        "a line without VAT category",
        lambda: invoice(lines=(line(1, "100.00").model_copy(update={"vat_category": None}),)),
        "BR-CO-04",
        "BR-CO-04",
    ),
    Defect("a normal rate of nothing", lambda: invoice(lines=(line(1, "100.00", "0"),)), "BR-S-05", "BR-S-05"),
    Defect("a classification without list", with_line(classifications=(Classification(value="x"),)), "BR-65", "BR-65"),
    Defect(
        "an article register that does not exist",
        with_line(standard_item_id=Identifier(value="x", scheme="EAN")),
        "BR-CL-21",
        "BR-CL-21",
    ),
    Defect(
        "a line period that ends before it starts",
        with_line(period=Period(start=date(2026, 2, 2), end=date(2026, 1, 1))),
        "BR-30",
        "BR-30",
    ),
    Defect(
        "a line period outside the invoice period",
        lambda: invoice(
            period=Period(start=date(2026, 2, 1), end=date(2026, 2, 28)),
            lines=(line(1, "100.00", period=Period(start=date(2026, 1, 1), end=date(2026, 2, 2))),),
        ),
        "PEPPOL-EN16931-R110",
        "PEPPOL-EN16931-R110",
    ),
    Defect(
        "an invoice period that ends before it starts",
        changed(period=Period(start=date(2026, 2, 2), end=date(2026, 1, 1))),
        "BR-29",
        "BR-29",
    ),
    Defect(
        "date and code of the VAT point together",
        changed(tax_point_date=date(2026, 1, 1), tax_point_code="3"),
        "BR-CO-03",
        "BR-CO-03",
    ),
    Defect(
        "a total of lines a cent off",
        with_totals(lines=D("100.01"), without_vat=D("100.01"), with_vat=D("121.01"), payable=D("121.01")),
        "BR-CO-10",
        "BR-CO-10",
    ),
    Defect(
        "a total without VAT a cent off",
        with_totals(without_vat=D("100.01"), with_vat=D("121.01"), payable=D("121.01")),
        "BR-CO-13",
        "BR-CO-13",
    ),
    Defect(
        "a VAT total a cent off",
        with_totals(vat=D("21.01"), with_vat=D("121.01"), payable=D("121.01")),
        "BR-CO-14",
        "BR-CO-14",
    ),
    Defect(
        "a total with VAT a cent off", with_totals(with_vat=D("121.01"), payable=D("121.01")), "BR-CO-15", "BR-CO-15"
    ),
    Defect("an amount to pay a cent off", with_totals(payable=D("121.01")), "BR-CO-16", "BR-CO-16"),
    Defect("prepaid but still to be paid in full", with_totals(prepaid=D("50.00")), "BR-CO-16", "BR-CO-16"),
    Defect("three decimals", with_totals(rounding=D("0.001"), payable=D("121.001")), "BR-DEC-17", "BR-DEC-17"),
    Defect("no VAT total", with_totals(vat=None), "SR-VAT-TOTAL", "XSD"),
    Defect("no breakdown", changed(breakdown=()), "BR-CO-18", "BR-CO-18"),
    Defect("a base that is not that of the lines", with_part("90.00", "21.00"), "BR-S-08", "BR-S-08"),
    Defect(
        "VAT two euros off",
        lambda: invoice(breakdown=(part("100.00", "23.00"),), totals=totals("100.00", "23.00")),
        "BR-CO-17",
        "BR-CO-17",
    ),
    Defect("a breakdown of another rate", with_part("100.00", "6.00", "6"), "BR-S-08", "BR-S-08"),
    Defect("a breakdown without rate", with_part("100.00", "21.00", None), "BR-48", "BR-48"),
    Defect("a category that does not exist", with_part("100.00", "21.00", "21", "Q"), "BR-CL-17", "BR-CL-17"),
    Defect("a reason on a normal rate", with_part("100.00", "21.00", exemption_reason="Art. 44"), "BR-S-10", "BR-S-10"),
    Defect("exempt without reason", lambda: without_vat("E"), "BR-E-10", "BR-E-10"),
    Defect("reverse charge without reason", lambda: without_vat("AE"), "BR-AE-10", "BR-AE-10"),
    Defect(
        "an exemption code that does not exist",
        lambda: without_vat("E", exemption_code="VATEX-BE-1"),
        "BR-CL-22",
        "BR-CL-22",
    ),
    Defect(
        "the export code on exempt turnover",
        lambda: without_vat("E", exemption_code="VATEX-EU-G"),
        "PEPPOL-EN16931-P0104",
        "PEPPOL-EN16931-P0104",
    ),
    Defect(
        "reverse charge for nobody known",
        lambda: without_vat("AE", exemption_code="VATEX-EU-AE").model_copy(
            update={"buyer": client(vat_id=None, legal_id=None)}
        ),
        "BR-AE-02",
        "BR-AE-02",
    ),
    Defect(
        "intra-Community without delivery",
        lambda: without_vat("K", exemption_code="VATEX-EU-IC"),
        "BR-IC-11",
        "BR-IC-11",
    ),
    Defect(
        "intra-Community without country of delivery",
        lambda: without_vat("K", exemption_code="VATEX-EU-IC").model_copy(
            update={"delivery": Delivery(delivered_on=date(2026, 1, 1))}
        ),
        "BR-IC-12",
        "BR-IC-12",
    ),
    Defect(
        "outside VAT with a VAT number",
        lambda: without_vat("O", None, exemption_code="VATEX-EU-O"),
        "BR-O-02",
        "BR-O-02",
    ),
    Defect(
        "outside VAT beside a normal rate",
        lambda: invoice(
            lines=(line(1, "100.00"), line(2, "10.00", None, "O")),
            breakdown=(part("100.00", "21.00"), part("10.00", "0", None, "O", exemption_code="VATEX-EU-O")),
            totals=totals("110.00", "21.00"),
        ),
        "BR-O-11",
        "BR-O-11",
    ),
)


TEXT_DEFECTS: dict[str, tuple[bytes, bytes, str]] = {
    "elements in another order": (
        b"<cbc:ID>2026/0042</cbc:ID><cbc:IssueDate>2026-03-02</cbc:IssueDate>",
        b"<cbc:IssueDate>2026-03-02</cbc:IssueDate><cbc:ID>2026/0042</cbc:ID>",
        "XSD",
    ),
    "an empty element": (b"<cbc:BuyerReference>KWIK-7<", b"<cbc:Note/><cbc:BuyerReference>KWIK-7<", "XSD"),
    "two notes": (
        b"<cbc:DocumentCurrencyCode>",
        b"<cbc:Note>a</cbc:Note><cbc:Note>b</cbc:Note><cbc:DocumentCurrencyCode>",
        "PEPPOL-EN16931-R002",
    ),
    "another customization": (b"billing:3.0", b"billing:9.0", "PEPPOL-EN16931-R004"),
    "no profile": (
        b"<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>",
        b"",
        "PEPPOL-EN16931-R001",
    ),
    "a date that is none": (b">2026-03-02<", b">02/03/2026<", "XSD"),
    "an amount that is none": (b">121.00</cbc:PayableAmount>", b">121,00</cbc:PayableAmount>", "XSD"),
    "an amount without currency": (b'<cbc:PayableAmount currencyID="EUR">', b"<cbc:PayableAmount>", "XSD"),
    "a made-up element": (b"<cbc:BuyerReference>", b"<cbc:Nonsense>x</cbc:Nonsense><cbc:BuyerReference>", "XSD"),
    "the type of a credit note on an invoice": (b">380<", b">381<", "BR-CL-01"),
}
