"""The rules of an accountant as pure functions: values in, values out; no database, no clock, no random numbers."""
