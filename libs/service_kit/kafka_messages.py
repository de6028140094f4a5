"""A message of the Kafka protocol that our library does not have: give a user a password (KIP-554, API key 51)."""

from typing import Any

from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import CompactArray, CompactBytes, CompactString, Int8, Int16, Int32, Schema, TaggedFields


class _Answer(Response):  # type: ignore[misc]
    API_KEY = 51
    API_VERSION = 0
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "results",
            CompactArray(
                ("user", CompactString("utf-8")),
                ("error_code", Int16),
                ("error_message", CompactString("utf-8")),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


class _Question(RequestStruct):  # type: ignore[misc]
    FLEXIBLE_VERSION = True
    API_KEY = 51
    API_VERSION = 0
    RESPONSE_TYPE = _Answer
    SCHEMA = Schema(
        (
            "deletions",
            CompactArray(("name", CompactString("utf-8")), ("mechanism", Int8), ("tags", TaggedFields)),
        ),
        (
            "upsertions",
            CompactArray(
                ("name", CompactString("utf-8")),
                ("mechanism", Int8),
                ("iterations", Int32),
                ("salt", CompactBytes),
                ("salted_password", CompactBytes),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


class SetPassword(Request[_Question]):  # type: ignore[misc]
    """Make a user, or give one another password. What is sent is made of the password, which itself stays here."""

    API_KEY = 51

    def __init__(self, user: str, mechanism: int, iterations: int, salt: bytes, salted_password: bytes) -> None:
        self._upsertion: tuple[object, ...] = (user, mechanism, iterations, salt, salted_password, {})

    def build(self, request_struct_class: type[Any]) -> Any:
        """The message in the version that both sides know."""
        return request_struct_class([], [self._upsertion], {})
