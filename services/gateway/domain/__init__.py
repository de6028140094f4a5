"""Rules of the gateway: values in, values out."""
