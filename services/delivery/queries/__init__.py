"""Every SQL statement of delivery, by what it is about."""
