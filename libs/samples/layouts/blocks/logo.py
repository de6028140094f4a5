"""Logos, drawn from simple shapes with the initials."""

import math

from libs.samples.layouts.blocks.frame import Block, tint
from libs.samples.layouts.sheet import Box, Sheet


def logo(size: float = 42, align: str = "left", *, wordmark_size: float = 19) -> Block:
    """The seller's logo; a wordmark is the short name in large letters."""

    def draw(sheet: Sheet, box: Box) -> float:
        mark = sheet.document.seller.logo
        if mark.shape == "wordmark":
            return _wordmark(sheet, box, align, wordmark_size)
        x = {"left": box.x, "center": box.x + (box.width - size) / 2, "right": box.right - size}[align]
        _shape(sheet, mark.shape, x, box.top, size, mark.colour)
        printer = "#ffffff" if mark.shape in ("circle", "square", "hexagon", "diamond") else "#222222"
        offset = size * 0.32 if mark.shape not in ("bars", "wave") else size * 0.66
        sheet.text(
            x + size / 2, box.top + offset, mark.initials, size=size * 0.32, bold=True, colour=printer, align="center"
        )
        return box.top + size

    return draw


def _wordmark(sheet: Sheet, box: Box, align: str, size: float) -> float:
    x = {"left": box.x, "center": box.x + box.width / 2, "right": box.right}[align]
    bottom = sheet.text(
        x,
        box.top,
        sheet.document.seller.short_name,
        size=size,
        bold=True,
        colour=sheet.document.seller.logo.colour,
        align="right" if align == "right" else "center" if align == "center" else "left",
        within=box.width,
    )
    return bottom + 2


def _shape(sheet: Sheet, shape: str, x: float, top: float, size: float, colour: str) -> None:
    middle_x, middle_top, half = x + size / 2, top + size / 2, size / 2
    if shape == "circle":
        sheet.circle(middle_x, middle_top, half, fill=colour)
    elif shape == "ring":
        sheet.circle(middle_x, middle_top, half - 2, stroke=colour, weight=3.5)
    elif shape == "square":
        sheet.rectangle(x, top, size, size, fill=colour, radius=size * 0.12)
    elif shape == "hexagon":
        corners = [math.radians(60 * k) for k in range(6)]
        sheet.polygon([(middle_x + half * math.cos(a), middle_top + half * math.sin(a)) for a in corners], colour)
    elif shape == "diamond":
        sheet.polygon([(middle_x, top), (x + size, middle_top), (middle_x, top + size), (x, middle_top)], colour)
    elif shape == "bars":
        for k, part in enumerate((0.35, 0.6, 0.48, 0.3)):
            sheet.rectangle(
                x + k * size / 4,
                top + size * (0.62 - part),
                size / 5,
                size * part,
                fill=colour if k % 2 else tint(colour, 0.5),
            )
    elif shape == "wave":
        points = [(x + size * k / 20, top + size * (0.3 + 0.14 * math.sin(k * 0.63))) for k in range(21)]
        sheet.polygon([*points, (x + size, top + size * 0.62), (x, top + size * 0.62)], colour)
    else:  # leaf
        outline = [math.radians(18 * k) for k in range(21)]
        sheet.polygon(
            [
                (middle_x + half * math.cos(a) * (1 - 0.35 * math.sin(a)), middle_top + half * math.sin(a))
                for a in outline
            ],
            tint(colour, 0.35),
        )
