"""Where words stand: pages, lines, cells, blocks, columns. No accounting."""
