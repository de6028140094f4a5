"""Monthly statements of credit and prepaid cards; their lines add up to the total, over as many pages as needed."""

from libs.samples.card_statements.draw import CardStatement, draw_statement
from libs.samples.card_statements.printing import SHARED_STATEMENT, StatementAxes, statement_sample

__all__ = ["SHARED_STATEMENT", "CardStatement", "StatementAxes", "draw_statement", "statement_sample"]
