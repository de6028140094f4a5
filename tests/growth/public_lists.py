"""Every list and look-up of the public API, from its OpenAPI documents, with values for each of its parameters."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import FastAPI

from libs.service_kit.app import App
from tests.growth.rows import FIRM, LARGE, USER, id_of

Json = dict[str, Any]


@dataclass(frozen=True)
class Look:
    """One GET request."""

    route: str
    path: str
    parameters: dict[str, str]

    def __str__(self) -> str:
        return " ".join([self.route, *(f"{name}={value}" for name, value in self.parameters.items())])


class Samples:
    """Values for the parameters of routes: of common rows, of rare ones that are old, of rows that do not exist."""

    def __init__(self, documents: int) -> None:
        last, middle = documents - documents % 2, documents // 2 - documents // 2 % 40 + 10
        document = self.document = id_of("d0c", middle)
        self.path = {
            "client_id": LARGE, "firm_id": FIRM, "user_id": USER, "document_id": document, "booking_id": document,
            "release_id": document, "delivery_id": document, "transaction_id": id_of("a0b", middle),
            "connection_id": id_of("f0f", 1), "number": 1, "package": "octopus",
        }  # fmt: skip
        today = datetime.now(UTC).date()
        old = today - timedelta(minutes=3 * (documents - 500))
        self.query: dict[str, list[object]] = {
            "q": [
                f"F-{middle}", f"scan {middle}", "supplier 0", "Supplier 17", "supplier", "no such text", "F-", "17",
                "1.234,56", f"BE{17 * 7368787 % 10**10:010}",
            ],
            "search": ["Client 17", "no such text", "client"],
            "since": [today, old],
            "until": [today, old],
            "amount": ["0.38", "-123.45"],
            "tag": ["rare", "none"],
            "hold": ["several_documents", "none"],
            "account": ["BE68539007547034", "BE71096123456769", "none"],
            "what": ["linked", "tagged", "none"],
            "action": ["client.changed", "none"],
            "user_id": [USER, LARGE],
            "document_id": [document, id_of("d0c", last), LARGE],
            "transaction_id": [id_of("a0b", middle), LARGE],
            "limit": [1, 200],
        }  # fmt: skip


def looks(app: App[Any], samples: Samples) -> Iterator[Look]:
    """Every GET route without parameters, and with each value of each parameter. Raises KeyError for a new one."""
    described = FastAPI()
    for router in app.routers:
        described.include_router(router)
    document = described.openapi()
    for route, methods in document["paths"].items():
        if "get" not in methods or not app_answers(route):
            continue
        operation = methods["get"]
        path = route.format(**{name: samples.path[name] for name in _names(operation, "path")})
        yield Look(route, path, {})
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "query" and parameter["name"] != "cursor":
                for value in _values(parameter, document, samples):
                    yield Look(route, path, {parameter["name"]: str(value)})


def app_answers(route: str) -> bool:
    """Whether a service answers by itself: the gateway forwards, and its stream never ends."""
    return "{path" not in route and not route.endswith("/events")


def _names(operation: Json, place: str) -> list[str]:
    return [parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == place]


def _values(parameter: Json, document: Json, samples: Samples) -> list[object]:
    schema = _plain(parameter["schema"], document)
    if "enum" in schema:
        return list(schema["enum"])
    if schema.get("type") == "boolean":
        return ["true", "false"]
    return samples.query[parameter["name"]]


def _plain(schema: Json, document: Json) -> Json:
    """The schema of one value: without null, of a list its items, followed to its definition."""
    if "anyOf" in schema:
        return _plain(next(each for each in schema["anyOf"] if each.get("type") != "null"), document)
    if schema.get("type") == "array":
        return _plain(schema["items"], document)
    if "$ref" in schema:
        return _plain(document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], document)
    return schema
