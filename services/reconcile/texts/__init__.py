"""All words that reconcile says to people, in French, Dutch and English."""

from services.reconcile.texts import history, problems, tasks

TEXTS = tasks.TEXTS | problems.TEXTS | history.TEXTS
