"""Work on foreign files in a confined process, which can only compute: making PDFs of images, putting invoices in PDFs.

The service itself never decodes an image or opens a PDF.
"""
