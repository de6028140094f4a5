"""Blocks that contain other blocks: rows, stacks, panels, gaps."""

from collections.abc import Callable

from libs.samples.layouts.sheet import Box, Sheet

Block = Callable[[Sheet, Box], float]


def measure(sheet: Sheet, block: Block, box: Box) -> float:
    """Returns the height of a block in points, without printing it."""
    with sheet.measuring():
        return block(sheet, box) - box.top


def row(*cells: tuple[float, Block], gutter: float = 14) -> Block:
    """Blocks side by side; each cell is (share of the width, block). The row ends where the longest cell ends."""

    def draw(sheet: Sheet, box: Box) -> float:
        room = box.width - gutter * (len(cells) - 1)
        x, bottom = box.x, box.top
        for share, block in cells:
            width = room * share
            bottom = max(bottom, block(sheet, Box(x, box.top, width)))
            x += width + gutter
        return bottom

    return draw


def stack(*blocks: Block, gap: float = 0) -> Block:
    """Blocks below each other; the gap is left out after a block that printed nothing."""

    def draw(sheet: Sheet, box: Box) -> float:
        top = box.top
        for block in blocks:
            bottom = block(sheet, box.below(top))
            top = bottom + gap if bottom > top else top
        return top - gap if top > box.top and gap else top

    return draw


def gap(height: float) -> Block:
    return lambda _, box: box.top + height


def pin(top: float, least: float = 12) -> Block:
    """A gap down to a fixed position on the page (window envelopes), or of at least `least` points."""
    return lambda _, box: max(box.top + least, top)


def nothing(_sheet: Sheet, box: Box) -> float:
    """An empty cell."""
    return box.top


def panel(
    block: Block, *, fill: str | None = None, stroke: str | None = None, padding: float = 8, radius: float = 0
) -> Block:
    """A block on a coloured or outlined background; "accent" and "tint" follow the seller's colour."""

    def draw(sheet: Sheet, box: Box) -> float:
        inner = Box(box.x + padding, box.top + padding, box.width - 2 * padding)
        height = measure(sheet, block, inner) + 2 * padding
        if height <= 2 * padding:
            return box.top
        colours = {"accent": sheet.accent, "tint": tint(sheet.accent)}
        sheet.rectangle(
            box.x,
            box.top,
            box.width,
            height,
            fill=colours.get(fill, fill) if fill else None,
            stroke=colours.get(stroke, stroke) if stroke else None,
            radius=radius,
        )
        block(sheet, inner)
        return box.top + height

    return draw


def line(weight: float = 0.6, colour: str = "#333333", space: float = 4) -> Block:
    """A horizontal rule; "accent" takes the seller's colour."""

    def draw(sheet: Sheet, box: Box) -> float:
        sheet.rule(
            box.x, box.top + space, box.width, weight=weight, colour=sheet.accent if colour == "accent" else colour
        )
        return box.top + 2 * space + weight

    return draw


def tint(colour: str, strength: float = 0.12) -> str:
    """Returns a pale version of a colour, for backgrounds and zebra stripes."""
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * strength):02x}" for part in parts)
