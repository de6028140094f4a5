"""The services behind the gateway, reached over internal HTTP."""
