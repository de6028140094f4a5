"""CODA files, as banks, CodaBox and other packages deliver them: bytes in, checked statements out.

The reader is our own (`domain/coda/`: a table of columns and its readers). The library febelfin-coda is only the
independent reader of the tests. Using it, we would still have to read every figure ourselves before it, because it
names no line and checks with `assert` (which `python -O` switches off). After it, we would have to correct its faults:
it stops at a detail of a detail (type 9), at an unknown value date (000000) and at a byte-order mark; it reads a header
reference one column late, leaves currencies inside account numbers, shifts a structured communication when a bank omits
record 2.2, and loses to which transaction an information record belongs.
"""

from services.bank_sync.domain.coda.lines import lines_of, statements_in
from services.bank_sync.domain.coda.statements import statement_of
from services.bank_sync.domain.statement import Statement


def read_coda(content: bytes) -> list[Statement]:
    """Every statement of a CODA file (version 2), all checks passed.

    Accepts windows-1252 and UTF-8, with or without byte-order mark, and any line ends. Raises `CodaError` for the first
    fault, with its line, rule and figures; nothing is returned then.
    """
    return [statement_of(lines) for lines in statements_in(lines_of(content))]
