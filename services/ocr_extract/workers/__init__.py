"""Processes that open foreign files: one a file, limited, confined."""
