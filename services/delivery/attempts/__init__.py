"""One attempt at a delivery: leased, loaded, carried out and recorded, in a pool of workers."""
