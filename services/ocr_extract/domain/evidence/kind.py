"""What speaks for each kind of document. Every kind's sum reaches about 1 where nothing is missing."""

from services.ocr_extract.domain.evidence import Evidence

# A title: the best cell in the upper part of the first page.
TITLE_WORDS = Evidence("title_words", 0.3)
TITLE_FIRST_IN_CELL = Evidence("title_first_in_cell", 0.25)
TITLE_LARGE = Evidence("title_large", 0.35)
TITLE_SHORT = Evidence("title_short", 0.1)
TITLE_IN_SENTENCE = Evidence("title_in_sentence", -0.2)
NUMBER_LABEL = Evidence("number_label_names_kind", 0.6)
"""`Numéro de facture` says what the document is, wherever it stands."""
OTHER_TITLE = Evidence("title_of_another_kind", 0.9)
"""A quote, an order, a delivery note, a pro forma, a reminder: no invoice, in so many words."""

# Fields that an invoice has; a receipt has most of them too, which counts half there.
_A_FIELD = 0.1
HAS_TOTAL = Evidence("has_total", _A_FIELD)
HAS_NUMBER = Evidence("has_number", _A_FIELD)
HAS_SELLER_NUMBER = Evidence("has_seller_number", _A_FIELD)
HAS_DATE = Evidence("has_date", _A_FIELD)
HAS_VAT_ROWS = Evidence("has_vat_rows", _A_FIELD)
A_FIELD_OF_A_RECEIPT = 0.5
TITLE_OF_AN_INVOICE = 0.6
"""The share of an invoice's sum that its title makes; five fields make the rest."""

# A receipt.
TICKET = Evidence("cell_says_ticket", 0.65)
NARROW_PAGE = Evidence("narrow_page", 0.6)
TIME_OF_DAY = Evidence("time_beside_date", 0.6)
"""Tills print it; on an invoice to a named buyer hardly anybody does."""

# A contract.
CONTRACT_TITLE = 0.6
"""The share of a contract's sum that its title makes; its phrases make the rest."""
CONTRACT_PHRASES = Evidence("contract_phrases", 0.12)
"""Each of them, up to the most that count."""
MOST_CONTRACT_PHRASES, CONTRACT_BY_PHRASES = 6, 4
"""So many phrases count at most, and so many make a contract without a title."""

# A card statement.
BUILT_AS_CARD_STATEMENT = Evidence("built_as_card_statement", 1.0)
TITLE_NAMES_A_CARD = Evidence("title_names_a_card", 1.0)

NOTHING_OF_AN_INVOICE = Evidence("nothing_of_an_invoice", 0.6)
STATED_BY_EINVOICE = Evidence("stated_by_einvoice", 1.0)
STATED_BY_USER = Evidence("stated_by_user", 1.0)

# Limits.
A_TITLE = 0.65
"""Words this much like a title are one."""
LIKELY_TITLE = 0.6
"""From here a title of a credit note, receipt or card statement counts as one."""
NEARLY = 0.05
"""A credit note's title may be so much weaker than an invoice's and still decide."""
A_RIVAL = 0.6
"""Another kind needs this sum, and more than the invoice's, to win."""
AN_INVOICE = 0.5
LIKELY_RECEIPT, LIKELY_CONTRACT = 0.35, 0.4
"""Enough where nothing speaks clearly for anything."""
ENOUGH_FIELDS = 2
"""Fields without which a document that names a total is neither invoice nor receipt."""
CONTRACT_BESIDE_INVOICE, OTHER_BESIDE_INVOICE = 0.4, 0.5
"""What is left of another kind's sum where a title says invoice, and for a contract where VAT is printed."""

# Confidence.
RIVAL_BASE, RIVAL_SHARE, RIVAL_MOST = 0.45, 0.5, 0.97
INVOICE_BASE, INVOICE_SHARE, INVOICE_MOST = 0.5, 0.5, 0.99
"""The confidence is base + share x sum, and no more than the most."""
ROLE_SHARE = 0.5
"""The exponent with which the certainty of seller and buyer counts for the certainty of sale or purchase."""
POOR_RECEIPT, POOR_INVOICE, POOR_CONTRACT = 0.6, 0.5, 0.55
"""The confidence in a kind that nothing speaks against."""

# Places on the page.
NARROW = 330.0
"""A page narrower than this (points) came from a till."""
UPPER_PART = 0.6
"""Titles stand in this share of the first page."""
LARGE = 1.2
"""Type so many times the size of the body is large."""
BODY_SIZE = 10.0
"""Points, where a page has no words."""
MOST_TITLES = 2
"""A line of more cells heads a table or a list of particulars."""
FIRST_CHARACTERS = 2
"""Signs that may stand before a title in its cell."""
SHORT, LONG = 5, 9
"""Words of a cell that is little but its title, and of one that is a sentence."""
ANSWER_BELOW, ANSWER_ALIGNED = 2.5, 6
"""A number so many heights under the words (points aside) answers them: they are a label, not a title."""
