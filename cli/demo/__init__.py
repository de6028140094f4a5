"""The demonstration: real documents through the public API, real receivers on loopback, and a check of what arrived."""
