"""The fields that users fill in, and how each is checked."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, TypedDict, TypeVar, cast
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from contracts.values import iban as checked_iban
from contracts.values import vat_number as checked_vat_number
from libs.outside_text import Text
from libs.refusal import Refusal
from libs.service_kit.invalid_request import FieldError, InvalidRequest
from services.directory.domain.contact import check_email, e164
from services.directory.domain.passwords import check_password
from services.directory.texts import Code

_NOT_SHOWN = {"password", "password_hash", "sessions_from"}
"""Columns and fields that the audit trail does not show."""

Columns = TypeVar("Columns", bound=Mapping[str, Any])

Name = Annotated[str, Text(200, least=1)]
Line = Annotated[str, Text(200)]
Email = Annotated[str, Text(320)]
Mobile = Annotated[str, Text(40)]
Password = Annotated[str, Text(1024, exact=True)]
Groups = Annotated[list[UUID], Field(max_length=200)]
UserLanguage = Literal["fr", "nl", "en"]


class Input(BaseModel):
    """The body of a request. Unknown fields are refused; errors do not repeat values, which may be passwords."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    def changes(self) -> dict[str, Any]:
        """The fields that were sent, null included."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class UserView(BaseModel):
    """A user as others see them."""

    model_config = ConfigDict(from_attributes=True)

    user_id: UUID
    email: str
    first_name: str
    last_name: str
    mobile: str | None
    language: str
    role: str
    active: bool


def email(value: str) -> str:
    """The address. Raises 422 when mail cannot be sent to it."""
    check_email(value)
    return value


def mobile(value: str | None) -> str | None:
    """The number in its international form, None when it is empty. Raises 422 without a country code."""
    if value is None or not value:
        return None
    number = e164(value)
    if number is None:
        raise Refusal(Code.MOBILE_INVALID)
    return number


def password(value: str, address: str, *about: str) -> str:
    """The password. Raises 422 when it is too short, too long, or easily guessed by who knows address and names."""
    check_password(value, address, *about)
    return value


def vat_number(value: str | None) -> str:
    """The VAT number in its usual form. Raises 422 when it is missing or not valid."""
    if not value:
        raise Refusal(Code.VAT_NUMBER_MISSING, at=("vat_number",))
    try:
        return checked_vat_number(value)
    except ValueError as error:
        raise Refusal(Code.VAT_NUMBER_INVALID, at=("vat_number",)) from error


def ibans(values: Sequence[str]) -> list[str]:
    """The account numbers in their usual form. Raises 422 for one that is not valid."""
    found = []
    for number, value in enumerate(values):
        try:
            found.append(checked_iban(value))
        except ValueError as error:
            raise Refusal(Code.IBAN_INVALID, at=("ibans", str(number)), iban=value[:40]) from error
    return found


def columns_of(changes: dict[str, Any], columns: type[Columns]) -> Columns:
    """Those of the changes that are columns of a table. The names and types of the fields are those of the columns."""
    return cast("Columns", {name: value for name, value in changes.items() if name in columns.__annotations__})


def given(changes: dict[str, Any], *may_be_null: str) -> dict[str, Any]:
    """The changes. Raises 422 naming the fields that are null, except those that `may_be_null`."""
    empty = [name for name, value in changes.items() if value is None and name not in may_be_null]
    if empty:
        raise InvalidRequest(FieldError((name,), "missing") for name in sorted(empty))
    return changes


class Difference(TypedDict):
    """The values that differ, by name."""

    old: dict[str, object]
    new: dict[str, object]


def old_and_new(before: object, changes: Mapping[str, Any]) -> Difference:
    """What changes, for the audit trail: the values before and after, of a password only that it changed."""
    known = {name: value for name, value in changes.items() if name not in _NOT_SHOWN and hasattr(before, name)}
    changed = {name: value for name, value in known.items() if getattr(before, name) != value}
    secret = {"password": "changed"} if "password_hash" in changes or changes.get("password") else {}
    return {"old": {name: getattr(before, name) for name in changed}, "new": changed | secret}
