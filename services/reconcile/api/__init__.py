"""The HTTP routes of reconcile, one module per subject."""

from services.reconcile.api import bookings, documents, history, releases, tasks, transactions

ROUTERS = [
    documents.router,
    releases.router,
    transactions.router,
    bookings.router,
    tasks.router,
    history.router,
]
