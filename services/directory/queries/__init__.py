"""Every SQL statement of the directory, by what it is about."""
