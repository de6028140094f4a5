"""Client B of the demo: what a joinery in Wallonia gets and sends in a month."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from libs.samples import coda_transactions as bank
from libs.samples.companies import World
from libs.samples.demo import DemoClient, DemoDocument, DemoTransaction
from libs.samples.demo_builder import Desk, counterparty, delivered, waits
from libs.samples.drafts import Wish

DocumentsAndTransactions = tuple[list[DemoDocument], list[DemoTransaction]]


def draw_joinery(world: World, client: DemoClient, seed: int, today: date) -> DocumentsAndTransactions:
    """Documents and statement lines of the joinery."""
    desk = Desk(client, seed, today)
    _materials_over_two_pages_with_credit_note(desk, world)
    _subcontractor_with_reverse_charge(desk, world)
    _renovation_for_a_customer(desk, world)
    _blades_from_flanders(desk, world)
    _fuel_receipt(desk, world)
    _software_in_dollars(desk, world)
    _supplier_in_luxembourg(desk, world)
    _exempt_course(desk, world)
    _transactions_without_document(desk, world)
    return desk.documents, desk.transactions


def _materials_over_two_pages_with_credit_note(desk: Desk, world: World) -> None:
    merchant = world.company("BE-fr", "building")
    paper = desk.purchase(merchant, 31, Wish(reference="ogm", line_count=44, terms="date_and_terms"))
    expected = delivered("structured communication and amount", "structured_communication", "materials")
    desk.hand_in("materials", paper, "window", expected)
    desk.pay("materials", paper, 5, structured=True)

    returned = replace(paper.lines[1], quantity=Decimal(6), detail="")
    wish = Wish(kind="purchase_credit_note", original_number=paper.number, lines=(returned,), minus_on_paper=True)
    credit = desk.purchase(merchant, 18, wish)
    desk.hand_in(
        "materials-credit", credit, "letter",
        delivered("number, amount and name", "document_number", "materials-credit"),
    )  # fmt: skip
    desk.pay("materials-credit", credit, 7, f"Note de credit {credit.number}")


def _subcontractor_with_reverse_charge(desk: Desk, world: World) -> None:
    paper = desk.purchase(
        world.company("BE-fr", "subcontracting"), 26,
        Wish(treatment="reverse_charge", reference="none", line_count=3, terms="date"),
    )  # fmt: skip
    desk.hand_in(
        "subcontractor", paper, "serif", delivered("number, amount and name", "document_number", "subcontractor")
    )
    desk.pay("subcontractor", paper, 6, f"Facture {paper.number}")


def _renovation_for_a_customer(desk: Desk, world: World) -> None:
    buyer = world.company("BE-fr", "office")
    paper = desk.sale(buyer, 23, Wish(reference="ogm", line_count=5, days=30, terms="date_and_terms"))
    desk.hand_in(
        "renovation", paper, "band", delivered("sales invoice", "structured_communication", "renovation", "sales")
    )
    desk.pay("renovation", paper, 8, structured=True)


def _blades_from_flanders(desk: Desk, world: World) -> None:
    paper = desk.purchase(
        world.company("BE-nl", "machinery"), 28, Wish(reference="none", line_count=2, terms="days_only", days=30)
    )
    desk.hand_in("blades", paper, "slip", delivered("account and amount", "iban_and_amount", "blades"))
    desk.pay("blades", paper, 4, "commande atelier")


def _fuel_receipt(desk: Desk, world: World) -> None:
    station = world.company("BE-fr", "fuel")
    paper = desk.purchase(station, 10, Wish(kind="receipt", payment="card", prices_include_vat=True, line_count=2))
    desk.hand_in("fuel", paper, "till", delivered("paid by card", "card", "fuel"))
    place = station.city.upper()
    desk.line("fuel", bank.card_payment(paper.totals.total_with_vat, desk.ago(10), station.short_name.upper(), place))


def _software_in_dollars(desk: Desk, world: World) -> None:
    wish = Wish(language="en", treatment="reverse_charge", currency="USD", reference="none", line_count=2, terms="date")
    paper = desk.purchase(world.company("NL", "software"), 12, wish)
    desk.hand_in("dollars", paper, "letter", waits("no payment yet", "payment_missing"))


def _supplier_in_luxembourg(desk: Desk, world: World) -> None:
    paper = desk.purchase(
        world.company("LU", "packaging"), 29, Wish(reference="rf", line_count=3, terms="date_and_terms")
    )
    expected = delivered("structured reference and amount", "structured_communication", "luxembourg")
    desk.hand_in("luxembourg", paper, "band", expected)
    desk.pay("luxembourg", paper, 3, structured=True)


def _exempt_course(desk: Desk, world: World) -> None:
    paper = desk.purchase(world.company("BE-fr", "training"), 17, Wish(reference="none", line_count=1, terms="date"))
    desk.hand_in("course", paper, "ledger", delivered("number, amount and name", "document_number", "course"))
    desk.pay("course", paper, 2, f"Inscription facture {paper.number}")


def _transactions_without_document(desk: Desk, world: World) -> None:
    landlord = world.company("BE-fr", "legal")
    desk.line(
        "advice",
        bank.transfer_out(Decimal("484.00"), desk.ago(3), counterparty(landlord), "honoraires octobre"),
        "document_missing",
    )
    desk.line("costs", bank.bank_costs(Decimal("14.20"), desk.ago(1), "FRAIS DE GESTION COMPTE"), "no_document")
    desk.line("interest", bank.closing_interest(Decimal("-3.18"), desk.ago(1), "INTERETS DEBITEURS"), "no_document")
    desk.line("wages", bank.salaries(Decimal("11204.66"), desk.ago(2), "SALAIRES OCTOBRE"), "no_document")
