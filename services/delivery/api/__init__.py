"""The HTTP routes: connections and destination of a client, connections of a firm, deliveries with their receipts."""
