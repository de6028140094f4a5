"""Here every file that a test writes is held to the official rules."""

import pytest

from tests.ubl_written import judged_when_written

every_file_is_judged = pytest.fixture(autouse=True)(judged_when_written)
