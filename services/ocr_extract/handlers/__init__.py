"""What ocr_extract does when something happened; importing this package registers every handler."""

from services.ocr_extract.handlers import clients, division, reading

__all__ = ["clients", "division", "reading"]
