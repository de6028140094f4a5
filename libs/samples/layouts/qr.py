"""Makes QR codes as dark and light modules."""

from typing import Any


def qr_modules(content: str) -> list[list[bool]]:
    """Returns the rows of a QR code, True for a dark module (byte mode, error level M)."""
    from reportlab.graphics.barcode.qr import QrCodeWidget  # a slow import (a second); few documents have a QR code

    widget: Any = QrCodeWidget(content, barLevel="M")
    widget.qr.make()
    return [[bool(cell) for cell in row] for row in widget.qr.modules]
