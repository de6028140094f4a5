"""The words of invoices in French, Dutch, English and German, as data: a new word is one line."""
