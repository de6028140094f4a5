"""gateway is the one public door: it knows who asks, and hands the request to the service that owns the answer.

does   sign-in and sessions; rights asked of the directory at each request; routing by the services' own OpenAPI
       documents; Idempotency-Key on writes; one public OpenAPI document; live states as server-sent events
hears  document.*, booking.*, ubl.*, task.*, delivery.*: for the live states alone
says   nothing
owns   sessions, stored answers (24 hours), live states (1 hour); no business table
"""
