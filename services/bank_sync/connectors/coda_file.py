"""CODA files, as banks, CodaBox and other packages deliver them: bytes in, checked statements out.

The structural reader is our own (`domain/coda/`, a column table and its readers). The library febelfin-coda was to do
this part; it stays as the independent oracle of the tests. In front of it we would have had to read every figure
ourselves, since it names no line and checks by `assert` (switched off by `python -O`); behind it, we would have had to
repair what it gets wrong: it stops at a detail of a detail (type 9), at a value date the bank does not know (000000)
and at a byte-order mark, reads a header reference one column late, leaves currencies inside account numbers, shifts a
structured communication when a bank omits record 2.2, and loses which movement an information record belongs to.
"""

from services.bank_sync.domain.coda.lines import lines_of, statements_in
from services.bank_sync.domain.coda.statements import statement_of
from services.bank_sync.domain.statement import Statement


def read_coda(content: bytes) -> list[Statement]:
    """Every statement of a CODA file (version 2), all checks passed.

    Takes windows-1252 or UTF-8, with or without byte-order mark, any line ends. All or nothing: raises `CodaError`
    (`domain/coda/refusal.py`) with the line, the rule and the figures of the first fault.
    """
    return [statement_of(lines) for lines in statements_in(lines_of(content))]
