"""A service that counts: small enough to show every promise of the kit."""
