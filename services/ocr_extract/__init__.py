"""ocr_extract turns a file into typed fields, each with its confidence, its origin and its place on the page.

does   reads e-invoices (also inside PDFs) first, then text layers, then the images of scans and photos; makes the PDF
       for the archive of an image; warns about invisible text that contradicts the image; proves what check digits
       and the document's own arithmetic can prove; tells sales from purchases by the client's own numbers; leaves
       out what is not certain; finds images with several documents and divides them when the user decides so
hears  client.configured, document.received, document.division_decided
says   document.reading, document.extracted, document.unreadable, document.divided, document.division_failed
owns   the clients' identities as announced by directory, and one result per document
"""
