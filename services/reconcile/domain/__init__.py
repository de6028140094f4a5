"""What an accountant decides, as pure functions: values in, values out; no database, no clock, no chance."""
