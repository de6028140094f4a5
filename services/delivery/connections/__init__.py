"""Connections as users set them up: checking the form, sealing the secrets, the "test connection" button."""
