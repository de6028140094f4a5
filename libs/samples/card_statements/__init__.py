"""Monthly statements of credit and prepaid cards: lines that tie out, over as many pages as they take."""

from libs.samples.card_statements.draw import CardStatement, draw_statement
from libs.samples.card_statements.printing import SHARED_STATEMENT, StatementAxes, statement_sample

__all__ = ["SHARED_STATEMENT", "CardStatement", "StatementAxes", "draw_statement", "statement_sample"]
