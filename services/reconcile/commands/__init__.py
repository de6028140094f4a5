"""Commands of users: record the fact, write the history, reconcile.

Every function works inside one database transaction of one client. Raises `Refusal` for a command that is not
allowed, before anything is written.
"""
