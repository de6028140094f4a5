"""How well a label must fit a date, and how sure a date is."""

OF_A_NUMBER = 0.85
"""How clear a label is that stands between a number and its date: `Factuur nr. 12 van 3 mei`."""

# How well a label must fit.
PLAIN = 0.45
"""A date with a better score has a label; with less it stands in some sentence."""
IN_A_SENTENCE = 0.25
"""The same for a date of issue where no other date has a label."""
DUE, OTHER = 0.4, 0.5
"""The same for a due date; for a delivery date and the date of the document that is corrected."""

# How sure it is.
AGREED = 0.97
"""The confidence in dates that the printed terms confirm."""
BASE, SHARE, MOST = 0.35, 0.62, 0.95
"""Else the confidence is base + share x score, and no more than the most."""
BY_TERMS = 0.8
"""The confidence in a due date that only follows from the terms."""
CONTRADICTED = 0.4
"""The same where a date with the label of a due date lies before the date of issue."""
UNORDERED = 0.45
"""The confidence in dates when day and month may be the other way around."""
