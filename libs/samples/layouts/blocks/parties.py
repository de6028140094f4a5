"""Seller and buyer: letterheads, address windows, party boxes."""

from libs.samples.layouts.blocks.frame import Block
from libs.samples.layouts.blocks.logo import logo
from libs.samples.layouts.sheet import Align, Box, Sheet

CONTACT = ("phone", "email", "web")
IDENTITY = ("vat", "register")
BANK = ("iban", "bic")


def seller_block(
    *,
    fields: tuple[str, ...] = (*CONTACT, *IDENTITY),
    align: Align = "left",
    name_size: float = 11,
    size: float | None = None,
    mark: bool = False,
    name: bool = True,
) -> Block:
    """Name, address and the chosen details of the seller, line by line."""

    def draw(sheet: Sheet, box: Box) -> float:
        top = box.top
        if mark:
            top = logo(align=align)(sheet, box) + 5
        x = _anchor(box, align)
        if name:
            top = sheet.text(
                x, top, sheet.printer.value("seller.name"), size=name_size, bold=True, align=align, within=box.width
            )
        for text in (*_address(sheet, "seller"), *details(sheet, "seller", fields)):
            top = sheet.text(x, top, text, size=size, align=align, within=box.width)
        return top

    return draw


def buyer_block(
    *,
    label: bool = True,
    label_style: str = "bold",
    vat: bool = True,
    country: bool = False,
    size: float | None = None,
    align: Align = "left",
    role: str = "bill_to",
) -> Block:
    """The buyer's name and address, with or without a heading and the VAT number."""

    def draw(sheet: Sheet, box: Box) -> float:
        x, top = _anchor(box, align), box.top
        if label:
            text = sheet.document.words[role]
            if label_style == "accent":
                top = sheet.text(x, top, text, size=sheet.style.size, bold=True, colour=sheet.accent, align=align) + 2
            elif label_style == "small":
                top = sheet.text(x, top, text.upper(), size=6.5, colour=sheet.style.muted, align=align) + 1
            else:
                top = sheet.text(x, top, text + ":", size=sheet.style.size, bold=True, align=align) + 1
        grown = (size or sheet.style.size) + 0.5
        top = sheet.text(
            x, top, sheet.printer.value("buyer.name"), size=grown, bold=True, align=align, within=box.width
        )
        lines = _address(sheet, "buyer")
        if country or sheet.document.buyer.country != sheet.document.seller.country:
            lines.append(sheet.printer.value("buyer.country_name"))
        for line in lines:
            top = sheet.text(x, top, line, size=size, align=align, within=box.width)
        if vat and sheet.printer.has("buyer.vat"):
            text = f"{sheet.document.words['your_vat_no']}: {sheet.printer.value('buyer.vat')}"
            top = sheet.text(x, top + 3, text, size=size, align=align, within=box.width)
        return top

    return draw


def return_line() -> Block:
    """The sender in one small line above the address window, as on German and Flemish letters."""

    def draw(sheet: Sheet, box: Box) -> float:
        company = sheet.document.seller
        text = f"{company.name} · {company.street} · {company.postcode} {company.city}"
        bottom = sheet.text(box.x, box.top, text, size=6, colour=sheet.style.muted, within=box.width)
        sheet.rule(box.x, bottom, min(box.width, sheet.width_of(text, 6)), weight=0.3, colour=sheet.style.muted)
        return bottom + 4

    return draw


def side_column(width: float, *, colour: str = "#ffffff") -> Block:
    """The seller's logo and details in a coloured column along the left edge of the page."""

    def draw(sheet: Sheet, box: Box) -> float:
        inner = Box(18, 44, width - 30)
        printer = sheet.printer
        top = sheet.paragraph(inner, printer.value("seller.name"), size=12, bold=True, colour=colour) + 10
        groups = (
            _address(sheet, "seller"),
            details(sheet, "seller", CONTACT),
            details(sheet, "seller", ("vat", "register")),
            details(sheet, "seller", BANK),
        )
        for group in groups:
            for text in group:
                top = sheet.paragraph(inner.below(top), text, size=7.5, colour=colour)
            top += 10
        return box.top

    return draw


def details(sheet: Sheet, side: str, fields: tuple[str, ...]) -> list[str]:
    """Returns the details of a party that this document has, with their labels."""
    words, texts = sheet.document.words, []
    roles = {"vat": "vat_no", "iban": "iban", "bic": "bic", "phone": "phone", "email": "email", "web": "web",
             "company_number": "company_no"}  # fmt: skip
    for name in fields:
        key = f"{side}.{name}"
        if not sheet.printer.has(key):
            continue
        value = sheet.printer.value(key)
        label = words[roles[name]] if name in roles else ""
        if name == "company_number" and sheet.document.seller.country == "DE":
            label = ""
        doubled = not label or value.startswith(("www.", label))
        texts.append(value if doubled else f"{label} {value}" if len(label) <= 2 else f"{label}: {value}")
    return texts


def _address(sheet: Sheet, side: str) -> list[str]:
    printer = sheet.printer
    town = f"{printer.value(f'{side}.postcode')} {printer.value(f'{side}.city')}"
    company = sheet.document.seller if side == "seller" else sheet.document.buyer
    if side == "seller" and company.country != sheet.document.buyer.country:
        return [printer.value(f"{side}.street"), town, printer.value(f"{side}.country_name")]
    return [printer.value(f"{side}.street"), town]


def _anchor(box: Box, align: Align) -> float:
    return {"left": box.x, "right": box.right, "center": box.x + box.width / 2}[align]
