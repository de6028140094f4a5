"""From words at places to the fields of a document."""
