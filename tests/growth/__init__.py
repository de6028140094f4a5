"""Whether lists and look-ups stay fast: every statement of every service, planned on the rows of many clients."""
