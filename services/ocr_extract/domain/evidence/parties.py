"""What speaks for a company of the document being the seller or the buyer, and for the client being the seller."""

from services.ocr_extract.domain.evidence import Evidence

# One place of a company, as a seller's.
UNDER_SELLER_HEADING = Evidence("under_seller_heading", 1.0)
IN_FOOTER = Evidence("in_footer", 0.7)
IN_HEADER = Evidence("in_header", 0.25)
WITH_CONTACT_DETAILS = Evidence("with_contact_details", 0.4)
"""A register, a share capital, a telephone number, an IBAN: what a company prints of itself."""
ON_LATER_PAGE = Evidence("on_later_page", -0.2)
IN_LARGE_TYPE = Evidence("in_large_type", 0.35)
LARGEST_WORDS = Evidence("largest_words", 0.5)
FIRST_WORDS = Evidence("first_words", 0.1)

# One place of a company, as a buyer's.
UNDER_BUYER_HEADING = Evidence("under_buyer_heading", 1.0)
IN_ADDRESS_WINDOW = Evidence("in_address_window", 0.25)

# The places of a VAT number; negative speaks for the buyer.
NUMBER_WITH_SELLER_LABEL = Evidence("number_with_seller_label", 1.0)
NUMBER_WITH_BUYER_LABEL = Evidence("number_with_buyer_label", -1.2)
NUMBER_IN_FOOTER = Evidence("number_in_footer", 0.7)

# Is the client the seller? Positive says yes.
MOSTLY_PURCHASES = Evidence("mostly_purchases", -0.15)
"""With all else equal a document in a client's file is a purchase."""
OTHER_LOOKS_LIKE_SELLER = Evidence("other_looks_like_seller", -0.6)
"""For each point by which the likeliest other company looks like a seller."""
OTHER_NUMBER_OF_SELLER = Evidence("other_number_of_seller", -0.5)
"""For each point by which the likeliest other VAT number stands like a seller's."""
ACCOUNT_OF_CLIENT = Evidence("account_of_client", 1.5)
ACCOUNT_CONTRADICTED = Evidence("account_contradicted", -1.5)
"""All else says that the client buys: the account is printed for another reason, or entered for the wrong company."""
CONTRADICTION = -0.3
"""From here down all else speaks against what the account says."""
ACCOUNT_OF_OTHER = Evidence("account_of_other", -0.5)
CLIENT_NOT_SEEN = Evidence("client_not_seen", -1.0)
"""Sells nothing here: what spoke for the client as the seller is taken away."""
NOT_SEEN = -0.01
"""The most that is left of it."""

# Which other company is the counterparty?
WITH_VAT_NUMBER = Evidence("with_vat_number", 0.9)
WITH_WEB_ADDRESS = Evidence("with_web_address", 0.5)
WITH_LEGAL_FORM = Evidence("with_legal_form", 0.3)
WITH_ADDRESS = Evidence("with_address", 0.25)
NAMED_AGAIN = Evidence("named_again", 0.1)
"""For each place, up to the most that count."""
MOST_PLACES = 3

# Whose is another VAT number?
NUMBER_OF_COUNTERPARTY = 1.5
NUMBER_OF_NOBODY = -0.5
"""A number with no more than this is not taken for the counterparty's."""
CLEAR_ROLE = 0.3
"""From here the place of the only VAT number proves whose it is."""
LABELLED = 0.4
"""How well a label must fit a VAT number to say whose it is."""

# How sure is it who sells?
ROLE_BASE, ROLE_SHARE, ROLE_CLEAR, ROLE_MOST = 0.62, 0.25, 1.4, 0.99
"""The certainty is base + share x sum, which counts up to clear; no more than the most."""
ROLE_UNSEEN = 0.7
"""The certainty where the client is not seen on the document."""
ROLE_CONTRADICTED = 0.3
"""The certainty where the account and all else contradict each other: a user decides what the document is."""

# Which of a company's names is its name, and how sure is it?
NAME_WITH_LEGAL_FORM, NAME_ON_FIRST_PAGE, NAME_WITH_ADDRESS, NAME_IN_ROLE = 0.6, 0.2, 0.4, 0.1
CONFIDENCE_OF_A_NAME = 0.55
CONFIDENCE_BY_LEGAL_FORM = 0.12
CONFIDENCE_BY_ADDRESS = 0.1
CONFIDENCE_BY_VAT_NUMBER = 0.12
CONFIDENCE_BY_ANOTHER_PLACE = 0.08
CONFIDENCE_BY_WEB_ADDRESS = 0.1
CONFIDENCE_BY_CLIENT = 0.2
CONFIDENCE_BY_ROLE = 0.1
MOST_CONFIDENCE_OF_A_NAME = 0.97
A_ROLE = 0.6
"""From here a company's role is plain enough to speak for its name."""

# The confidence in the other fields of a company.
CERTAIN_NUMBER, LIKELY_NUMBER, REGISTER_NUMBER = 0.98, 0.8, 0.75
OF_POSTCODE, OF_CITY, OF_STREET, OF_COUNTRY = 0.8, 0.8, 0.75, 0.85

# Places on the page, in shares of its height and width; the rest in points.
FOOTER, HEADER = 0.86, 0.22
WINDOW_TOP, WINDOW_BOTTOM, WINDOW_LEFT = 0.08, 0.4, 0.45
"""Where the window of an envelope shows the buyer's address."""
HEADLINES = 0.25
"""The part of the first page in which a seller sets its own name."""
LARGE_NAME = 1.25
LARGE_HEADLINE = 1.3
"""Type so many times the size of the body is large."""
LARGER = 0.2
"""Points by which one type must be larger than another."""
SAME_SIZE = 0.3
LARGE = 12.0
"""Type of this size or more is a headline."""
HALF_ABOVE = 1.2
"""The first half of a long name stands no more than so many heights above the second."""
