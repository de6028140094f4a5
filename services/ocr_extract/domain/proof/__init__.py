"""How sure a value is, and what supports or contradicts it."""
