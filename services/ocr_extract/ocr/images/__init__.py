"""Pictures of paper: opened within limits, turned upright, judged, and kept as PDF."""
