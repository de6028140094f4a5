"""What is written passes the official rules, is in schema order, and has the values of the model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from libs.ubl_schema import BIS3, Refused, Severity, check, read, serialise, write_ubl
from libs.ubl_schema.model import (
    Address,
    AllowanceCharge,
    Delivery,
    Identifier,
    Invoice,
    Party,
    Payment,
    Period,
    References,
    Totals,
)
from tests.ubl_oracle import validated

from .builders import (
    D,
    attached,
    client,
    credit_note,
    enterprise,
    iban,
    invoice,
    line,
    ogm,
    part,
    sales_invoice,
    supplier,
    totals,
)

CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"


def several_rates() -> Invoice:
    return invoice(
        lines=(line(1, "100.00"), line(2, "50.00", "12"), line(3, "20.00", "6"), line(4, "7.50", "0", "Z")),
        breakdown=(
            part("100.00", "21.00"),
            part("50.00", "6.00", "12"),
            part("20.00", "1.20", "6"),
            part("7.50", "0", "0", "Z"),
        ),
        totals=totals("177.50", "28.20"),
    )


def without_vat(category: str, rate: str | None, **more: object) -> Invoice:
    return invoice(
        lines=(line(1, "100.00", rate, category),),
        breakdown=(part("100.00", "0", rate, category, **more),),
        totals=totals("100.00", "0"),
    )


def intra_community() -> Invoice:
    return without_vat("K", "0", exemption_code="VATEX-EU-IC").model_copy(
        update={"delivery": Delivery(delivered_on=date(2026, 3, 1), address=Address(country="NL"))}
    )


def outside_scope() -> Invoice:
    return without_vat("O", None, exemption_code="VATEX-EU-O").model_copy(
        update={"seller": supplier(vat_id=None), "buyer": client(vat_id=None)}
    )


def with_everything() -> Invoice:
    allowances = (
        AllowanceCharge(
            is_charge=False,
            amount=D("10"),
            base=D("100"),
            percentage=D("10"),
            reason="Remise",
            vat_category="S",
            vat_rate=D(21),
        ),
        AllowanceCharge(
            is_charge=True, amount=D("5"), reason_code="FC", reason="Port", vat_category="S", vat_rate=D(21)
        ),
    )
    return invoice(
        vat_currency="SEK",
        tax_point_date=date(2026, 3, 1),
        accounting_cost="604000",
        payment_terms="30 jours",
        note="À payer <vite> & bien",
        period=Period(start=date(2026, 2, 1), end=date(2026, 2, 28)),
        references=References(
            project="P-1",
            contract="C-2",
            purchase_order="PO-3",
            sales_order="SO-4",
            receiving_advice="R-5",
            despatch_advice="D-6",
            tender="T-7",
            invoiced_object=Identifier(value="METER-8", scheme="ABT"),
        ),
        attachments=(attached(),),
        payee=Party(name="Factoring du Nord SA", legal_id=Identifier(value=enterprise(9), scheme="0208")),
        tax_representative=Party(name="Fisc NV", vat_id=f"BE{enterprise(9)}", address=Address(country="BE")),
        delivery=Delivery(
            delivered_on=date(2026, 2, 20),
            location=Identifier(value="5790000435968", scheme="0088"),
            name="Magasin",
            address=Address(line1="Quai 3", line3="Porte B", city="Liège", post_code="4000", country="BE"),
        ),
        payments=(
            Payment(means="58", means_text="SEPA", reference=ogm(1), iban=iban(1), account_name="PM", bic="TESTBEBB"),
        ),
        allowances=allowances,
        breakdown=(part("95.00", "19.95"),),
        totals=Totals(
            lines=D("100"),
            allowances=D("10"),
            charges=D("5"),
            without_vat=D("95"),
            vat=D("19.95"),
            vat_in_vat_currency=D("220.10"),
            with_vat=D("114.95"),
            prepaid=D("50"),
            rounding=D("0.05"),
            payable=D("65.00"),
        ),
    )


VALID: dict[str, Callable[[], Invoice]] = {
    "purchase": invoice,
    "sales": sales_invoice,
    "credit note": credit_note,
    "several rates": several_rates,
    "reverse charge": lambda: without_vat("AE", "0", exemption_code="VATEX-EU-AE"),
    "exempt": lambda: without_vat("E", "0", exemption_reason="Art. 44 CTVA"),
    "export": lambda: without_vat("G", "0", exemption_code="VATEX-EU-G"),
    "intra-Community": intra_community,
    "outside scope": outside_scope,
    "everything": with_everything,
    "credit note with everything": lambda: with_everything().model_copy(update={"type_code": "381"}),
}


@pytest.mark.feature(139, 142, 143, 144, 146, 147, 148, 149, 331)
@pytest.mark.parametrize("kind", VALID)
def test_each_kind_of_invoice_passes_all_official_rules(kind: str) -> None:
    document = VALID[kind]()

    data = write_ubl(document)

    assert validated(data).is_clean, validated(data)
    assert read(data).invoice.says_the_same_as(document)


def test_the_same_invoice_gives_the_same_bytes() -> None:
    assert write_ubl(with_everything()) == write_ubl(with_everything())


def test_equal_amounts_are_written_the_same_way() -> None:
    long_form = invoice(
        totals=totals("100.0", "21"), lines=(line(1, "100"),), breakdown=(part("100", "21.0", "21.00"),)
    )

    assert write_ubl(long_form) == write_ubl(invoice())


@pytest.mark.feature(150, 151, 145, 153)
def test_number_reference_account_and_note_stand_where_packages_look_for_them() -> None:
    document = invoice(number="F/2026-0042 é", note="#urgent & <co>")

    root = etree.fromstring(write_ubl(document))

    assert root.findtext(f"{CBC}ID") == "F/2026-0042 é"
    assert root.findtext(f"{CBC}Note") == "#urgent & <co>"
    assert root.findtext(f".//{CAC}PaymentMeans/{CBC}PaymentID") == ogm(90212345)
    assert root.findtext(f".//{CAC}PayeeFinancialAccount/{CBC}ID") == iban(8140)


@pytest.mark.feature(154)
def test_paid_in_cash_is_means_ten_without_account() -> None:
    document = invoice(payments=(Payment(means="10"),))

    data = write_ubl(document)

    assert validated(data).is_clean, validated(data)
    assert etree.fromstring(data).findtext(f".//{CBC}PaymentMeansCode") == "10"


@pytest.mark.feature(155)
def test_each_sales_line_carries_its_ledger_account() -> None:
    data = write_ubl(sales_invoice())

    costs = [node.text for node in etree.fromstring(data).iterfind(f"{CAC}InvoiceLine/{CBC}AccountingCost")]
    assert costs == ["700100", "700200"]


@pytest.mark.feature(152)
def test_the_embedded_document_comes_back_byte_for_byte() -> None:
    content = bytes(range(256)) * 500
    document = invoice(attachments=(attached(b"%PDF-1.4\n" + content),))

    data = write_ubl(document)
    back = read(data).invoice.attachments[0]

    assert validated(data).is_clean, validated(data)
    assert back.content == b"%PDF-1.4\n" + content
    assert back.filename == "facture.pdf"


@pytest.mark.feature(149)
def test_every_amount_carries_the_currency() -> None:
    root = etree.fromstring(write_ubl(invoice(currency="USD")))

    amounts = [node for node in root.iter() if node.tag.endswith("Amount")]
    assert amounts
    assert {node.get("currencyID") for node in amounts} == {"USD"}


def test_a_credit_note_has_its_own_root_and_keeps_its_due_date_beside_the_payment() -> None:
    data = write_ubl(credit_note())

    root = etree.fromstring(data)
    assert root.tag == "{urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2}CreditNote"
    assert root.findtext(f"{CAC}PaymentMeans/{CBC}PaymentDueDate") == "2026-04-01"
    assert root.findtext(f"{CAC}BillingReference/{CAC}InvoiceDocumentReference/{CBC}ID") == "2026/0042"


def test_without_electronic_addresses_a_file_is_good_for_a_package_and_says_so() -> None:
    document = invoice(seller=supplier(endpoint=None), buyer=client(endpoint=None))

    data = write_ubl(document)
    severities = {finding.severity for finding in check(document)}

    assert validated(data, needs_endpoints=False).is_clean
    assert validated(data).rules == {"PEPPOL-EN16931-R010", "PEPPOL-EN16931-R020"}
    assert severities == {Severity.NETWORK}


def test_what_would_bounce_is_refused_with_rule_and_reason_in_three_languages() -> None:
    document = invoice(totals=totals("100.00", "21.00", with_vat=Decimal("120.00"), payable=Decimal("120.00")))

    with pytest.raises(Refused) as refusal:
        write_ubl(document)

    (finding,) = refusal.value.findings
    assert finding.rule == "BR-CO-15"
    assert finding.term == "BT-112"
    assert all("121.00" in text for text in finding.messages.values())
    assert set(finding.messages) == {"fr", "nl", "en"}


def test_a_scanned_invoice_without_lines_can_still_be_serialised_unchecked() -> None:
    data = serialise(Invoice(number="1"), BIS3)

    assert read(data).invoice.says_the_same_as(Invoice(number="1"))
    assert not validated(data).is_clean


def test_no_element_is_ever_empty() -> None:
    root = etree.fromstring(write_ubl(with_everything()))

    assert [node.tag for node in root.iter() if not len(node) and not (node.text or "").strip()] == []
