"""JSONB columns that hold values of one shape, checked where they are read and written."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Dialect, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB


class Shaped(TypeDecorator[Any]):
    """JSONB with values of `shape` (a pydantic model, a dataclass, a list of them): `mapped_column(Shaped(Reason))`.

    None is NULL. A stored value that no longer has the shape raises pydantic's ValidationError when it is read.
    """

    impl = JSONB
    cache_ok = True

    def __init__(self, shape: Any) -> None:
        super().__init__(none_as_null=True)
        self.shape = shape
        self._adapter: TypeAdapter[Any] = TypeAdapter(shape)

    def process_bind_param(self, value: Any, _dialect: Dialect) -> Any:
        """The value as JSON has it."""
        return None if value is None else self._adapter.dump_python(value, mode="json")

    def process_result_value(self, value: Any, _dialect: Dialect) -> Any:
        """The value in its shape."""
        return None if value is None else self._adapter.validate_python(value)
