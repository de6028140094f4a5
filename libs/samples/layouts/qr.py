"""QR codes as dark and light modules."""

from typing import Any


def qr_modules(content: str) -> list[list[bool]]:
    """The dark and light modules of a QR code (byte mode, error level M)."""
    from reportlab.graphics.barcode.qr import QrCodeWidget  # loading all bar codes takes a second; few papers have one

    widget: Any = QrCodeWidget(content, barLevel="M")
    widget.qr.make()
    return [[bool(cell) for cell in row] for row in widget.qr.modules]
