"""What speaks for three amounts being the total without VAT, the VAT, and the total with VAT."""

from decimal import Decimal
from typing import NamedTuple

from services.ocr_extract.domain.evidence import Evidence, Score, total_of


class TotalsEvidence(NamedTuple):
    """The weight of everything that speaks for three amounts, by its name; 0 where it does not apply."""

    label_of_total: float
    label_without_vat: float
    label_of_vat: float
    largest_amount: float
    rows_add_up: float
    no_rows: float
    lines_add_up: float
    proof: float
    rate_left_out: float

    @property
    def total(self) -> float:
        """The sum, added in this order."""
        return total_of(self)

    def score(self) -> Score:
        """The sum with the evidence that applies."""
        named = zip(self._fields, self, strict=True)
        return Score(self.total, tuple(Evidence(code, weight) for code, weight in named if weight))


# The weight of each piece of evidence; a label counts by how well it fits.
LABEL_OF_PAYABLE = 0.85
"""The amount to pay names the total with VAT nearly as well as a label of its own does."""
ZERO_VAT = 0.5
"""What a label and rows count where there is no VAT: a zero stands in many places."""
LARGEST = 0.3
"""In proportion to the largest amount of the document."""
ROWS = 1.2
"""For rows of base x rate = VAT that add up to the totals, by how well they are printed."""
NO_ROWS = -0.6
SUM = 0.4
"""When the lines of the table add up to the total."""
PROOF = 1.2
"""What a proof adds: three amounts that merely have labels lose against three that are borne out."""
RATE_LEFT_OUT = -1.2
"""For each rate whose base and VAT stand on one line and are left out: nearly a contradiction."""

# How well the rows are borne out.
ON_ONE_LINE = 1.0
"""Rate, base and VAT of a row stand on one line."""
PRINTED_VAT_PER_RATE, PRINTED_RATE, KNOWN_RATE, ZERO_RATE = 0.9, 0.8, 0.35, 0.8
"""VAT amounts that add up; one rate for all that is printed somewhere, or is only in force; no VAT, with a reason."""
LINES_OF_ONE_RATE = 0.75
"""Several lines of one rate that each print their VAT, taken together."""
INLINE_ROW = 0.8
"""From here a row prints its VAT itself."""
ROWS_OF_RATES, ROWS_OF_REDUCED_RATES = 0.85, 0.75
"""Rows made of the lines' rates, and of these after a discount on the whole: their VAT is printed somewhere."""
VAT_NOT_PRINTED = 0.25
"""What such a row loses whose VAT is printed nowhere."""
LEAST_SHARE = Decimal("0.5")
"""A discount on the whole leaves more than this share."""
ROWS_OF_PARTITION = 0.7
"""Rows made by the only split of the lines that both amounts of VAT allow."""
SLACK_OF_VAT = Decimal("0.6")
"""The base behind a printed VAT is known to so much, divided by the rate in percent: half a cent of VAT, and more."""
EACH_ROW = 0.05
"""Of two ways to add up, each row costs so much: the simpler one wins."""

# When three amounts are proved, or a coincidence.
ENOUGH = 1.4
"""Weight under which three amounts are a coincidence and not the totals."""
RIVALS = 0.15
"""Two totals closer than this are a question: a proof decides, or nobody."""
PROVED_ROWS, PROVED_LABEL = 0.55, 0.4
"""Rows and the label of the total must be this clear for a proof."""
ZERO_SHOWN = 0.3
"""How clearly a VAT of zero must be labelled to prove that there is none."""
CLEAR = 0.6
"""A label this convincing is hard to overlook."""
NEARLY = 0.15
"""Two labels closer than this are equally convincing."""
WORTH_A_ROW = Decimal("0.20")
"""Less VAT than this fits some rate by chance."""

# How well a label fits an amount.
LEAST_FIT = 0.05
PART_OF_AN_AMOUNT = 0.6
"""What is left for `034,61` inside `2 034,61`."""
IN_SENTENCE = 0.6
"""What is left in a sentence, where a total may be that of a year or of an account."""
A_WORD, A_SENTENCE = 3, 7
"""Letters of a word, and words of a cell that is a sentence."""
IN_TABLE = 0.5
"""What is left on a line of the table: the heading of a column says little about its lines."""
ADDEND = 0.5
"""What is left under the heading of a column whose amounts are summed up below: the heading names the sum."""
SAME_EDGE, COLUMN = 4.0, 60.0
"""Points by which the right edges of a column differ at most, and from its first amount down to its sum."""
BETTER_ELSEWHERE = 0.5
"""What is left of a role where another one fits the amount better."""

# The rest of the amounts, and the confidence in all of them.
UNPROVED, A_PART = 0.85, 0.55
"""The most that totals are believed which no arithmetic proves, and of those that are less than another amount."""
UNPROVED_BASE, UNPROVED_SHARE = 0.35, 0.15
"""Without proof the confidence is base + share x weight."""
PROVED = 0.99
A_LABEL = 0.4
"""How well a label must fit an amount to name it."""
MINUS_LABEL, TARGET_LABEL, SETTLEMENT_LABEL, LABEL_ALONE = 0.6, 0.5, 0.45, 0.75
"""The same for amounts that tell a minus, sums that rows are sought for, what is paid and left to pay, and a total
that nothing adds up to."""
SETTLED, SETTLED_UNPROVED, BY_LABEL_ALONE = 0.97, 0.8, 0.45
LONE_TOTAL = 0.25
"""How well a weak label (`Total`) must fit the largest amount of a paper on which nothing else is a total."""
PER_LINE = Decimal("0.02")
"""By how much totals may miss each other when VAT was rounded on every line."""
