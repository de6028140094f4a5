"""The drawing surface: text, lines and shapes on pages, measured from the top left in points.

Only this module, `fonts` and `qr` use reportlab. Without a canvas a sheet draws nothing but still measures; so a block
can be checked for size before it is printed.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from libs.samples.document import Document, FieldPrinter
from libs.samples.layouts.fonts import faces
from libs.samples.layouts.qr import qr_modules

Align = Literal["left", "right", "center"]
A4 = (595.28, 841.89)


@dataclass(frozen=True)
class Style:
    """What all blocks of a family share. `accent` "logo" takes the colour of the seller's logo."""

    font: str = "Helvetica"
    size: float = 9
    accent: str = "logo"
    muted: str = "#5f6368"
    margin: float = 48
    leading: float = 1.28


@dataclass(frozen=True)
class Box:
    """An area to draw in: left edge, top edge, width."""

    x: float
    top: float
    width: float

    @property
    def right(self) -> float:
        return self.x + self.width

    def below(self, top: float) -> "Box":
        return Box(self.x, top, self.width)


class Sheet:
    """The pages of one document. Before `open` it only measures."""

    def __init__(self, printer: FieldPrinter, style: Style, width: float = A4[0], height: float = A4[1]) -> None:
        self.printer = printer
        self.style = style
        self.width = width
        self.height = height
        self.page = 1
        self.pages = 1
        self._canvas: Any = None
        self._buffer = io.BytesIO()
        self._measurings = 0

    @property
    def document(self) -> Document:
        return self.printer.document

    @property
    def accent(self) -> str:
        return self.document.seller.logo.colour if self.style.accent == "logo" else self.style.accent

    def open(self, title: str) -> None:
        """Start to print; the bytes do not depend on the time of day."""
        self._canvas = Canvas(self._buffer, pagesize=(self.width, self.height), invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setProducer("Fakturix 4.2")
        self._canvas.setAuthor(self.document.seller.name)
        self.page = 1

    def next_page(self) -> None:
        if self._canvas is not None:
            self._canvas.showPage()
        self.page += 1

    def close(self) -> bytes:
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()

    @contextmanager
    def measuring(self) -> Iterator[None]:
        """Within this context blocks are measured but not printed."""
        self._measurings += 1
        try:
            yield
        finally:
            self._measurings -= 1

    @property
    def prints(self) -> bool:
        return self._canvas is not None and not self._measurings

    def font(self, *, bold: bool = False, italic: bool = False) -> str:
        regular, heavy, slanted = faces(self.style.font)
        return heavy if bold else slanted if italic else regular

    def width_of(self, text: str, size: float | None = None, *, bold: bool = False) -> float:
        return float(pdfmetrics.stringWidth(text, self.font(bold=bold), size or self.style.size))

    def line_height(self, size: float | None = None) -> float:
        return (size or self.style.size) * self.style.leading

    def text(
        self,
        x: float,
        top: float,
        text: str,
        *,
        size: float | None = None,
        bold: bool = False,
        italic: bool = False,
        colour: str = "#111111",
        align: Align = "left",
        within: float | None = None,
    ) -> float:
        """Draw one line of text, smaller when it is wider than `within`. Returns the top of the next line."""
        size = size or self.style.size
        step = self.line_height(size)
        font = self.font(bold=bold, italic=italic)
        wide = float(pdfmetrics.stringWidth(text, font, size))
        if within and wide > within:
            size *= max(within / wide, 0.5)
            wide = float(pdfmetrics.stringWidth(text, font, size))
        if self.prints:
            left = {"left": x, "right": x - wide, "center": x - wide / 2}[align]
            self._canvas.setFillColor(HexColor(colour))
            self._canvas.setFont(font, size)
            self._canvas.drawString(left, self.height - top - size * 0.86, text)
        return top + step

    def wrap(self, text: str, width: float, size: float | None = None, *, bold: bool = False) -> list[str]:
        """Returns lines that fit, split at ordinary spaces only (an amount with a no-break space is not split)."""
        lines: list[str] = []
        current = ""
        for word in text.split(" "):
            candidate = f"{current} {word}" if current else word
            if current and self.width_of(candidate, size, bold=bold) > width:
                lines.append(current)
                current = word
            else:
                current = candidate
        return [*lines, current]

    def paragraph(
        self,
        box: Box,
        text: str,
        *,
        size: float | None = None,
        bold: bool = False,
        italic: bool = False,
        colour: str = "#111111",
        align: Align = "left",
    ) -> float:
        """Draw wrapped text. Returns its bottom."""
        anchor = {"left": box.x, "right": box.right, "center": box.x + box.width / 2}[align]
        top = box.top
        for line in self.wrap(text, box.width, size, bold=bold):
            top = self.text(
                anchor, top, line, size=size, bold=bold, italic=italic, colour=colour, align=align, within=box.width
            )
        return top

    def rule(self, x: float, top: float, width: float, *, weight: float = 0.6, colour: str = "#333333") -> None:
        if self.prints:
            self._canvas.setStrokeColor(HexColor(colour))
            self._canvas.setLineWidth(weight)
            self._canvas.line(x, self.height - top, x + width, self.height - top)

    def vertical_rule(
        self, x: float, top: float, bottom: float, *, weight: float = 0.5, colour: str = "#333333"
    ) -> None:
        if self.prints:
            self._canvas.setStrokeColor(HexColor(colour))
            self._canvas.setLineWidth(weight)
            self._canvas.line(x, self.height - top, x, self.height - bottom)

    def rectangle(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        weight: float = 0.6,
        radius: float = 0,
    ) -> None:
        if not self.prints:
            return
        if fill:
            self._canvas.setFillColor(HexColor(fill))
        if stroke:
            self._canvas.setStrokeColor(HexColor(stroke))
            self._canvas.setLineWidth(weight)
        bottom = self.height - top - height
        self._canvas.roundRect(x, bottom, width, height, radius, fill=int(bool(fill)), stroke=int(bool(stroke)))

    def circle(self, x: float, top: float, radius: float, *, fill: str | None = None, stroke: str | None = None,
               weight: float = 1) -> None:  # fmt: skip
        if not self.prints:
            return
        if fill:
            self._canvas.setFillColor(HexColor(fill))
        if stroke:
            self._canvas.setStrokeColor(HexColor(stroke))
            self._canvas.setLineWidth(weight)
        self._canvas.circle(x, self.height - top, radius, fill=int(bool(fill)), stroke=int(bool(stroke)))

    def polygon(self, points: list[tuple[float, float]], fill: str) -> None:
        if not self.prints:
            return
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, top in points[1:]:
            path.lineTo(x, self.height - top)
        path.close()
        self._canvas.setFillColor(HexColor(fill))
        self._canvas.drawPath(path, fill=1, stroke=0)

    def rotated_text(self, x: float, top: float, text: str, *, degrees: float, size: float, colour: str,
                    bold: bool = False) -> None:  # fmt: skip
        """Draw text at an angle (degrees): side margins, rubber stamps."""
        if not self.prints:
            return
        self._canvas.saveState()
        self._canvas.translate(x, self.height - top)
        self._canvas.rotate(degrees)
        self._canvas.setFillColor(HexColor(colour))
        self._canvas.setFont(self.font(bold=bold), size)
        self._canvas.drawString(0, 0, text)
        self._canvas.restoreState()

    def qr(self, x: float, top: float, side: float, content: str) -> None:
        """Draw a QR code of error level M."""
        if not self.prints:
            return
        matrix = qr_modules(content)
        module = side / len(matrix)
        self._canvas.setFillColor(HexColor("#000000"))
        for row, cells in enumerate(matrix):
            for column, dark in enumerate(cells):
                if dark:
                    bottom = self.height - top - (row + 1) * module
                    self._canvas.rect(x + column * module, bottom, module, module, fill=1, stroke=0)
