"""The data from which fictional companies and invoices are made: towns, surnames, banks, trades, goods."""
