"""Work on foreign files in a process of its own, which can do nothing but compute: pictures become PDFs, PDFs take in

an invoice. The service itself never unpacks a picture or opens a PDF.
"""
