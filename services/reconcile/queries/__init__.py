"""Every SQL statement of reconcile, named for what it returns or keeps; one module per subject."""
