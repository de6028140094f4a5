"""One profile per accounting package, as YAML: dialect, limits, channels and names of files."""
