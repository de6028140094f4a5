"""Client A of the demo: the documents that a Flemish bakery receives and sends in a month."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from libs.samples import coda_transactions as bank
from libs.samples.companies import CompanyGenerator
from libs.samples.demo import DemoClient, DemoDocument, DemoTransaction, Expectation
from libs.samples.demo_builder import DemoBuilder, counterparty, delivered, needs_user
from libs.samples.drafts import DocumentSpec
from libs.samples.figures import draw_figures
from libs.samples.leases import lease
from libs.samples.money import Line
from libs.samples.truth import duplicate

DocumentsAndTransactions = tuple[list[DemoDocument], list[DemoTransaction]]


def draw_bakery(companies: CompanyGenerator, client: DemoClient, seed: int, today: date) -> DocumentsAndTransactions:
    """Returns the documents and transactions of the bakery."""
    builder = DemoBuilder(client, seed, today)
    _flour_with_credit_note_and_duplicate(builder, companies)
    _energy_by_direct_debit(builder, companies)
    _dairy_paid_with_its_number(builder, companies)
    _mixer_from_germany(builder, companies)
    _till_software_paid_by_card(builder, companies)
    _bread_for_a_hotel(builder, companies)
    _cleaning_over_peppol(builder, companies)
    _hotel_in_france_with_embedded_data(builder, companies)
    _two_equal_invoices_one_payment(builder, companies)
    _shelving_paid_in_part(builder, companies)
    _leaflets_not_paid_yet(builder, companies)
    _lease_of_the_shop(builder, companies)
    _transactions_without_document(builder, companies)
    return builder.documents, builder.transactions


def _flour_with_credit_note_and_duplicate(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    mill = companies.company("BE-nl", "milling")
    flour = builder.purchase(mill, 33, DocumentSpec(reference="ogm", line_count=5, terms="date_and_terms"))
    expected = delivered("structured communication and amount", "structured_communication", "flour")
    sample = builder.add_document("flour", flour, "slip", expected)
    builder.add_payment("flour", flour, 6, structured=True)

    again = duplicate(sample, f"scan {sample.filename}")
    same = Expectation("duplicate", "the same bytes as the flour invoice")
    builder.documents.append(DemoDocument(builder.client.key, again, same))

    returned = replace(flour.lines[0], quantity=Decimal(3), detail="")
    credit = builder.purchase(
        mill, 25, DocumentSpec(kind="purchase_credit_note", original_number=flour.number, lines=(returned,))
    )
    builder.add_document(
        "flour-credit", credit, "slip", delivered("number, amount and name", "document_number", "flour-credit")
    )
    builder.add_payment("flour-credit", credit, 8, f"Creditnota {credit.number}")


def _energy_by_direct_debit(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    seller = companies.company("BE-nl", "energy")
    document = builder.purchase(seller, 20, DocumentSpec(payment="direct_debit", days=15, line_count=4))
    builder.add_document("energy", document, "band", delivered("paid by direct debit", "mandate", "energy"))
    creditor = f"BE69ZZZ{seller.company_number}"
    mandate = document.mandate or ""
    transaction = bank.direct_debit(
        document.totals.payable, builder.days_ago(5), counterparty(seller), creditor=creditor, mandate=mandate,
        text=f"FACTUUR {document.number}", business=True,
    )  # fmt: skip
    builder.add_transaction("energy", transaction)


def _dairy_paid_with_its_number(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    document = builder.purchase(
        companies.company("BE-fr", "dairy"),
        27,
        DocumentSpec(reference="none", line_count=6, terms="date", line_discounts=True),
    )
    builder.add_document("dairy", document, "letter", delivered("number, amount and name", "document_number", "dairy"))
    builder.add_payment("dairy", document, 7, f"Facture {document.number}")


def _mixer_from_germany(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    document = builder.purchase(
        companies.company("DE", "machinery"), 30, DocumentSpec(treatment="intra_community", line_count=3, terms="date")
    )
    builder.add_document("mixer", document, "ledger", delivered("account and amount", "iban_and_amount", "mixer"))
    builder.add_payment("mixer", document, 4, "kneedmachine bakkerij")


def _till_software_paid_by_card(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    seller = companies.company("NL", "software")
    spec = DocumentSpec(language="en", treatment="reverse_charge", payment="card", line_count=2)
    document = builder.purchase(seller, 11, spec)
    builder.add_document("till-software", document, "window", delivered("paid by card", "card", "till-software"))
    merchant, place = seller.short_name.upper(), seller.city.upper()
    builder.add_transaction(
        "till-software", bank.card_payment(document.totals.total_with_vat, builder.days_ago(11), merchant, place)
    )


def _bread_for_a_hotel(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    buyer = companies.company("BE-nl", "hotel")
    document = builder.sale(buyer, 22, DocumentSpec(reference="ogm", line_count=6, days=14, terms="date"))
    expected = delivered("sales invoice", "structured_communication", "bread-hotel", "sales")
    builder.add_document("bread-hotel", document, "serif", expected)
    builder.add_payment("bread-hotel", document, 9, structured=True)


def _cleaning_over_peppol(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    document = builder.purchase(
        companies.company("BE-nl", "cleaning"), 24, DocumentSpec(reference="ogm", line_count=3, terms="date")
    )
    expected = delivered("structured communication and amount", "structured_communication", "cleaning")
    builder.add_document("cleaning", document, "letter", expected, form="ubl")
    builder.add_payment("cleaning", document, 3, structured=True)


def _hotel_in_france_with_embedded_data(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    document = builder.purchase(
        companies.company("FR", "hotel"), 19, DocumentSpec(reference="none", line_count=3, terms="date")
    )
    expected = delivered("number, amount and name", "document_number", "fair-hotel")
    builder.add_document("fair-hotel", document, "band", expected, form="facturx")
    builder.add_payment("fair-hotel", document, 2, f"Facture {document.number}")


def _two_equal_invoices_one_payment(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    """The price is the same every month, and one transfer names neither invoice."""
    seller = companies.company("BE-nl", "cleaning")
    visit = Line(
        description="Ongediertebestrijding, maandelijks bezoek", quantity=Decimal(1), unit="fft.",
        unit_price=Decimal("118.00"), rate=Decimal(21), category="S",
    )  # fmt: skip
    spec = DocumentSpec(reference="none", lines=(visit,), terms="date")
    for month, days in (("1", 38), ("2", 13)):
        document = builder.purchase(seller, days, spec)
        builder.add_document(
            f"pests-{month}",
            document,
            "window",
            needs_user("two equal invoices, one payment", "ambiguous_link", "pests"),
        )
    builder.add_payment("pests", document, 6, "ongediertebestrijding", expected="ambiguous_link")


def _shelving_paid_in_part(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    document = builder.purchase(
        companies.company("BE-nl", "machinery"), 21, DocumentSpec(reference="ogm", line_count=2, terms="date_and_terms")
    )
    builder.add_document(
        "machine-part", document, "serif", needs_user("paid in part", "partial_payment", "machine-part")
    )
    part = document.totals.payable // 100 * 50
    builder.add_payment("machine-part", document, 5, amount=part, structured=True, expected="partial_payment")


def _leaflets_not_paid_yet(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    document = builder.purchase(
        companies.company("BE-nl", "printing"), 9, DocumentSpec(line_count=3, terms="end_of_month_only")
    )
    builder.add_document("leaflets", document, "letter", needs_user("no payment yet", "payment_missing"))


def _lease_of_the_shop(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    figures = draw_figures(builder.rng, "nl", "BE", "EUR")
    landlord = companies.company("BE-nl", "property")
    sample = lease(
        f"{builder.client.key}-lease",
        landlord,
        builder.company,
        figures,
        signed=builder.days_ago(44),
        rent=Decimal("1850.00"),
    )
    builder.documents.append(
        DemoDocument(builder.client.key, sample, needs_user("a contract: a user decides what it is for", None))
    )


def _transactions_without_document(builder: DemoBuilder, companies: CompanyGenerator) -> None:
    garage = companies.company("BE-nl", "garage")
    repair = bank.transfer_out(Decimal("312.18"), builder.days_ago(4), counterparty(garage), "herstelling bestelwagen")
    builder.add_transaction("garage", repair, "document_missing")
    builder.add_transaction(
        "costs", bank.bank_costs(Decimal("9.50"), builder.days_ago(1), "BEHEERSKOSTEN ZICHTREKENING"), "no_document"
    )
    builder.add_transaction(
        "card-fee", bank.card_fee(Decimal("2.25"), builder.days_ago(1), "BIJDRAGE DEBETKAART"), "no_document"
    )
    builder.add_transaction(
        "wages", bank.salaries(Decimal("6842.77"), builder.days_ago(2), "LONEN OKTOBER"), "no_document"
    )
    builder.add_transaction(
        "cash",
        bank.cash_withdrawal(Decimal("150.00"), builder.days_ago(7), builder.company.city.upper()),
        "no_document",
    )
