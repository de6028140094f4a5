"""Every SQL statement of reconcile, named for what it returns or stores; one module per subject."""
