"""ubl_render turns a released document into the file that its accounting package wants.

does   builds the e-invoice from the release or upon the one received, embeds the PDF (made from a picture where need
       be), names it as the package likes, holds it to the official rules before it is announced; refuses with reasons
       what cannot be made valid
hears  document.released
says   ubl.rendered, ubl.refused
owns   rendered files and their reports, what a client wants of its package
"""
