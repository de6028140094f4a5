"""Requirements A14, A15 for every connector there is: where it may connect, and where its folders may lie.

The forms say what a connector asks for, so a new one is tried without a line here: a field that is a server, a field
that is a path.
"""

import asyncio
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import AfterValidator, ValidationError

from services.delivery.connectors import CONNECTORS, Connector
from services.delivery.connectors.client_folders import ClientFolders
from services.delivery.connectors.errors import Refused
from services.delivery.connectors.forms import Form, secret_fields
from services.delivery.connectors.hosts import canonical_host
from services.delivery.connectors.names import path_below, root_path
from services.delivery.connectors.parcel import Operator
from tests.delivery.builders import parcel
from tests.delivery.test_addresses import FORBIDDEN
from tests.delivery.test_secrets_and_places import WITH_SECRETS

HOSTILE_PATHS = [
    *("..", "../x", "a/../../b", "a\\..\\b", "C:/x", ".", "a/.", "~root", "a\x00b", "a\nb", "a\r\nb", "a\x1fb"),
    *(
        "con",
        "a/NUL.txt",
        "a/ b",
        "a./b",
        "x" * 300,
        "\u202e",
        "a/\u2025\u200d/b",
        "\uff0e\uff0e/x\u200b",
        "a:b",
        "a|b",
    ),
]


def _checked_by(form: type[Form], *validators: object) -> Iterator[str]:
    for name, field in form.model_fields.items():
        of_field = [each.func for each in _metadata(field) if isinstance(each, AfterValidator)]
        if any(validator in of_field for validator in validators):
            yield name


def _metadata(field: Any) -> Iterator[object]:
    """What is said of a field's type, also where the type is one of several."""
    yield from field.metadata
    for one in getattr(field.annotation, "__args__", ()):
        yield from getattr(one, "__metadata__", ())


SERVERS = [(name, field) for name, one in CONNECTORS.items() for field in _checked_by(one.config, canonical_host)]
PATHS = sorted(
    {
        (form, field)
        for one in CONNECTORS.values()
        for form in (one.config, one.destination)
        for field in _checked_by(form, root_path, path_below)
    },
    key=str,
)
CALLED_FOLDER = [
    (form, field)
    for one in CONNECTORS.values()
    for form in (one.config, one.destination)
    for field in form.model_fields
    if "folder" in field or "path" in field
]


def test_every_server_and_every_folder_of_a_form_is_tried_here() -> None:
    assert {name for name, _ in SERVERS} >= {name for name, one in CONNECTORS.items() if secret_fields(one.config)}
    assert set(CALLED_FOLDER) <= set(PATHS)
    assert ClientFolders in {form for form, _ in PATHS}


@pytest.mark.parametrize("address", FORBIDDEN)
@pytest.mark.parametrize(("connector", "field"), SERVERS)
async def test_a_name_of_an_address_inside_is_never_connected_to(
    monkeypatch: pytest.MonkeyPatch, connector: str, field: str, address: str
) -> None:
    tried: list[object] = []
    made = _connector(connector, {field: "innocent.example"})
    _resolve_to(monkeypatch, address, tried)

    await _each_verb(connector, made)

    assert tried == []


@pytest.mark.parametrize("spelling", ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "[::1]", "::ffff:127.0.0.1", "0"])
@pytest.mark.parametrize(("connector", "field"), SERVERS)
async def test_no_spelling_of_loopback_is_connected_to(connector: str, field: str, spelling: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        made = _connector(connector, {field: spelling, "port": listener.getsockname()[1]})

        await _each_verb(connector, made)

        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("path", HOSTILE_PATHS)
@pytest.mark.parametrize(("form", "field"), PATHS)
def test_a_folder_that_leads_out_or_means_something_else_is_refused(form: type[Form], field: str, path: str) -> None:
    with pytest.raises(ValidationError) as refused:
        form.model_validate(_filled(form) | {field: path})

    assert {error["loc"][:1] for error in refused.value.errors()} == {(field,)}
    assert path not in str(refused.value)


def _filled(form: type[Form]) -> dict[str, Any]:
    for name, values in WITH_SECRETS.items():
        if CONNECTORS[name].config is form:
            return values
    if "address" in form.model_fields:
        return {"address": "a@package.example"}
    return {name: "x" for name, field in form.model_fields.items() if field.is_required()}


def _connector(name: str, values: dict[str, Any]) -> Connector:
    one = CONNECTORS[name]
    return one.make(one.config.model_validate(WITH_SECRETS[name] | values), Operator())


async def _each_verb(name: str, made: Connector) -> None:
    """Nothing of a connector gets anywhere. Only what has no way to be asked may raise something else for `find`."""
    destination = CONNECTORS[name].destination
    sent = parcel(destination=destination.model_validate(_filled(destination)), handed_over_in=1)
    for work in (made.check(), made.deliver(sent), *([made.find(sent)] if made.can_find else [])):
        with pytest.raises(Refused, match="address_forbidden"):
            await work


def _resolve_to(monkeypatch: pytest.MonkeyPatch, address: str, tried: list[object]) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET

    async def resolve(*_: object, **__: object) -> list[object]:
        return [(family, socket.SOCK_STREAM, 6, "", (address, 25))]

    async def connect(_sock: socket.socket, where: object) -> None:
        tried.append(where)
        raise OSError(111, "refused")

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(loop, "getaddrinfo", resolve)
    monkeypatch.setattr(loop, "sock_connect", connect)
