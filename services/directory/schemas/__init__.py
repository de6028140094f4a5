"""The request and response models that several routes share, and how each field is checked."""
