"""The parts of a printed document. A block draws itself in a box and returns the position of its bottom."""
