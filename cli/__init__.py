"""The `serein` command: the platform on one computer, its demonstration, and the care of an installation."""
