"""What invoices say, in French, Dutch, English and German: data, so that a new word is one line."""
