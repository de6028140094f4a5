"""Draws requests from an OpenAPI document: as it describes them, with something odd in one place.

All is drawn from one `random.Random`, so that a seed gives the same requests again.
"""

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

Schema = Mapping[str, Any]
LONGEST_QUERY = 50_000
"""Characters; the client that sends them takes no more."""

ODD_TEXTS = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "a\nb\r\nc",
    "\x1b[2J",
    "\x85",
    "\ud800",
    "a\udfffb",
    "\u202egnp.exe",
    "\ufeff",
    "\uffff",
    "\U0001f9fe",
    "a" + "\u0301\u0327" * 400,
    "x" * 300,
    "y" * 6_000,
    "null",
    "true",
    "[]",
    "0",
    "-1",
    "1e400",
    "1E+999999999",
    "NaN",
    "-Infinity",
    "9" * 400,
    "9223372036854775808",
    "\u0663\u0663",
    "1_000",
    "0x10",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "2026-02-30",
    "9999-12-31T23:59:59.999999-23:59",
    "00000000-0000-0000-0000-000000000000",
    "urn:uuid:0c2f5a1e-3b7d-4e6a-9c88-5d0b8a7f2e41",
    "{0c2f5a1e3b7d4e6a9c885d0b8a7f2e41}",
    "'; DROP TABLE document; --",
    "%00%0a%s%n{0}{client_id}",
    "../../etc/passwd",
    "..\\..\\",
    "https://\u2100.example/\x00",
    "a@b@c",
    "@",
    "xn--\u00e9.example",
    "W10",
    "W251bGxd.AAAAAAAAAAAA",
    "eyJhbGciOiJub25lIn0",
    "\\ud800",
)
ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**31,
    2**63,
    -(2**63) - 1,
    10**40,
    10**4000,
    0.1,
    1e308,
    float("nan"),
    float("inf"),
    [],
    {},
    [None],
    [[[[[[[[[[[[]]]]]]]]]]]],
    {"": ""},
    {"\x00": "\x00"},
    {"__proto__": {}, "$ref": "#/"},
    ["\ud800"],
)
ODD_BODIES: tuple[tuple[bytes, str | None], ...] = (
    (b"", "application/json"),
    (b"", None),
    (b"null", "application/json"),
    (b"[]", "application/json"),
    (b'"text"', "application/json"),
    (b"{", "application/json"),
    (b'{"a":}', "application/json"),
    (b"\xff\xfe{\x00}\x00", "application/json"),
    (b"\xef\xbb\xbf{}", "application/json"),
    (b'{"a":"\xff\xfe"}', "application/json"),
    (b'{"a":"\xed\xa0\x80"}', "application/json"),
    (b'{"name":"\\ud800","email":"\\udfff"}', "application/json"),
    (b'{"\\ud800":1}', "application/json"),
    (b'{"name":1,"name":2,"name":{}}', "application/json"),
    (b'{"a":NaN,"b":-Infinity,"c":1e999}', "application/json"),
    (b'{"a":' + b"9" * 5_000 + b"}", "application/json"),
    (b"[" * 500 + b"]" * 500, "application/json"),
    (b'{"a":1}' * 3, "application/json"),
    (b"{}", "text/plain"),
    (b"{}", "application/xml"),
    (b"{}", "application/json; charset=utf-16"),
    (b"{}", "application/json; charset=\x80"),
    (b"{}", ";;;"),
    (b"a=b&a=%ff%00", "application/x-www-form-urlencoded"),
    (b"anything", "multipart/form-data"),
    (b"--x\r\n\r\n", "multipart/form-data; boundary=x"),
    (b"--x--\r\n", "multipart/form-data; boundary=x; charset=punycode"),
)
ODD_FILE_NAMES = (b"", b"a.pdf", b"\xff\xfe.pdf", b"..\\..\\con", b"a%00.xml", "\u202efdp.exe".encode(), b"n" * 3_000)
ODD_FILES = (b"", b"%PDF-1.7", b"<?xml version='1.0'?><Invoice/>", b"\x00" * 64, b"0" * 128 + b"\n", b"\xff\xd8\xff")


@dataclass(frozen=True)
class Request:
    """A request as it goes over the wire."""

    method: str
    template: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None


class Drawing:
    """Requests for the operations of one document."""

    def __init__(self, document: Schema, seed: int) -> None:
        self._document, self._random = document, random.Random(seed)

    def requests(self, known: Callable[[str, str], Mapping[str, str]]) -> Iterator[Request]:
        """One request for each operation. `known` gives ids that exist for a method and a template, by parameter."""
        for template, operations in self._document["paths"].items():
            for method, operation in operations.items():
                yield self._request(method.upper(), template, operation, known(method.upper(), template))

    def _request(self, method: str, template: str, operation: Schema, known: Mapping[str, str]) -> Request:
        parameters = [self._resolved(p) for p in operation.get("parameters", ())]
        odd = self._random.choice(["path", "query", "query", "body", "body", "body", "raw", "nothing"])
        path, query, headers = template, [], []
        for parameter in parameters:
            name, place = parameter["name"], parameter["in"]
            is_odd = odd == place and self._random.random() < 0.6
            if place == "path":
                value = self._odd_text() if is_odd else known.get(name) or self._plain(parameter["schema"])
                path = path.replace(f"{{{name}}}", _quoted(value))
            elif place == "query" and (is_odd or parameter.get("required") or self._random.random() < 0.3):
                count = self._random.choice([1, 1, 1, 2, 60]) if is_odd else 1
                shown = [self._odd_text() if is_odd else self._plain(parameter["schema"]) for _ in range(count)]
                query += [f"{name}={_quoted(each)}" for each in shown]
            elif place == "header" and self._random.random() < 0.2:
                headers.append((name, self._random.choice(["x", "~" * 300, "\x80", "a b"])))
        body, content_type = self._body(operation, odd)
        if content_type is not None:
            headers.append(("content-type", content_type))
        while sum(map(len, query)) > LONGEST_QUERY:
            query.pop()
        target = f"{path}?{'&'.join(query)}" if query else path
        return Request(method, template, target, tuple(headers), body)

    def _body(self, operation: Schema, odd: str) -> tuple[bytes | None, str | None]:
        content = operation.get("requestBody", {}).get("content", {})
        if odd == "raw" and content:
            return self._random.choice(ODD_BODIES)
        if "application/json" in content:
            body = self._value(content["application/json"]["schema"])
            if odd == "body":
                body = self._with_something_odd(body)
            return json.dumps(body).encode(), "application/json"
        if "multipart/form-data" in content:
            form = self._form(self._resolved(content["multipart/form-data"]["schema"]))
            return form, "multipart/form-data; boundary=bb"
        return None, None

    def _form(self, schema: Schema) -> bytes:
        parts = []
        for name, each in schema.get("properties", {}).items():
            is_file = "file" in name
            if is_file:
                filename = self._random.choice(ODD_FILE_NAMES)
                head = b'name="%b"; filename="%b"' % (name.encode(), filename)
                content = self._random.choice(ODD_FILES)
            else:
                head = b'name="%b"' % name.encode()
                odd = self._random.random() < 0.7
                text = self._odd_text() if odd else str(self._value(each))
                content = text.encode("utf-8", "surrogatepass")
            parts.append(b"--bb\r\nContent-Disposition: form-data; " + head + b"\r\n\r\n" + content + b"\r\n")
        return b"".join(parts) + b"--bb--\r\n"

    def _odd_text(self) -> str:
        return self._random.choice(ODD_TEXTS)

    def _plain(self, schema: Schema) -> str:
        value = self._value(schema)
        while isinstance(value, list):
            value = value[0] if value else ""
        return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self._document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return schema

    def _value(self, schema: Schema, depth: int = 0) -> Any:
        """A value as a schema describes it, more or less: what a pattern says is not heeded."""
        schema, draw = self._resolved(schema), self._random
        for several in ("anyOf", "oneOf", "allOf"):
            if several in schema:
                return self._value(draw.choice(schema[several]), depth)
        if "const" in schema or "enum" in schema:
            return draw.choice(schema.get("enum", [schema.get("const")]))
        if examples := schema.get("examples"):
            return draw.choice(examples)
        match schema.get("type"):
            case "object":
                wanted = schema.get("required", ())
                fields = schema.get("properties", {})
                chosen = [n for n in fields if n in wanted or (depth < 4 and draw.random() < 0.5)]
                return {name: self._value(fields[name], depth + 1) for name in chosen}
            case "array":
                count = draw.choice([schema.get("minItems", 0), 1, 2]) if depth < 4 else 0
                return [self._value(schema.get("items", {}), depth + 1) for _ in range(count)]
            case "integer" | "number":
                low, high = schema.get("minimum", 0), schema.get("maximum", 1_000)
                return draw.choice([low, high, draw.randint(int(low), int(high))])
            case "boolean":
                return draw.random() < 0.5
            case "null":
                return None
        return self._text(schema)

    def _text(self, schema: Schema) -> Any:
        draw = self._random
        match schema.get("format"):
            case "uuid":
                return str(UUID(int=draw.getrandbits(128), version=4))
            case "date":
                return f"20{draw.randint(10, 40)}-0{draw.randint(1, 9)}-{draw.randint(10, 28)}"
            case "date-time":
                return "2026-06-01T12:00:00Z"
        if schema.get("type") is None:
            return draw.choice(["2.50", 7, {"value": "x"}, ["y"]])
        word = draw.choice(["BE", "Bakkerij", "fr", "inbox", "folder", "email", "sftp", "a@b.example", "BE0417497106"])
        return word[: schema.get("maxLength", 100)].ljust(schema.get("minLength", 0), "x")

    def _with_something_odd(self, body: Any) -> Any:
        """The body with one of its values replaced, a key added, or all of it replaced."""
        odd = self._random.choice([*ODD_VALUES, *ODD_TEXTS])
        places = list(_places(body))
        if not places or self._random.random() < 0.05:
            return odd
        holder, key = self._random.choice(places)
        if isinstance(holder, dict) and self._random.random() < 0.1:
            holder[self._odd_text()] = odd
        else:
            holder[key] = odd
        return body


def _places(value: Any) -> Iterable[tuple[Any, Any]]:
    keys: Iterable[Any] = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")
