"""How well a value stands beside a label, from 0 to 1: a fit is 1 times what each of these leaves of it.

Lengths are in points unless said otherwise.
"""

# A label and a value that belong together by how both are set.
PAIRED, ANSWERED = 0.92, 0.2
"""How well a label fits the value that belongs to it, and how much is left for any other."""
PAIRED_STRENGTH = 0.15
"""So much clearer is a label that is paired with its value."""

# On one line.
FAR_RIGHT = 320.0
"""Between label and value on one line; from there on the label counts half."""
BY_DISTANCE = 0.5
"""What a value far to the right loses, in proportion before that."""
WORDS_BETWEEN, MOST_WORDS_BETWEEN, FEW_BETWEEN = 0.3, 40, 12
"""What words between label and value cost, in proportion up to so many characters; a few cost nothing."""
OTHER_WORDS, IN_OTHER_WORDS = 6, 0.4
"""Letters before a value in its own cell: `Stationsstraat 80A` does not answer the label in the cell before it."""
BEHIND_OTHER_LABEL = 0.35
BEHIND_OTHER_VALUE = 0.55
"""What is left for each other value between the two."""
BEFORE_LABEL = 0.6
"""A value right before its label: `125,00 EUR HTVA`."""

# On a line that slopes, as on a photo.
ON_SLOPE, SLOPING, FILLS = 0.55, 1.0, 0.8
"""How well a value fits that stands a line too high or low, by how many heights at most, for how clear a label."""
FAR_ON_SLOPE = 0.75
"""Of the distance that counts on one line."""

# Below a label.
BELOW, BY_DROP = 0.9, 0.25
"""Right below, and what a value loses that stands as far down as one may."""
LINES_BELOW = 2.6
"""A value further down than this many line heights is not under its label."""
LEAST_HEIGHT = 6.0
OVERLAP, OVERLAP_SEEN = 0.3, 0.8
"""By how much of its height a label may reach into the line below; engines draw the boxes of sloping words too high."""
IN_COLUMN = 0.6
"""How well a value is under a heading that it shares no edge with, where the next heading stands beside it."""
WEAK_LABEL_ABOVE = 0.7
ANSWERED_BESIDE = 0.3
"""What is left below a label that has its value on its right."""
LABEL_BETWEEN = 0.3
VALUE_BETWEEN = 0.4
OVERLAPPING, TOUCHING = 0.9, 0.6
"""Two boxes that share no edge: one over most of the other's width, or only a part of it."""
MOST_OF_IT = 0.5
SAME_EDGE = 4
SLACK = 2
"""What two lines may reach into each other and still be one above the other."""

# Of several values that want one label.
GAIN = 0.1
"""By so much the labels must be answered better before a value leaves the one that fits it best."""
