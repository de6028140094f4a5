"""From a released document to the files its package wants: composed, packed, or passed on as received."""
