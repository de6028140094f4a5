"""Processes are killed at random while documents are processed; afterwards the receivers' inboxes are checked.

`python -m tests.faults` (`make faults`) is the whole run; `test_short_run.py` is a small one for every `make test`.
"""
