"""The pieces a paper is composed of. A block draws itself in a box and answers where it ends."""
