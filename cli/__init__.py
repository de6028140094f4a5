"""The `serein` command: the platform on one computer, its demonstration, and what looks after an installation."""
