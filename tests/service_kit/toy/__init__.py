"""A service that counts: small, and still enough to test every guarantee of the kit."""
