"""Settings that serve three purposes: the form in the web app, the check of what is stored, and the type in the code.

The titles of the fields are in the JSON Schema in three languages. A `SecretStr` field never leaves the service
again: it is stored sealed, apart from the others, and decrypted only for an attempt.

A secret is bound to the place it was entered for: the server, the port, the account, and how the server is recognised.
Every field of a connection's form that is no secret belongs to that place unless it says `place=False`, so a new
connector cannot forget one. When the place changes, the secrets must be entered again.
"""

import json
from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from services.delivery.texts import Code

LANGUAGES = ("fr", "nl", "en")

AForm = TypeVar("AForm", bound="Form")


class Form(BaseModel):
    """Settings of a connection or of a destination. Unknown fields are refused, and no error shows a value."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, str_strip_whitespace=True)

    about: ClassVar[Mapping[str, str]] = {}
    """What the form asks for, in the three languages."""

    recognised_by: ClassVar[tuple[str, ...]] = ()
    """Fields of the place without which nothing is sent. While one is empty, filling it in is no change of place."""

    def recipients(self) -> Mapping[str, str]:
        """The e-mail addresses that documents are sent to, by the name of their field; none unless it is by mail."""
        return {}


def ill_formed(code: Code, **context: str) -> PydanticCustomError:
    """An error of a field or a form with one of our codes, whose words are in the texts of this service."""
    return PydanticCustomError(code.value, code.value, dict(context))


def labels(
    fr: str, nl: str, en: str, *, hint: tuple[str, str, str] | None = None, place: bool = True
) -> dict[str, Any]:
    """The titles of one field, with an optional line of help, for `Field(json_schema_extra=labels(...))`.

    `place=False`: whatever its value, the secrets of the form reach the same server and account.
    """
    extra: dict[str, Any] = {"x-titles": {"fr": fr, "nl": nl, "en": en}, "x-place": place}
    if hint:
        extra["x-hints"] = dict(zip(LANGUAGES, hint, strict=True))
    return extra


def schema(model: type[Form], language: str, title: Mapping[str, str]) -> dict[str, Any]:
    """The form as JSON Schema, with all its words in one language (English when we do not speak it)."""
    form = model.model_json_schema()
    bound = place_fields(model)
    for name, field in form["properties"].items():
        field.pop("x-place", None)
        field |= {"x-secret": True} if name in secret_fields(model) else {"x-place": True} if name in bound else {}
    for part in (form, *form.get("$defs", {}).values()):
        part.pop("description", None)
        part.pop("title", None)
        for field in part.get("properties", {}).values():
            _translate(field, "x-titles", "title", language)
            _translate(field, "x-hints", "description", language)
    form["title"] = title.get(language, title["en"])
    form["description"] = model.about.get(language, model.about.get("en", ""))
    return form


def _translate(field: dict[str, Any], source: str, target: str, language: str) -> None:
    texts = field.pop(source, None)
    if texts:
        field[target] = texts.get(language, texts["en"])


def secret_fields(model: type[Form]) -> frozenset[str]:
    """The names of the fields that are sealed."""
    return frozenset(
        name
        for name, field in model.model_fields.items()
        if field.annotation is SecretStr or SecretStr in get_args(field.annotation)
    )


def place_fields(model: type[Form]) -> frozenset[str]:
    """The names of the fields that make up the place its secrets are bound to; none for a form without secrets."""
    hidden = secret_fields(model)
    if not hidden:
        return frozenset()
    return frozenset(name for name, field in model.model_fields.items() if name not in hidden and _is_place(field))


def _is_place(field: FieldInfo) -> bool:
    extra = field.json_schema_extra
    return not isinstance(extra, dict) or extra.get("x-place") is not False


def place_of(model: type[Form], plain: Mapping[str, Any]) -> str:
    """The place as one text: the fields that make it up, sorted, with a field that is not stored at its default."""
    values = {name: plain.get(name, model.model_fields[name].get_default()) for name in place_fields(model)}
    return json.dumps(values, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)


def plain_part(form: Form) -> dict[str, Any]:
    """The values that are stored as they are and may be shown."""
    return form.model_dump(mode="json", exclude=set(secret_fields(type(form))))


def secret_part(form: Form) -> dict[str, str]:
    """The values that are sealed: the secrets that are filled in."""
    values = {name: getattr(form, name) for name in secret_fields(type(form))}
    return {name: value.get_secret_value() for name, value in values.items() if value is not None}


def assemble(model: type[AForm], plain: Mapping[str, Any], secrets: Mapping[str, str]) -> AForm:
    """The whole form again. Raises pydantic's ValidationError when a stored row no longer fits its connector."""
    return model.model_validate({**plain, **secrets})
