"""How much structure a JSON document may have, counted on its bytes before a parser builds anything of it."""

import re

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
    """Raises Refusal `json_too_deep`, `json_too_many_values`, or `json_not_utf8`; says nothing of other faults.

    Only UTF-8 is JSON between systems (RFC 8259, 8.1). Another encoding would hide brackets from this count.
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
