"""Client A of the demo: what a bakery in Flanders gets and sends in a month."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from libs.samples import coda_transactions as bank
from libs.samples.companies import World
from libs.samples.demo import DemoClient, DemoDocument, DemoTransaction, Expectation
from libs.samples.demo_builder import Desk, counterparty, delivered, waits
from libs.samples.drafts import Wish
from libs.samples.figures import draw_figures
from libs.samples.leases import lease
from libs.samples.money import Line
from libs.samples.truth import duplicate

DocumentsAndTransactions = tuple[list[DemoDocument], list[DemoTransaction]]


def draw_bakery(world: World, client: DemoClient, seed: int, today: date) -> DocumentsAndTransactions:
    """Documents and statement lines of the bakery."""
    desk = Desk(client, seed, today)
    _flour_with_credit_note_and_duplicate(desk, world)
    _energy_by_direct_debit(desk, world)
    _dairy_paid_with_its_number(desk, world)
    _mixer_from_germany(desk, world)
    _till_software_paid_by_card(desk, world)
    _bread_for_a_hotel(desk, world)
    _cleaning_over_peppol(desk, world)
    _hotel_in_france_with_embedded_data(desk, world)
    _two_equal_invoices_one_payment(desk, world)
    _shelving_paid_in_part(desk, world)
    _leaflets_not_paid_yet(desk, world)
    _lease_of_the_shop(desk, world)
    _transactions_without_document(desk, world)
    return desk.documents, desk.transactions


def _flour_with_credit_note_and_duplicate(desk: Desk, world: World) -> None:
    mill = world.company("BE-nl", "milling")
    flour = desk.purchase(mill, 33, Wish(reference="ogm", line_count=5, terms="date_and_terms"))
    expected = delivered("structured communication and amount", "structured_communication", "flour")
    sample = desk.hand_in("flour", flour, "slip", expected)
    desk.pay("flour", flour, 6, structured=True)

    again = duplicate(sample, f"scan {sample.filename}")
    same = Expectation("duplicate", "the same bytes as the flour invoice")
    desk.documents.append(DemoDocument(desk.client.key, again, same))

    returned = replace(flour.lines[0], quantity=Decimal(3), detail="")
    credit = desk.purchase(mill, 25, Wish(kind="purchase_credit_note", original_number=flour.number, lines=(returned,)))
    desk.hand_in(
        "flour-credit", credit, "slip", delivered("number, amount and name", "document_number", "flour-credit")
    )
    desk.pay("flour-credit", credit, 8, f"Creditnota {credit.number}")


def _energy_by_direct_debit(desk: Desk, world: World) -> None:
    seller = world.company("BE-nl", "energy")
    paper = desk.purchase(seller, 20, Wish(payment="direct_debit", days=15, line_count=4))
    desk.hand_in("energy", paper, "band", delivered("paid by direct debit", "mandate", "energy"))
    creditor = f"BE69ZZZ{seller.company_number}"
    mandate = paper.mandate or ""
    transaction = bank.direct_debit(
        paper.totals.payable, desk.ago(5), counterparty(seller), creditor=creditor, mandate=mandate,
        text=f"FACTUUR {paper.number}", business=True,
    )  # fmt: skip
    desk.line("energy", transaction)


def _dairy_paid_with_its_number(desk: Desk, world: World) -> None:
    paper = desk.purchase(
        world.company("BE-fr", "dairy"), 27, Wish(reference="none", line_count=6, terms="date", line_discounts=True)
    )
    desk.hand_in("dairy", paper, "letter", delivered("number, amount and name", "document_number", "dairy"))
    desk.pay("dairy", paper, 7, f"Facture {paper.number}")


def _mixer_from_germany(desk: Desk, world: World) -> None:
    paper = desk.purchase(
        world.company("DE", "machinery"), 30, Wish(treatment="intra_community", line_count=3, terms="date")
    )
    desk.hand_in("mixer", paper, "ledger", delivered("account and amount", "iban_and_amount", "mixer"))
    desk.pay("mixer", paper, 4, "kneedmachine bakkerij")


def _till_software_paid_by_card(desk: Desk, world: World) -> None:
    seller = world.company("NL", "software")
    wish = Wish(language="en", treatment="reverse_charge", payment="card", line_count=2)
    paper = desk.purchase(seller, 11, wish)
    desk.hand_in("till-software", paper, "window", delivered("paid by card", "card", "till-software"))
    merchant, place = seller.short_name.upper(), seller.city.upper()
    desk.line("till-software", bank.card_payment(paper.totals.total_with_vat, desk.ago(11), merchant, place))


def _bread_for_a_hotel(desk: Desk, world: World) -> None:
    buyer = world.company("BE-nl", "hotel")
    paper = desk.sale(buyer, 22, Wish(reference="ogm", line_count=6, days=14, terms="date"))
    expected = delivered("sales invoice", "structured_communication", "bread-hotel", "sales")
    desk.hand_in("bread-hotel", paper, "serif", expected)
    desk.pay("bread-hotel", paper, 9, structured=True)


def _cleaning_over_peppol(desk: Desk, world: World) -> None:
    paper = desk.purchase(world.company("BE-nl", "cleaning"), 24, Wish(reference="ogm", line_count=3, terms="date"))
    expected = delivered("structured communication and amount", "structured_communication", "cleaning")
    desk.hand_in("cleaning", paper, "letter", expected, form="ubl")
    desk.pay("cleaning", paper, 3, structured=True)


def _hotel_in_france_with_embedded_data(desk: Desk, world: World) -> None:
    paper = desk.purchase(world.company("FR", "hotel"), 19, Wish(reference="none", line_count=3, terms="date"))
    expected = delivered("number, amount and name", "document_number", "fair-hotel")
    desk.hand_in("fair-hotel", paper, "band", expected, form="facturx")
    desk.pay("fair-hotel", paper, 2, f"Facture {paper.number}")


def _two_equal_invoices_one_payment(desk: Desk, world: World) -> None:
    """A fixed price every month, and one transfer that names neither invoice."""
    seller = world.company("BE-nl", "cleaning")
    visit = Line(
        description="Ongediertebestrijding, maandelijks bezoek", quantity=Decimal(1), unit="fft.",
        unit_price=Decimal("118.00"), rate=Decimal(21), category="S",
    )  # fmt: skip
    wish = Wish(reference="none", lines=(visit,), terms="date")
    for month, days in (("1", 38), ("2", 13)):
        paper = desk.purchase(seller, days, wish)
        desk.hand_in(
            f"pests-{month}", paper, "window", waits("two equal invoices, one payment", "ambiguous_link", "pests")
        )
    desk.pay("pests", paper, 6, "ongediertebestrijding", expected="ambiguous_link")


def _shelving_paid_in_part(desk: Desk, world: World) -> None:
    paper = desk.purchase(
        world.company("BE-nl", "machinery"), 21, Wish(reference="ogm", line_count=2, terms="date_and_terms")
    )
    desk.hand_in("machine-part", paper, "serif", waits("paid in part", "partial_payment", "machine-part"))
    part = paper.totals.payable // 100 * 50
    desk.pay("machine-part", paper, 5, amount=part, structured=True, expected="partial_payment")


def _leaflets_not_paid_yet(desk: Desk, world: World) -> None:
    paper = desk.purchase(world.company("BE-nl", "printing"), 9, Wish(line_count=3, terms="end_of_month_only"))
    desk.hand_in("leaflets", paper, "letter", waits("no payment yet", "payment_missing"))


def _lease_of_the_shop(desk: Desk, world: World) -> None:
    figures = draw_figures(desk.rng, "nl", "BE", "EUR")
    landlord = world.company("BE-nl", "property")
    sample = lease(f"{desk.client.key}-lease", landlord, desk.me, figures, signed=desk.ago(44), rent=Decimal("1850.00"))
    desk.documents.append(
        DemoDocument(desk.client.key, sample, waits("a contract: a person says what it is for", None))
    )


def _transactions_without_document(desk: Desk, world: World) -> None:
    garage = world.company("BE-nl", "garage")
    repair = bank.transfer_out(Decimal("312.18"), desk.ago(4), counterparty(garage), "herstelling bestelwagen")
    desk.line("garage", repair, "document_missing")
    desk.line("costs", bank.bank_costs(Decimal("9.50"), desk.ago(1), "BEHEERSKOSTEN ZICHTREKENING"), "no_document")
    desk.line("card-fee", bank.card_fee(Decimal("2.25"), desk.ago(1), "BIJDRAGE DEBETKAART"), "no_document")
    desk.line("wages", bank.salaries(Decimal("6842.77"), desk.ago(2), "LONEN OKTOBER"), "no_document")
    desk.line("cash", bank.cash_withdrawal(Decimal("150.00"), desk.ago(7), desk.me.city.upper()), "no_document")
