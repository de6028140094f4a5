"""Pure rules about bank statements: what they say, what their movements are, and whether they follow each other."""
