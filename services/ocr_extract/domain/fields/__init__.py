"""Finds the fields of a document among its words and their places."""
