"""Maps an e-invoice (UBL or CII) to document fields."""
