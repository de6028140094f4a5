"""The official rules that a file must pass before it is published."""
