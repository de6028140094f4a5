"""What ubl_render shows: the files it made, and the packages it can make files for."""
