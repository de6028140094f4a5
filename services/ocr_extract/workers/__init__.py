"""The processes that open files from outside: one process per file, limited and confined."""
