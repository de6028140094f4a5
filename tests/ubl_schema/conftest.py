"""Every file that a test in this folder writes is validated by the official rules."""

import pytest

from tests.ubl_written import judged_when_written

every_file_is_judged = pytest.fixture(autouse=True)(judged_when_written)
