"""The HTTP routes of ocr_extract."""
