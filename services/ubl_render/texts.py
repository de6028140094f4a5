"""What ubl_render says to people beyond the kit's own words: nothing yet, its refusals carry their words with them."""

TEXTS: dict[str, dict[str, str]] = {}
