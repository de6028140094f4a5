"""Everything is killed at random while documents flow; afterwards the receivers are asked what they got.

`python -m tests.faults` (`make faults`) is the whole run; `test_short_dose.py` a dose of it for every `make test`.
"""
