"""One attempt at a delivery, from lease to record, in a pool of workers."""
