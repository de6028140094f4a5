"""Connections as users set them up: the form is checked, the secrets are sealed, the test button is pressed."""
