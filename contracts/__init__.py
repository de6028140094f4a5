"""The messages between services: events with versions, their envelope, and the values in them.

This package imports nothing of ours. `registry` and `envelope` know no accounting word; `values`, `fields` and
`events/` do. Importing `contracts.catalogue` registers every event.
"""
