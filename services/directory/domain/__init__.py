"""Rules of the directory: values in, values out."""
