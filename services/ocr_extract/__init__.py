"""ocr_extract turns a file into typed fields, each with its confidence, its origin and its place on the page.

does   reads e-invoices (also inside PDFs) first, then text layers, then the pictures of scans and photos; makes
       the PDF for the archive of what came as a picture; flags unseen text that contradicts it; proves
       what check digits and the paper's own arithmetic can prove; tells sales from purchases by the client's own
       numbers; leaves out what is not certain; points out pictures of several papers and divides them when told to
hears  client.configured, document.received, document.division_decided
says   document.reading, document.extracted, document.unreadable, document.divided, document.division_failed
owns   the clients' identities as told by directory, and one result per document
"""
