"""JSONB columns that hold values of one shape, checked where they are read and written."""

from typing import Any, get_args

from pydantic import TypeAdapter
from sqlalchemy import Dialect, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB

from contracts.registry import REGISTRY, Event


class Shaped(TypeDecorator[Any]):
    """JSONB with values of `shape` (a pydantic model, a dataclass, a list of them): `mapped_column(Shaped(Reason))`.

    None is NULL. A stored value that no longer has the shape raises pydantic's ValidationError when it is read. An
    event gets new versions, which rows of an old one do not fit: it has `StoredEvent`, and is refused with TypeError.
    """

    impl = JSONB
    cache_ok = True

    def __init__(self, shape: Any) -> None:
        super().__init__(none_as_null=True)
        if any(isinstance(part, type) and issubclass(part, Event) for part in (shape, *get_args(shape))):
            raise TypeError(f"{shape} is stored with StoredEvent")
        self.shape = shape
        self._adapter: TypeAdapter[Any] = TypeAdapter(shape)

    def process_bind_param(self, value: Any, _dialect: Dialect) -> Any:
        """The value as JSON has it."""
        return None if value is None else self._adapter.dump_python(value, mode="json")

    def process_result_value(self, value: Any, _dialect: Dialect) -> Any:
        """The value in its shape."""
        return None if value is None else self._adapter.validate_python(value)


class StoredEvent(TypeDecorator[Any]):
    """JSONB with an event and its type; what was stored as an old version is read as the newest one.

    None is NULL. Raises ContractError when a row holds a version that is not known here.
    """

    impl = JSONB
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(none_as_null=True)

    def process_bind_param(self, value: Event | None, _dialect: Dialect) -> Any:
        """The event as JSON has it, beside its type."""
        return None if value is None else {"type": value.type(), "data": value.model_dump(mode="json")}

    def process_result_value(self, value: Any, _dialect: Dialect) -> Event | None:
        """The event in its newest version."""
        return None if value is None else REGISTRY.parse(value["type"], value["data"])
