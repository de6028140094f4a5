"""The two roles of a service: one for requests and events, which sees one client at a time, and one for its jobs.

Both may read and write the service's rows and own nothing. Only the jobs' role can see all clients at once
(`all_tenants=True`): a statement that is smuggled into a request runs as the other one, which cannot.
"""

from urllib.parse import urlsplit, urlunsplit


def role_of(schema: str) -> str:
    """The role for requests and events."""
    return f"serein_{schema}"


def jobs_role_of(schema: str) -> str:
    """The role for work across all clients."""
    return f"{role_of(schema)}_jobs"


def jobs_url(url: str) -> str:
    """The address for the jobs' role, from that for requests: its name ends in `_jobs`, its password is the same.

    Raises ValueError for an address without a user.
    """
    parts = urlsplit(url)
    account, at, place = parts.netloc.rpartition("@")
    user, colon, password = account.partition(":")
    if not user:
        raise ValueError("the database's address names no user")
    return urlunsplit(parts._replace(netloc=f"{user}_jobs{colon}{password}{at}{place}"))
