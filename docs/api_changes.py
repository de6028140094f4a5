"""What of a new public document would break programs that were written for the old one."""

from collections.abc import Iterator, Mapping
from typing import Any

Document = Mapping[str, Any]
_DEEPEST = 12


def breaks(old: Document, new: Document) -> list[str]:
    """One line for each break: an operation, a field or a value that is gone, another type, something newly needed."""
    return sorted(set(_operations(old, new)))


def _operations(old: Document, new: Document) -> Iterator[str]:
    for path, operations in old["paths"].items():
        for method, before in operations.items():
            name = f"{method.upper()} {path}"
            after = new["paths"].get(path, {}).get(method)
            if after is None:
                yield f"{name}: gone"
                continue
            if before.get("operationId") != after.get("operationId"):
                yield f"{name}: operationId {before.get('operationId')} -> {after.get('operationId')}"
            yield from _parameters(name, old, before, new, after)
            yield from _bodies(name, old, before, new, after)
            yield from _answers(name, old, before, new, after)


def _parameters(name: str, old: Document, before: Document, new: Document, after: Document) -> Iterator[str]:
    known = {(p["in"], p["name"]): p for p in before.get("parameters", ())}
    present = {(p["in"], p["name"]): p for p in after.get("parameters", ())}
    for key, parameter in known.items():
        place = f"{name} {key[0]} {key[1]}"
        if key not in present:
            yield f"{place}: gone"
        else:
            yield from _taken(place, old, parameter["schema"], new, present[key]["schema"])
    for key, parameter in present.items():
        if parameter.get("required") and not known.get(key, {}).get("required"):
            yield f"{name} {key[0]} {key[1]}: newly required"


def _bodies(name: str, old: Document, before: Document, new: Document, after: Document) -> Iterator[str]:
    was, is_ = before.get("requestBody", {}), after.get("requestBody", {})
    if is_.get("required") and not was.get("required"):
        yield f"{name} body: newly required"
    for kind, content in was.get("content", {}).items():
        if kind not in is_.get("content", {}):
            yield f"{name} body {kind}: gone"
        else:
            yield from _taken(f"{name} body", old, content["schema"], new, is_["content"][kind]["schema"])


def _answers(name: str, old: Document, before: Document, new: Document, after: Document) -> Iterator[str]:
    for status, answer in before.get("responses", {}).items():
        found = after.get("responses", {}).get(status)
        if found is None:
            yield f"{name} {status}: gone"
            continue
        for kind, content in answer.get("content", {}).items():
            if kind not in found.get("content", {}):
                yield f"{name} {status} {kind}: gone"
            elif "schema" in content:
                yield from _given(f"{name} {status}", old, content["schema"], new, found["content"][kind]["schema"])


def _taken(
    place: str, old: Document, before: Document, new: Document, after: Document, depth: int = 0
) -> Iterator[str]:
    """Breaks of what callers send: nothing that was accepted may be refused."""
    yield from _schema(place, old, before, new, after, depth, sent=True)


def _given(
    place: str, old: Document, before: Document, new: Document, after: Document, depth: int = 0
) -> Iterator[str]:
    """Breaks of what callers get: nothing that was there may be missing."""
    yield from _schema(place, old, before, new, after, depth, sent=False)


def _schema(
    place: str, old: Document, before: Document, new: Document, after: Document, depth: int, *, sent: bool
) -> Iterator[str]:
    before, after = _resolved(old, before), _resolved(new, after)
    if depth > _DEEPEST or (before == after and "$ref" not in str(before)):
        return
    was, is_ = _types(old, before), _types(new, after)
    lost = was - is_ if sent else is_ - was
    if lost and was and is_:
        yield f"{place}: {', '.join(sorted(was))} -> {', '.join(sorted(is_))}"
        return
    if sent:
        yield from _narrowed(place, before, after)
    fields, present = before.get("properties", {}), after.get("properties", {})
    for field, schema in fields.items():
        if field not in present:
            yield f"{place}.{field}: gone"
        else:
            yield from _schema(f"{place}.{field}", old, schema, new, present[field], depth + 1, sent=sent)
    needed = set(after.get("required", ())) - set(before.get("required", ()))
    no_more = set(before.get("required", ())) - set(after.get("required", ()))
    yield from (f"{place}.{field}: newly required" for field in sorted(needed if sent else ()))
    yield from (f"{place}.{field}: no longer always there" for field in sorted(() if sent else no_more))
    if "items" in before and "items" in after:
        yield from _schema(f"{place}[]", old, before["items"], new, after["items"], depth + 1, sent=sent)
    for one, other in zip(before.get("anyOf", ()), after.get("anyOf", ()), strict=False):
        yield from _schema(place, old, one, new, other, depth + 1, sent=sent)


def _narrowed(place: str, before: Document, after: Document) -> Iterator[str]:
    for name in ("maximum", "maxLength", "maxItems"):
        if name in after and after[name] < before.get(name, float("inf")):
            yield f"{place}: {name} {before.get(name, 'absent')} -> {after[name]}"
    for name in ("minimum", "minLength", "minItems"):
        if name in after and after[name] > before.get(name, float("-inf")):
            yield f"{place}: {name} {before.get(name, 'absent')} -> {after[name]}"
    if gone := [value for value in before.get("enum", ()) if "enum" in after and value not in after["enum"]]:
        yield f"{place}: no longer {', '.join(map(str, gone))}"
    if "pattern" in after and after["pattern"] != before.get("pattern"):
        yield f"{place}: pattern {before.get('pattern', 'absent')} -> {after['pattern']}"


def _types(document: Document, schema: Document) -> set[str]:
    """The types of a schema and its alternatives; empty where anything goes."""
    schema = _resolved(document, schema)
    alternatives = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    if alternatives:
        return set().union(*(_types(document, each) for each in alternatives))
    found = schema.get("type")
    format_ = f" {schema['format']}" if "format" in schema else ""
    return set() if found is None else {f"{each}{format_}" for each in ([found] if isinstance(found, str) else found)}


def _resolved(document: Document, schema: Document) -> Document:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema
