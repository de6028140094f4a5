"""Card statements: lines and total, given only when all sums agree to the cent."""
