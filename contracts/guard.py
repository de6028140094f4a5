"""What may not change in a released contract, found by comparing two JSON Schemas of the same version.

Services are deployed one by one, so both directions count: old readers get new data, and new readers get data sent long
ago. Only descriptions may change, and optional fields with a default may be added. Every other difference is a break,
also in an unforeseen keyword: the guard refuses what it does not know.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

_WORDS = {"$comment", "$defs", "deprecated", "description", "examples", "title"}
_BY_NAME = {"properties", "patternProperties"}
_FIELDS = {"properties", "required", "default"}
_STEPS = {"items": "[]", "additionalProperties": ".*"}
_NULL = {"type": "null"}
_ABSENT = object()


@dataclass(frozen=True)
class Change:
    """One incompatible change: where (`lines[].rate`; `$` is the event itself) and what changed."""

    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


def breaking_changes(old_schema: Json, new_schema: Json) -> list[Change]:
    """Every way in which readers of one schema would misread data of the other; empty when there is none."""
    old = _bare(old_schema, old_schema.get("$defs", {}))
    new = _bare(new_schema, new_schema.get("$defs", {}))
    return list(_compare("$", old, new))


def _bare(schema: Json, definitions: Json, trail: tuple[str, ...] = ()) -> Json:
    """The schema with references resolved and without descriptions: only what decides which data is valid."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name in trail:
            return {"levels up": len(trail) - trail.index(name)}
        beside = {keyword: value for keyword, value in schema.items() if keyword != "$ref"}
        return _bare(definitions[name] | beside, definitions, (*trail, name))
    bare: Json = {}
    for keyword, value in schema.items():
        if keyword in _WORDS:
            continue
        if keyword in _BY_NAME:
            bare[keyword] = {name: _bare(part, definitions, trail) for name, part in value.items()}
        elif keyword == "const":
            bare["enum"] = [value]
        elif isinstance(value, dict) and keyword != "default":
            bare[keyword] = _bare(value, definitions, trail)
        elif _are_schemas(value) and keyword != "default":
            bare[keyword] = [_bare(part, definitions, trail) for part in value]
        else:
            bare[keyword] = value
    return _null_as_a_mark(bare)


def _null_as_a_mark(schema: Json) -> Json:
    """`anyOf` a schema or null as that schema with a mark, so that its content is compared like any other."""
    if _NULL not in schema.get("anyOf", []):
        return schema
    others = [branch for branch in schema["anyOf"] if branch != _NULL]
    rest = {keyword: value for keyword, value in schema.items() if keyword != "anyOf"}
    return (others[0] if len(others) == 1 else {"anyOf": others}) | rest | {"null allowed": True}


def _compare(path: str, old: Json, new: Json) -> Iterator[Change]:
    """Compare fields by name, choices as a set, inner schemas one by one, and every other keyword for equality."""
    yield from _fields(path, old, new)
    for keyword in sorted((old.keys() | new.keys()) - _FIELDS):
        was, now = old.get(keyword, _ABSENT), new.get(keyword, _ABSENT)
        if keyword == "enum" and isinstance(was, list) and isinstance(now, list):
            yield from (
                Change(path, f"choice {gone!r} removed: sent data may hold it") for gone in was if gone not in now
            )
            yield from (
                Change(path, f"choice {more!r} added: old readers refuse it") for more in now if more not in was
            )
        elif isinstance(was, dict) and isinstance(now, dict):
            yield from _compare(path + _STEPS.get(keyword, f".{keyword}"), was, now)
        elif isinstance(was, list) and isinstance(now, list) and _are_schemas(was + now) and len(was) == len(now):
            for position, (one, other) in enumerate(zip(was, now, strict=True)):
                yield from _compare(f"{path}.{keyword}[{position}]", one, other)
        elif was != now:
            yield Change(path, f"{keyword} {_said(was)} -> {_said(now)}")


def _fields(path: str, old: Json, new: Json) -> Iterator[Change]:
    """Fields that were removed, added, became required or optional, or have another meaning when omitted."""
    before, after = old.get("properties", {}), new.get("properties", {})
    must_before, must_now = old.get("required", []), new.get("required", [])
    for name in sorted(before.keys() | after.keys()):
        place = f"{path}.{name}".removeprefix("$.")
        if name not in after:
            heirs = [heir for heir in after if heir not in before and after[heir] == before[name]]
            yield Change(place, f"field {f'renamed to {heirs[0]}' if heirs else 'removed'}: old readers look for it")
        elif name not in before:
            if name in must_now:
                yield Change(place, "new required field: sent data lacks it")
            elif "default" not in after[name]:
                yield Change(place, "new field without a default in its schema")
        else:
            if name in must_now and name not in must_before:
                yield Change(place, "optional field became required: sent data may lack it")
            elif name in must_before and name not in must_now:
                yield Change(place, "required field became optional: old readers may miss it")
            else:
                yield from _defaults(place, before[name], after[name])
            yield from _compare(place, before[name], after[name])


def _defaults(path: str, old: Json, new: Json) -> Iterator[Change]:
    """A default must stay the same: both sides read it where nothing was sent."""
    was, now = (_completed(side.get("default", _ABSENT), new) for side in (old, new))
    if was != now:
        yield Change(path, f"default {_said(was)} -> {_said(now)}")


def _completed(value: Any, schema: Json) -> Any:
    """A value as a reader of this schema completes it: a default that is an object gets the new fields."""
    if not isinstance(value, dict):
        return value
    fields = schema.get("properties", {})
    absent = {name: part["default"] for name, part in fields.items() if name not in value and "default" in part}
    return absent | {name: _completed(part, fields.get(name, {})) for name, part in value.items()}


def _are_schemas(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, dict) for part in value)


def _said(value: Any) -> str:
    return "absent" if value is _ABSENT else json.dumps(value, ensure_ascii=False)
