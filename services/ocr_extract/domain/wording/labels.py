"""The labels of values, by role. The longest phrase that matches wins."""

from services.ocr_extract.domain.wording.amount_labels import AMOUNT_LABELS
from services.ocr_extract.domain.wording.date_labels import DATE_LABELS
from services.ocr_extract.domain.wording.number_labels import NUMBER_LABELS
from services.ocr_extract.domain.wording.party_labels import PARTY_LABELS
from services.ocr_extract.domain.wording.phrases import Phrases
from services.ocr_extract.domain.wording.roles import Role

LABELS: dict[Role, Phrases] = DATE_LABELS | NUMBER_LABELS | AMOUNT_LABELS | PARTY_LABELS
