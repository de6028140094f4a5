"""The geometry of words: pages, lines, cells, blocks, columns. No accounting."""
