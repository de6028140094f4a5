"""Client B of the demo: the documents that a Walloon joinery receives and sends in a month."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from libs.samples import coda_transactions as bank
from libs.samples.companies import CompanyGenerator
from libs.samples.demo import DemoClient, DemoDocument, DemoTransaction
from libs.samples.demo_builder import DemoBuilder, counterparty, delivered, needs_user
from libs.samples.drafts import DocumentSpec

DocumentsAndTransactions = tuple[list[DemoDocument], list[DemoTransaction]]


def draw_joinery(companies: CompanyGenerator, client: DemoClient, seed: int, today: date) -> DocumentsAndTransactions:
    """Returns the documents and transactions of the joinery."""
    builder = DemoBuilder(client, seed, today)
    _materials_over_two_pages_with_credit_note(builder, companies)
    _subcontractor_with_reverse_charge(builder, companies)
    _renovation_for_a_customer(builder, companies)
    _blades_from_flanders(builder, companies)
    _fuel_receipt(builder, companies)
    _software_in_dollars(builder, companies)
    _supplier_in_luxembourg(builder, companies)
    _exempt_course(builder, companies)
    _transactions_without_document(builder, companies)
    return builder.documents, builder.transactions


def _materials_over_two_pages_with_credit_note(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    merchant = companies.company("BE-fr", "building")
    document = builder.purchase(merchant, 31, DocumentSpec(reference="ogm", line_count=44, terms="date_and_terms"))
    expected = delivered("structured communication and amount", "structured_communication", "materials")
    builder.add_document("materials", document, "window", expected)
    builder.add_payment("materials", document, 5, structured=True)

    returned = replace(document.lines[1], quantity=Decimal(6), detail="")
    spec = DocumentSpec(
        kind="purchase_credit_note", original_number=document.number, lines=(returned,), prints_negative=True
    )
    credit = builder.purchase(merchant, 18, spec)
    builder.add_document(
        "materials-credit", credit, "letter",
        delivered("number, amount and name", "document_number", "materials-credit"),
    )  # fmt: skip
    builder.add_payment("materials-credit", credit, 7, f"Note de credit {credit.number}")


def _subcontractor_with_reverse_charge(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    document = builder.purchase(
        companies.company("BE-fr", "subcontracting"), 26,
        DocumentSpec(treatment="reverse_charge", reference="none", line_count=3, terms="date"),
    )  # fmt: skip
    builder.add_document(
        "subcontractor", document, "serif", delivered("number, amount and name", "document_number", "subcontractor")
    )
    builder.add_payment("subcontractor", document, 6, f"Facture {document.number}")


def _renovation_for_a_customer(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    buyer = companies.company("BE-fr", "office")
    document = builder.sale(buyer, 23, DocumentSpec(reference="ogm", line_count=5, days=30, terms="date_and_terms"))
    builder.add_document(
        "renovation", document, "band", delivered("sales invoice", "structured_communication", "renovation", "sales")
    )
    builder.add_payment("renovation", document, 8, structured=True)


def _blades_from_flanders(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    document = builder.purchase(
        companies.company("BE-nl", "machinery"),
        28,
        DocumentSpec(reference="none", line_count=2, terms="days_only", days=30),
    )
    builder.add_document("blades", document, "slip", delivered("account and amount", "iban_and_amount", "blades"))
    builder.add_payment("blades", document, 4, "commande atelier")


def _fuel_receipt(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    station = companies.company("BE-fr", "fuel")
    document = builder.purchase(
        station, 10, DocumentSpec(kind="receipt", payment="card", prices_include_vat=True, line_count=2)
    )
    builder.add_document("fuel", document, "till", delivered("paid by card", "card", "fuel"))
    place = station.city.upper()
    builder.add_transaction(
        "fuel",
        bank.card_payment(document.totals.total_with_vat, builder.days_ago(10), station.short_name.upper(), place),
    )


def _software_in_dollars(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    spec = DocumentSpec(
        language="en", treatment="reverse_charge", currency="USD", reference="none", line_count=2, terms="date"
    )
    document = builder.purchase(companies.company("NL", "software"), 12, spec)
    builder.add_document("dollars", document, "letter", needs_user("no payment yet", "payment_missing"))


def _supplier_in_luxembourg(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    document = builder.purchase(
        companies.company("LU", "packaging"), 29, DocumentSpec(reference="rf", line_count=3, terms="date_and_terms")
    )
    expected = delivered("structured reference and amount", "structured_communication", "luxembourg")
    builder.add_document("luxembourg", document, "band", expected)
    builder.add_payment("luxembourg", document, 3, structured=True)


def _exempt_course(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    document = builder.purchase(
        companies.company("BE-fr", "training"), 17, DocumentSpec(reference="none", line_count=1, terms="date")
    )
    builder.add_document(
        "course", document, "ledger", delivered("number, amount and name", "document_number", "course")
    )
    builder.add_payment("course", document, 2, f"Inscription facture {document.number}")


def _transactions_without_document(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    landlord = companies.company("BE-fr", "legal")
    builder.add_transaction(
        "advice",
        bank.transfer_out(Decimal("484.00"), builder.days_ago(3), counterparty(landlord), "honoraires octobre"),
        "document_missing",
    )
    builder.add_transaction(
        "costs", bank.bank_costs(Decimal("14.20"), builder.days_ago(1), "FRAIS DE GESTION COMPTE"), "no_document"
    )
    builder.add_transaction(
        "interest", bank.closing_interest(Decimal("-3.18"), builder.days_ago(1), "INTERETS DEBITEURS"), "no_document"
    )
    builder.add_transaction(
        "wages", bank.salaries(Decimal("11204.66"), builder.days_ago(2), "SALAIRES OCTOBRE"), "no_document"
    )
