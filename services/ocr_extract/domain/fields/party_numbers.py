"""Tells the number of a company apart: `Nummer: 549910` between `Verkäufer` and `Anschrift` is a customer's number."""

import re

from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.layout.page import Line, Pages
from services.ocr_extract.domain.wording.phrases import any_of
from services.ocr_extract.domain.wording.roles import Role

_BARE = re.compile(r"(?:n°|nr|no|num(?:ero|mer|ber)?|id|#)[ .:]*$")
_OF_A_PARTY = any_of(
    r"""
    verkaufer[a-z/]*; kaufer[a-z/]*; name; anschrift; globale nummer; gln; ansprechpartner; vendeur; acheteur; nom;
    adresse; verkoper; koper; naam; adres; seller; buyer; address; contactpersoon
    """,
    before=r"^",
    after=r" ?(?::|$)",
)
NEAR, SAME_EDGE = 2, 6
"""Lines up or down, and points by which their left edges differ at most, that belong to one list of a party."""


def is_of_a_party(label: Label, pages: Pages) -> bool:
    """Whether a label that says only "number" stands in a list about a party, between its name and address."""
    if label.role is not Role.NUMBER or not _BARE.fullmatch(label.text):
        return False
    return any(_names_a_party(line, label) for line in pages.lines if 0 < abs(line.index - label.line.index) <= NEAR)


def _names_a_party(line: Line, label: Label) -> bool:
    cells = (cell for cell in line.cells if abs(cell.box.x0 - label.box.x0) <= SAME_EDGE)
    return line.page == label.page and any(_OF_A_PARTY.match(cell.folded) for cell in cells)
