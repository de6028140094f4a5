"""Every SQL statement of the directory, by subject."""
