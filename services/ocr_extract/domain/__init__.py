"""The pure part of reading: words with places in, invoice fields with proof out. No file, no clock, no database."""
