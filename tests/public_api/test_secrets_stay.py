"""Nothing secret is written anywhere: not in a table, an event, a log line or a metric; and nobody floods those."""

import base64
import io
import json
import secrets
from collections.abc import Iterator
from typing import Any

import asyncpg
import httpx
import pytest
import structlog

from libs.service_kit.telemetry import set_up_logs
from tests.conftest import SettingsFor
from tests.directory.builders import email
from tests.gateway.platform import OPERATOR, Platform, User

NO_OWN_DATA = ("pg_catalog", "information_schema")


def writings(secret: str) -> dict[str, str]:
    """The ways in which a secret may stand in a dump: plain, in hexadecimal, in base64 at each of three offsets."""
    raw = secret.encode()
    found = {"plain": secret, "hex": raw.hex(), "json": json.dumps(secret)[1:-1]}
    for offset in range(3):
        whole = base64.b64encode(b"\0" * offset + raw).decode()
        found[f"base64+{offset}"] = whole[4 if offset else 0 : len(whole) // 4 * 4 - 4]
    return found


def places_of(secret: str, texts: dict[str, str]) -> list[tuple[str, str]]:
    """Where a secret stands, and in which writing."""
    return [(where, how) for where, text in texts.items() for how, part in writings(secret).items() if part in text]


async def everything_stored(database_url: str) -> dict[str, str]:
    """Every row of every table as text, by table."""
    connection = await asyncpg.connect(database_url)
    try:
        tables = await connection.fetch(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname <> ALL($1::text[])", list(NO_OWN_DATA)
        )
        found = {}
        for schema, table in tables:
            rows = await connection.fetch(f'SELECT row::text FROM "{schema}"."{table}" AS row')
            found[f"{schema}.{table}"] = "\n".join(row[0] for row in rows)
        return found
    finally:
        await connection.close()


async def metrics_of(platform: Platform) -> dict[str, str]:
    """What the services measure. All run in one process, so one of them tells for all."""
    return {name: await metrics(running.settings) for name, running in platform.running.items()}


async def metrics(settings: Any) -> str:
    port = getattr(settings, "operations_port", None) or settings.port
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as browser:
        return (await browser.get("/metrics")).text


@pytest.fixture
def logs() -> Iterator[io.StringIO]:
    """Everything that is logged meanwhile, as in production: JSON lines from level INFO on."""
    before = structlog.get_config()
    written = io.StringIO()
    set_up_logs("INFO", as_json=True)
    structlog.configure(logger_factory=lambda *_: structlog.PrintLogger(written))
    yield written
    structlog.configure(**before)


def email_connection(password: str, **more: Any) -> dict[str, Any]:
    config = {"host": "mail.voorbeeld.example", "sender": "a@voorbeeld.example", "username": "u", "password": password}
    return {"connector": "email", "name": "Eigen mail", "config": config | more}


async def use_secrets(platform: Platform, admin: User, secret: str) -> None:
    """Give a secret to every operation that takes one, rightly and wrongly."""
    owner = await platform.owner(admin)
    base = f"/v1/clients/{owner.session['client_id']}/connections"
    made = await owner("POST", base, json=email_connection(secret))
    assert made.status_code == 201, made.text
    one = f"{base}/{made.json()['connection_id']}"
    await owner("PATCH", one, json={"config": email_connection(secret, host="anders.voorbeeld.example")["config"]})
    await owner("PATCH", one, json={"config": {"password": secret, "port": "no number"}})
    await owner("POST", f"{one}/test")
    await owner("POST", base, json=email_connection(secret, host=secret))
    await owner("POST", base, json={"connector": "email", "name": secret * 40, "config": {"password": secret}})
    new = {"email": email(), "first_name": "Wim", "last_name": "Maes", "password": secret, "role": "client_reader"}
    await owner("POST", f"/v1/clients/{owner.session['client_id']}/users", json=new)
    await platform.sign_in(new["email"], secret)
    for address in (new["email"], email(), OPERATOR):
        await platform.browser.post("/v1/sessions", json={"email": address, "password": secret + "x"})
    await platform.browser.post("/v1/sessions", content=b'{"email": "a", "password": "' + secret.encode())
    await platform.browser.get("/v1/me", headers={"authorization": f"Bearer {secret}"})
    await platform.browser.get("/v1/me", headers={"cookie": f"serein={secret}"})
    await platform.browser.get(f"/v1/clients/{secret}/documents", params={"cursor": secret})


@pytest.mark.feature(11)
async def test_a_secret_stands_in_no_table_no_event_no_log_and_no_metric(
    platform: Platform, database_url: str, logs: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    secret, known = f"Kanarie-{secrets.token_hex(9)}-Xq", f"Zichtbaar {secrets.token_hex(9)}"
    admin = await platform.firm()
    await platform.client(admin, name=known)

    await use_secrets(platform, admin, secret)

    printed = capfd.readouterr()
    texts = {
        **await everything_stored(database_url),
        **await metrics_of(platform),
        "log": logs.getvalue(),
        "stdout": printed.out,
        "stderr": printed.err,
    }
    assert "directory.client" in {where for where, _ in places_of(known, texts)}  # what is stored can be found
    assert places_of(secret, texts) == []
    assert places_of(admin.session["token"], texts) == []


async def test_what_strangers_send_forges_no_log_line(platform: Platform, logs: io.StringIO) -> None:
    forged = '\\n{"event": "audit.recorded", "level": "info"}'
    hostile = {
        "user-agent": forged,
        "x-request-id": forged,
        "x-forwarded-for": forged,
        "traceparent": "00-" + "f" * 32 + "-" + "f" * 16 + "-01",
        "tracestate": "a=" + "b" * 500,
        "accept-language": "\\x1b[31m" + forged,
    }

    for path in (
        "/v1/me",
        "/v1/clients/%0a%7b%22event%22%3a1%7d/documents",
        "/v1/%1b%5b31m",
        "/%0d%0aSet-Cookie:%20a=b",
    ):
        for method in ("GET", "POST", "DELETE", "PROPFIND"):
            answer = await platform.browser.request(method, path, headers=hostile, content=forged)
            assert "set-cookie" not in answer.headers
            assert answer.status_code < 500

    structlog.get_logger().info("test.foreign_text", text=forged + "\n\x1b[31m")
    lines = [json.loads(line) for line in logs.getvalue().splitlines()]
    assert not any(line["event"] == "audit.recorded" for line in lines)
    assert "\x1b" not in logs.getvalue()


async def test_what_strangers_send_makes_no_new_metrics(platform: Platform) -> None:
    async def series() -> set[str]:
        texts = await metrics_of(platform)
        return {line.rpartition(" ")[0] for text in texts.values() for line in text.splitlines() if line[:1] != "#"}

    async def knock(number: int) -> None:
        path = f"/v1/{secrets.token_hex(4)}/{number}?{secrets.token_hex(4)}={number}"
        headers = {"host": f"{number}.voorbeeld.example", "user-agent": secrets.token_hex(8)}
        await platform.browser.request("GET" if number % 2 else f"M{number}", path, headers=headers)

    for number in range(20):
        await knock(number)
    before = await series()
    for number in range(300):
        await knock(number)

    assert await series() - before == set()


async def test_a_stored_secret_is_no_use_without_its_key(
    settings_for: SettingsFor, platform: Platform, database_url: str
) -> None:
    """The whole database alone tells no secret: the keys of the vault are wrapped by one that is not in it."""
    texts = await everything_stored(database_url)

    master_keys = settings_for(platform.running["delivery"].app).master_keys
    key = master_keys.get_secret_value() if hasattr(master_keys, "get_secret_value") else str(master_keys)

    assert places_of(key.rpartition(":")[2], texts) == []
