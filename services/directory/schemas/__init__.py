"""What people fill in and see, field by field, and how each field is checked."""
