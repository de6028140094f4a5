"""gateway is the only public service: it finds out who sent a request and forwards it to the service that answers it.

does   sign-in and sessions; rights asked of the directory at each request; routing by the services' own OpenAPI
       documents; Idempotency-Key on writes; one public OpenAPI document; live states as server-sent events
hears  document.state_changed, document.seen_again, document.refused, booking.*, task.*, delivery.*: for the
       live states alone
says   audit.recorded: who signed out, who opened or downloaded a document
owns   sessions, stored answers (24 hours), live states (1 hour); no business table
"""
