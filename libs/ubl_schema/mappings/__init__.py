"""The declarative tables: where each business term stands in UBL and in CII."""
