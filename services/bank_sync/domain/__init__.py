"""Pure rules about bank statements: reading them, their transactions, and how they follow each other."""
