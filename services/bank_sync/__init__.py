"""bank_sync: gets transactions from banks and files, keeps consents, writes CODA."""
