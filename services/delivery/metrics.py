"""What operators count: attempts by how they ended; unconfirmed ones are a number too, not only tasks."""

from prometheus_client import Counter

ATTEMPTS = Counter("serein_delivery_attempts_total", "Attempts by how they ended", ["channel", "outcome", "state"])
