"""Images of documents: opened within limits, turned upright, checked for quality, and kept as PDF."""
