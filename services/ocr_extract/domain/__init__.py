"""The pure part of reading: from words with places to proven fields. No files, no clock, no database."""
