"""ubl_render turns a released document into the file that its accounting package wants.

does   builds the e-invoice from the release, embeds the PDF, names it as the package likes, validates it with the
       official rules before it is announced; refuses with reasons what cannot be made valid
hears  document.released
says   ubl.rendered, ubl.refused
owns   rendered files
"""
