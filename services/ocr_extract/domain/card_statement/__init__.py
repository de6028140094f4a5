"""Card statements: every line and total, claimed only when all sums agree to the cent."""
