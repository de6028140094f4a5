"""Mail to users: written into a table in the transaction that it tells of, and sent by a job."""
