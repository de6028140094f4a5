"""Till receipts: a narrow roll, as long as needed, with prices that include VAT."""

from libs.samples.layouts.blocks import foot, parties, payment, totals
from libs.samples.layouts.blocks.frame import Block, gap, line, stack
from libs.samples.layouts.blocks.lines import LineTable
from libs.samples.layouts.printing import Family
from libs.samples.layouts.sheet import Box, Sheet, Style


def ticket_head() -> Block:
    """Title, number, date and time."""

    def draw(sheet: Sheet, box: Box) -> float:
        document, printer = sheet.document, sheet.printer
        top = sheet.text(box.x, box.top, document.title, bold=True)
        top = sheet.text(box.x, top, f"Nr. {printer.value('number')}", within=box.width)
        day = f"{printer.value('issue_date')}   {document.receipt_time or ''}"
        top = sheet.text(box.x, top, day, within=box.width)
        if document.contact:
            top = sheet.text(box.x, top, f"{document.words['served_by']}: {document.contact}", within=box.width)
        return top

    return draw


def ticket_total() -> Block:
    """The total with VAT, in large type."""

    def draw(sheet: Sheet, box: Box) -> float:
        words, size = sheet.document.words, sheet.style.size + 3
        sheet.text(box.x, box.top, words["total_with_vat"], size=size, bold=True, within=box.width * 0.5)
        amount = sheet.printer.amount_with_currency("total_with_vat")
        return sheet.text(box.right, box.top, amount, size=size, bold=True, align="right", within=box.width * 0.48)

    return draw


TILL = Family(
    name="till",
    roll=226,
    top=16,
    style=Style(font="Courier", size=8, margin=12, accent="#000000", muted="#222222"),
    head=stack(
        parties.seller_block(align="center", fields=("phone", "vat"), name_size=10),
        line(space=5),
        ticket_head(),
        line(space=5),
    ),
    table=LineTable(columns=("description", "quantity", "line_total"), head="plain", body="none", carry=False,
                    widths={"quantity": 5.0, "line_total": 7.6}, room=1.2),
    closing=stack(
        line(space=3), ticket_total(), gap(6),
        totals.vat_table(columns=("rate", "base", "amount"), style="plain"), gap(4),
        payment.payment(), gap(6), payment.thanks(),
    ),
)  # fmt: skip

COUNTER = Family(
    name="counter",
    roll=240,
    top=18,
    style=Style(font="Helvetica", size=8, margin=14, accent="logo"),
    head=stack(
        parties.seller_block(align="center", mark=True, fields=("vat", "phone", "web"), name_size=10.5),
        line(space=5),
        ticket_head(),
        gap(6),
    ),
    table=LineTable(columns=("quantity", "description", "unit_price", "line_total"), head="rules", body="none",
                    carry=False, widths={"quantity": 3.6, "unit_price": 5.4, "line_total": 5.8}, room=1.5),
    closing=stack(
        ticket_total(), gap(6), totals.vat_lines(), gap(5), payment.payment(), gap(8), payment.thanks(),
        foot.foot_line(("email",), address=False, rule=False),
    ),
)  # fmt: skip

NARROW = Family(
    name="narrow",
    roll=164,
    top=12,
    style=Style(font="Courier", size=6.8, margin=8, accent="#000000", muted="#111111", leading=1.2),
    head=stack(
        parties.seller_block(align="center", fields=("vat",), name_size=8),
        gap(5),
        ticket_head(),
        gap(3),
    ),
    table=LineTable(columns=("quantity", "description", "line_total"), head="plain", body="none", carry=False,
                    widths={"quantity": 4.4, "line_total": 6.6}, room=0.8),
    closing=stack(ticket_total(), gap(4), totals.vat_lines(), gap(4), payment.payment()),
)  # fmt: skip

TABLE_BILL = Family(
    name="table-bill",
    roll=270,
    top=26,
    style=Style(font="Times", size=9.5, margin=22, accent="logo"),
    head=stack(
        parties.seller_block(align="center", mark=True, fields=("phone", "web"), name_size=13),
        gap(10),
        ticket_head(),
        line(space=4),
    ),
    table=LineTable(columns=("quantity", "description", "line_total", "rate"), head="plain", body="rules",
                    carry=False, widths={"quantity": 3.6, "line_total": 6.4, "rate": 4.6}, room=2),
    closing=stack(
        ticket_total(), gap(8), totals.vat_table(style="rules", total=True), gap(8), payment.payment(), gap(10),
        payment.thanks(), foot.foot_line(("vat", "register"), address=False),
    ),
)  # fmt: skip

FAMILIES: tuple[Family, ...] = (TILL, COUNTER, NARROW, TABLE_BILL)
