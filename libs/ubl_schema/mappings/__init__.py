"""The declarative mappings: where each business term is in UBL and in CII."""
