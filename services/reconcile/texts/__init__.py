"""All texts of reconcile for users, in French, Dutch and English."""

from libs.reasons import REASONS
from libs.texts import Texts
from services.reconcile.texts import history, problems, tasks

TEXTS: Texts = {**REASONS, **tasks.TEXTS, **problems.TEXTS, **history.TEXTS}
