"""What services say to each other: events with versions, their envelope, and the values they carry.

This package imports nothing of ours. `registry` and `envelope` know no accounting word; `values`, `fields` and
`events/` do. Importing `contracts.catalogue` registers every event.
"""
