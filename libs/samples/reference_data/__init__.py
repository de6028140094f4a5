"""The raw material of the fictional business world: towns, surnames, banks, trades, goods."""
