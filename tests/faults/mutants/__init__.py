"""Faults that are planted on purpose, each of which a test must find: proof that the proof finds things."""
