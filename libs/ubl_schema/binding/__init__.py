"""The engine that turns one declarative table into both a writer and a reader."""
