"""What a JSON document may be: its structure is counted on its bytes before a parser builds anything of it."""

import json
import re
from contextlib import suppress

from libs.refusal import Refusal
from libs.service_kit.http_texts import KitCode

DEEPEST = 32
"""Objects and lists inside one another."""
MOST_VALUES = 10_000
"""Members and elements of all objects and lists together."""

_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{},]', re.DOTALL)
_ELSEWHERE = (b"\xff\xfe", b"\xfe\xff")
"""The marks at the beginning of UTF-16 and UTF-32, which a parser would decode; in UTF-8 they cannot occur."""


def check_json(body: bytes) -> None:
    """Raises Refusal `json_too_deep`, `json_too_many_values`, `json_not_utf8`, `json_name_twice`; for no other fault.

    Only UTF-8 is JSON between systems (RFC 8259, 8.1). Another encoding would hide brackets from this count. Of a name
    that stands twice in an object one reader takes the first value and another the last (RFC 8259, 4).
    """
    if b"\0" in body or body.startswith(_ELSEWHERE):
        raise Refusal(KitCode.JSON_NOT_UTF8)
    depth, values = 0, 1
    for found in _TOKEN.finditer(body):
        token = found[0]
        if token in b"[{":
            depth += 1
            values += 1
        elif token == b",":
            values += 1
        elif token in b"]}":
            depth -= 1
        if depth > DEEPEST:
            raise Refusal(KitCode.JSON_TOO_DEEP, limit=DEEPEST)
        if values > MOST_VALUES:
            raise Refusal(KitCode.JSON_TOO_MANY_VALUES, limit=MOST_VALUES)
    with suppress(ValueError):
        json.loads(body, object_pairs_hook=_once)


def _once(members: list[tuple[str, object]]) -> None:
    """Raises Refusal for a name that occurs twice, after its escapes are undone."""
    names = {name for name, _ in members}
    if len(names) < len(members):
        raise Refusal(KitCode.JSON_NAME_TWICE)
