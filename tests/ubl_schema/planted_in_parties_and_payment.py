"""Defects in the header, the parties, the payment, the allowances and the references to other documents."""

from __future__ import annotations

from datetime import date

from libs.ubl_schema.model import (
    Address,
    Identifier,
    Party,
    Payment,
    Preceding,
    References,
)

from .builders import D, attached, client, enterprise, invoice, supplier, totals
from .planted import Defect, changed, with_deduction, with_payment

DEFECTS = (
    Defect("no number", changed(number=None), "BR-02", "XSD"),
    Defect("no issue date", changed(issue_date=None), "BR-03", "XSD"),
    Defect("no currency", changed(currency=None), "BR-05", "XSD"),
    Defect("a currency that does not exist", changed(currency="EUX"), "BR-CL-04", "BR-CL-04"),
    Defect("a document type that does not exist", changed(type_code="999"), "BR-CL-01", "BR-CL-01"),
    Defect(
        "a document type that Peppol does not take",
        changed(type_code="385"),
        "PEPPOL-EN16931-P0100",
        "PEPPOL-EN16931-P0100",
    ),
    Defect("a note that starts like a subject code", changed(note="Lot #C! #2"), "BR-CL-08", "BR-CL-08"),
    Defect("no reference of the buyer", changed(buyer_reference=None), "PEPPOL-EN16931-R003", "PEPPOL-EN16931-R003"),
    Defect("no seller name", changed(seller=supplier(name=None)), "BR-06", "BR-06"),
    Defect("no buyer name", changed(buyer=client(name=None)), "BR-07", "BR-07"),
    Defect("no seller country", changed(seller=supplier(address=Address(city="Namur"))), "BR-09", "BR-09"),
    Defect("no buyer country", changed(buyer=client(address=Address(city="Gent"))), "BR-11", "BR-11"),
    Defect(
        "a country that does not exist", changed(buyer=client(address=Address(country="XQ"))), "BR-CL-14", "BR-CL-14"
    ),
    Defect("no seller VAT number", changed(seller=supplier(vat_id=None)), "BR-S-02", "BR-S-02"),
    Defect("a VAT number without country", changed(seller=supplier(vat_id=enterprise(1))), "BR-CO-09", "BR-CO-09"),
    Defect("wrong check digits in a VAT number", changed(seller=supplier(vat_id="BE0123456789")), "SR-VAT-BE", None),
    Defect(
        "no electronic address of the seller",
        changed(seller=supplier(endpoint=None)),
        "PEPPOL-EN16931-R020",
        "PEPPOL-EN16931-R020",
    ),
    Defect(
        "no electronic address of the buyer",
        changed(buyer=client(endpoint=None)),
        "PEPPOL-EN16931-R010",
        "PEPPOL-EN16931-R010",
    ),
    Defect(
        "an electronic address without scheme", changed(buyer=client(endpoint=Identifier(value="1"))), "BR-63", "BR-63"
    ),
    Defect(
        "an address scheme that does not exist",
        changed(buyer=client(endpoint=Identifier(value="1", scheme="9999"))),
        "BR-CL-25",
        "BR-CL-25",
    ),
    Defect(
        "an e-mail address as electronic address",
        changed(buyer=client(endpoint=Identifier(value="a@b.be", scheme="EM"))),
        "PEPPOL-EN16931-CL008",
        "PEPPOL-EN16931-CL008",
    ),
    Defect(
        "a company number with BE before it",
        changed(buyer=client(endpoint=Identifier(value=f"BE{enterprise(1)}", scheme="0208"))),
        "PEPPOL-COMMON-R043",
        "PEPPOL-COMMON-R043",
    ),
    Defect(
        "a legal register that does not exist",
        changed(seller=supplier(legal_id=Identifier(value="1", scheme="KBO"))),
        "BR-CL-11",
        "BR-CL-11",
    ),
    Defect(
        "two identifiers of the buyer",
        changed(buyer=client(identifiers=(Identifier(value="1"), Identifier(value="2")))),
        "UBL-SR-16",
        "UBL-SR-16",
    ),
    Defect("the seller as payee", lambda: invoice(payee=Party(name=supplier().name)), "UBL-SR-19", "UBL-SR-19"),
    Defect(
        "an agent without VAT number",
        changed(tax_representative=Party(name="Fisc", address=Address(country="BE"))),
        "BR-56",
        "BR-56",
    ),
    Defect("a transfer without account", with_payment(), "BR-61", "BR-61"),
    Defect("a means of payment that does not exist", with_payment(means="99"), "BR-CL-16", "BR-CL-16"),
    Defect("a direct debit without mandate", with_payment(means="59"), "PEPPOL-EN16931-R061", "PEPPOL-EN16931-R061"),
    Defect("wrong check digits in an account", with_payment(iban="BE00123412341234"), "SR-IBAN", None),
    Defect(
        "wrong check digits in a structured communication",
        with_payment(means="1", reference="+++123/4567/89012+++"),
        "SR-OGM",
        None,
    ),
    Defect(
        "two payment references",
        lambda: invoice(payments=(Payment(means="1", reference="a"), Payment(means="1", reference="b"))),
        "UBL-SR-44",
        "UBL-SR-44",
    ),
    Defect(
        "two means of payment",
        lambda: invoice(payments=(Payment(means="1"), Payment(means="10"))),
        "UBL-SR-47",
        "UBL-SR-47",
    ),
    Defect("a deduction without reason", with_deduction(reason=None), "BR-33", "BR-33"),
    Defect("a deduction without VAT category", with_deduction(vat_category=None), "BR-32", "BR-32"),
    Defect(
        "a percentage without its base", with_deduction(percentage=D(10)), "PEPPOL-EN16931-R041", "PEPPOL-EN16931-R041"
    ),
    Defect(
        "a percentage that makes another amount",
        with_deduction(percentage=D(20), base=D("100.00")),
        "PEPPOL-EN16931-R040",
        "PEPPOL-EN16931-R040",
    ),
    Defect("a deduction code that does not exist", with_deduction(reason_code="ZZ"), "BR-CL-19", "BR-CL-19"),
    Defect(
        "deductions that do not make their total",
        lambda: with_deduction()().model_copy(update={"allowances": ()}),
        "BR-CO-11",
        "BR-CO-11",
    ),
    Defect(
        "an attachment without number",
        lambda: invoice(attachments=(attached().model_copy(update={"id": None}),)),
        "BR-52",
        "XSD",
    ),
    Defect(
        "an attachment of a forbidden type",
        lambda: invoice(attachments=(attached(media_type="application/xml"),)),
        "BR-CL-24",
        "BR-CL-24",
    ),
    Defect(
        "an attachment without file name",
        lambda: invoice(attachments=(attached().model_copy(update={"filename": None}),)),
        "UBL-DT-06",
        "UBL-DT-07",
    ),
    Defect(
        "an attachment that is not what it says",
        lambda: invoice(attachments=(attached(media_type="image/png"),)),
        "SR-FILE-TYPE",
        None,
    ),
    Defect(
        "an original invoice without number",
        changed(preceding=(Preceding(issue_date=date(2026, 1, 1)),)),
        "BR-55",
        "XSD",
    ),
    Defect(
        "a sales order without the buyer's order", changed(references=References(sales_order="1")), "SR-ORDER", "XSD"
    ),
    Defect("a VAT currency without its total", changed(vat_currency="SEK"), "BR-53", "BR-53"),
    Defect(
        "the same currency twice",
        lambda: invoice(vat_currency="EUR", totals=totals("100.00", "21.00", vat_in_vat_currency=D("21.00"))),
        "PEPPOL-EN16931-R005",
        "PEPPOL-EN16931-R005",
    ),
    Defect("a due date before the invoice", changed(due_date=date(2026, 1, 1)), "SR-DUE-DATE", None),
)
