"""What queries return has the types of the columns that it comes from."""

from typing import get_args, get_type_hints

import pytest

from services.reconcile.rows import DocumentCandidate, Part, TransactionCandidate
from services.reconcile.tables import BankTransaction, Document


@pytest.mark.parametrize(
    ("row", "table"), [(DocumentCandidate, Document), (Part, Document), (TransactionCandidate, BankTransaction)]
)
def test_the_columns_of_a_row_have_the_types_of_the_table(row: type, table: type) -> None:
    columns = {name: get_args(kind)[0] for name, kind in get_type_hints(table).items() if get_args(kind)}

    wrong = {name for name, kind in get_type_hints(row).items() if columns[name] != kind}

    assert wrong == set()
