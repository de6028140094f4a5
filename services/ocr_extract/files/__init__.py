"""Opening files: what each is, its limits, its pages, the e-invoice inside it."""
