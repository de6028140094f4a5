"""ubl_render turns a released document into the file that its accounting package wants.

does   builds the e-invoice from the release or from the one received, embeds the PDF (made from an image if needed),
       names it as the package requires, validates it by the official rules before it is published; refuses with
       reasons what cannot be made valid
hears  document.released
says   ubl.rendered, ubl.refused
owns   rendered files and their reports, a client's choices for its package
"""
