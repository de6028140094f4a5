"""The engine that makes both a writer and a reader from one declarative mapping."""
