"""SQLAlchemy compiles the statements; asyncpg runs them.

A statement that is built in a function is compiled once per shape. One that is built when the module is imported can be
a `Statement`: then running it costs only its parameters.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Generic, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Float
from sqlalchemy.dialects.postgresql import asyncpg as dialect
from sqlalchemy.sql import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import TypedReturnsRows
from sqlalchemy.util import LRUCache

from libs.service_kit.database.rows import mapped_class

Item = TypeVar("Item")
Processor = Callable[[Any], Any] | None

_DIALECT: Final = dialect.dialect()  # type: ignore[no-untyped-call]
_FLOAT8, _NUMERIC = 701, 1700
"""The types in which PostgreSQL answers, by their numbers; only numbers are read by them."""

_COMPILED: Final[Any] = LRUCache(1000)
_PROCESSORS: "Final[WeakKeyDictionary[SQLCompiler, tuple[Processor, ...]]]" = WeakKeyDictionary()


class Prepared(NamedTuple):
    """A statement for asyncpg: its text, its arguments, and how each column of a row is read."""

    sql: str
    arguments: list[Any]
    columns: tuple[Processor, ...]

    def values(self, row: Sequence[Any]) -> Sequence[Any]:
        """The values of a row as the mapped types say."""
        if not any(self.columns):
            return row
        return [value if read is None else read(value) for value, read in zip(row, self.columns, strict=True)]


def prepare(statement: Any, values: Mapping[str, Any] | None = None) -> Prepared:
    """A statement that was built with or without its parameters, ready to run."""
    compiled, extracted, collected, _ = statement._compile_w_cache(
        _DIALECT, compiled_cache=_COMPILED, column_keys=list(values or ())
    )
    parameters = compiled.construct_params(
        values, extracted_parameters=extracted, escape_names=False, _collected_params=collected
    )
    for column in (*compiled.insert_prefetch, *compiled.update_prefetch):  # the defaults of the mapped class
        default = column.default if column in compiled.insert_prefetch else column.onupdate
        value = default.arg(None) if default.is_callable else default.arg
        parameters[compiled._within_exec_param_key_getter(column)] = value
    sql, names, processors = compiled.string, compiled.positiontup or (), compiled._bind_processors
    if compiled.post_compile_params or compiled.literal_execute_params:  # a list after IN
        expanded = compiled._process_parameters_for_postcompile(parameters)
        sql, names, parameters = expanded.statement, expanded.positiontup or (), expanded.parameters
        processors = {**processors, **expanded.processors}
    return Prepared(sql, _arguments(names, parameters, processors), _columns(compiled))


def _arguments(names: Sequence[str], values: Mapping[str, Any], processors: Mapping[str, Any]) -> list[Any]:
    return [processors[name](values[name]) if name in processors else values[name] for name in names]


def _columns(compiled: SQLCompiler) -> tuple[Processor, ...]:
    found = _PROCESSORS.get(compiled)
    if found is None:
        types = [entry.type for entry in compiled._result_columns]
        found = tuple(
            type_.dialect_impl(_DIALECT).result_processor(_DIALECT, _FLOAT8 if isinstance(type_, Float) else _NUMERIC)
            for type_ in types
        )
        _PROCESSORS[compiled] = found
    return found


class Statement(Generic[Item]):
    """A statement compiled at import: `FIND = Statement(select(Invoice).where(Invoice.client_id == bindparam("c")))`.

    `columns` names what an insert or update without values sets. Lists after IN do not fit: their text depends on their
    length; use `column == any_(bindparam(...))`.
    """

    def __init__(self, statement: TypedReturnsRows[Item] | Executable, *columns: str) -> None:
        built: Any = statement
        compiled: Any = built.compile(dialect=_DIALECT, column_keys=list(columns) or None)
        if compiled.post_compile_params or compiled.literal_execute_params:
            raise TypeError("a list after IN has no fixed text")
        if compiled.insert_prefetch or compiled.update_prefetch:
            raise TypeError("a fixed statement names every column, also those with a default")
        self.sql: str = compiled.string
        self.table = mapped_class(built) if compiled._result_columns else None
        self._names: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._processors: Mapping[str, Any] = compiled._bind_processors
        self._constant: Mapping[str, Any] = compiled.construct_params(_check=False)
        self._columns = _columns(compiled)

    def prepared(self, values: Mapping[str, Any]) -> Prepared:
        """The statement with these parameters."""
        return Prepared(self.sql, self.arguments(values), self._columns)

    def arguments(self, values: Mapping[str, Any]) -> list[Any]:
        """The parameters in the order of the text. Raises KeyError for a missing one."""
        given = {**self._constant, **values} if self._constant else values
        return _arguments(self._names, given, self._processors)
