"""The lines of the history."""

from services.reconcile.domain.actions import Action
from services.reconcile.domain.history import HistoryEvent
from services.reconcile.texts import TEXTS


def test_every_line_of_the_history_has_words() -> None:
    written = {*HistoryEvent, *Action} - {Action.LINK}

    without_words = {what for what in written if f"history_{what}" not in TEXTS}

    assert without_words == set()
