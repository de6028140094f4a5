"""Picture files, opened within limits and written as PDF/A; imports nothing of ours, so that a confined worker can load it."""
