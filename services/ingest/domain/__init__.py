"""Pure rules of taking a file in."""
