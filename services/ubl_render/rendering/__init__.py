"""Makes the files for a package from a released document: composed, packed, or passed on as received."""
