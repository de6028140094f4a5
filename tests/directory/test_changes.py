"""Every field that a user may change is stored in a column; a forgotten one would be dropped silently."""

from typing import Any

import pytest

from services.directory.api.client_users import ClientUserChanges
from services.directory.api.firms import FirmChanges
from services.directory.api.me import MyChanges
from services.directory.api.staff import EmployeeChanges
from services.directory.queries.clients import ClientColumns
from services.directory.queries.firms import FirmColumns
from services.directory.queries.users import UserColumns
from services.directory.schemas.clients import ClientChanges, ContactChanges, FollowUpChoice
from services.directory.schemas.fields import Input
from services.directory.tables import Client, Firm, Table, User


@pytest.mark.parametrize(
    ("sent", "columns", "handled"),
    [
        (FirmChanges, FirmColumns, set()),
        (ClientChanges, ClientColumns, {"skip_vat_check", "contact", "follow_up", "groups"}),
        (FollowUpChoice, ClientColumns, {"from_date"}),
        (ContactChanges, UserColumns, set()),
        (ClientUserChanges, UserColumns, {"password"}),
        (EmployeeChanges, UserColumns, {"password", "groups"}),
        (MyChanges, UserColumns, set()),
    ],
)
def test_every_field_that_may_change_is_a_column_or_is_handled(
    sent: type[Input], columns: Any, handled: set[str]
) -> None:
    fields = set(sent.model_fields)

    assert fields - set(columns.__annotations__) == handled


@pytest.mark.parametrize(("columns", "table"), [(FirmColumns, Firm), (ClientColumns, Client), (UserColumns, User)])
def test_every_column_that_may_change_is_one_of_the_table(columns: Any, table: type[Table]) -> None:
    named = set(columns.__annotations__)

    assert named <= set(table.__table__.c.keys())
