"""reconcile links documents and transactions into bookings, keeps the task list and decides when to release a document.

does   matches by evidence (never by amount and date alone), asks when in doubt, undoes exactly; keeps corrections and
       remembers them; releases documents by the client's policy and timing, each once, as a snapshot
hears  client.configured, document.received, document.seen_again, document.reading, document.extracted,
       document.unreadable, document.division_failed, bank.transaction_booked, ubl.rendered, ubl.refused,
       delivery.completed, delivery.failed
says   document.state_changed, booking.linked, booking.unlinked, task.opened, task.closed,
       document.division_decided, document.released, release.decided
owns   documents, transactions, links and bookings, tasks, corrections, releases, the history of who did what
"""
