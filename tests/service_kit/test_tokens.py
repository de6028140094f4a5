"""The internal tokens: only the gateway can make one, and one is good for one request to one service."""

import base64
import json
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from deploy.new_env import public_half
from libs.refusal import Refusal
from libs.service_kit import tokens
from libs.service_kit.context import Caller
from libs.service_kit.errors import CannotStart
from libs.service_kit.testing import SIGNING_KEY
from libs.service_kit.tokens import TOKEN_HEADER, TokenReader, TokenSigner, new_signing_key, public_keys
from tests.conftest import OpenHarness
from tests.service_kit.toy.app import app as toy_app

CALLER = Caller(uuid4(), uuid4(), uuid4(), "client_owner", frozenset({"counts:read"}), "nl")
READ, WRITE = "GET /v1/clients", "POST /v1/clients"
OLD, NEW = new_signing_key("old"), new_signing_key("new")


def signed(request: str = READ, audience: str = "toy", key: str = OLD) -> str:
    return TokenSigner(key).sign(CALLER, audience=audience, request=request)


def claims_of(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def forged(**claims: Any) -> str:
    """Signed with the right key, as only somebody in the gateway could, but with other claims."""
    seed = base64.b64decode(OLD.partition(":")[2])
    values: dict[str, str | list[str]] = {"kty": "OKP", "crv": "Ed25519", "kid": "old"}
    private = Ed25519PrivateKey.from_private_bytes(seed)
    for name, raw in (("x", private.public_key().public_bytes_raw()), ("d", seed)):
        values[name] = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    changed = {name: value for name, value in (claims_of(signed()) | claims).items() if value is not None}
    header = {"alg": "Ed25519", "kid": "old"}
    return jwt.encode(header, changed, OKPKey.import_key(values), algorithms=["Ed25519"])


def test_a_token_says_who_asks_and_what_they_may_do() -> None:
    assert TokenReader(public_keys(OLD), "toy").read(signed(), READ) == CALLER


NOW = int(time.time())
REFUSED: dict[str, Callable[[], str]] = {
    "for another service": lambda: signed(audience="delivery"),
    "for several services": lambda: forged(aud=["toy", "delivery"]),
    "for no service": lambda: forged(aud=None),
    "for another path": lambda: signed("GET /v1/clients/1"),
    "for another method": lambda: signed("DELETE /v1/clients"),
    "for no request": lambda: forged(req=None),
    "by another key": lambda: signed(key=NEW),
    "by another key of the same name": lambda: signed(key=new_signing_key("old")),
    "by another issuer": lambda: forged(iss="serein"),
    "too old": lambda: forged(iat=NOW - 120, exp=NOW - 60),
    "for an hour": lambda: forged(exp=NOW + 3600),
    "without an end": lambda: forged(exp=None),
    "without a beginning": lambda: forged(iat=None),
    "without a number": lambda: forged(jti=None),
    "with an end that is text": lambda: forged(exp=str(NOW + 30)),
    "with rights that are no list": lambda: forged(rights=7),
    "changed": lambda: signed()[:-6] + "AAAAAA",
    "empty": lambda: "",
    "not a token": lambda: "a.b.c",
    "not signed": lambda: f"{base64.urlsafe_b64encode(b'{}').decode()}.{signed().split('.')[1]}.",
    "signed with the public key as a secret": lambda: jwt.encode(
        {"alg": "HS256", "kid": "old"}, claims_of(signed()), OctKey.import_key(public_keys(OLD)), algorithms=["HS256"]
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_any_other_token_is_refused(what: str) -> None:
    reader = TokenReader(public_keys(OLD), "toy")

    with pytest.raises(Refusal, match="not_signed_in"):
        reader.read(REFUSED[what](), READ)


def test_a_token_for_a_change_works_once_and_one_for_reading_again_after_a_broken_connection() -> None:
    reader = TokenReader(public_keys(OLD), "toy")
    read, write = signed(READ), signed(WRITE)

    assert reader.read(read, READ) == reader.read(read, READ) == reader.read(write, WRITE) == CALLER

    with pytest.raises(Refusal):
        reader.read(write, WRITE)


def test_used_tokens_are_forgotten_when_they_are_too_old_anyway(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = TokenReader(public_keys(OLD), "toy")
    for _ in range(3):
        reader.read(signed(WRITE), WRITE)

    reader._use_up("later", 2**40)
    later = time.time() + 200
    monkeypatch.setattr(tokens, "time", type("Clock", (), {"time": staticmethod(lambda: later)}))
    reader._use_up("last", 2**40)

    assert list(reader._used) == ["later", "last"]


def test_while_keys_change_tokens_of_both_are_read() -> None:
    reader = TokenReader(public_keys(f"{OLD},{NEW}"), "toy")

    assert reader.read(signed(key=OLD), READ) == reader.read(signed(key=NEW), READ) == CALLER
    assert claims_of(signed(key=f"{NEW},{OLD}"))["aud"] == "toy"


BAD_KEYS = {
    "none": "",
    "too short": "a:" + base64.b64encode(b"secret").decode(),
    "not base64": "a:secret!",
    "without a name": base64.b64encode(bytes(range(32))).decode(),
    "no random key": "a:" + base64.b64encode(b"a" * 32).decode(),
    "two of one name": f"{OLD},{OLD}",
}


@pytest.mark.parametrize("keys", BAD_KEYS.values(), ids=BAD_KEYS)
@pytest.mark.parametrize("uses", [TokenSigner, lambda keys: TokenReader(keys, "toy")])
def test_without_good_keys_nothing_starts_and_no_key_is_repeated(keys: str, uses: Callable[[str], object]) -> None:
    with pytest.raises(CannotStart) as refused:
        uses(keys)

    assert "SEREIN_TOKEN_" in str(refused.value)
    assert not keys or keys[-8:] not in str(refused.value)


def test_three_public_keys_are_one_too_many() -> None:
    with pytest.raises(CannotStart, match="3 keys"):
        TokenReader(public_keys(f"{OLD},{NEW},{SIGNING_KEY}"), "toy")


def test_a_new_installation_derives_the_public_half_as_the_library_does() -> None:
    for number in range(20):
        seed = bytes((number * 7 + place * 13) % 256 for place in range(32))

        assert public_half(seed) == Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


async def test_a_service_reads_no_body_and_shows_no_document_to_strangers(harness: OpenHarness) -> None:
    toy = await harness(toy_app)
    pieces: list[int] = []

    async def body() -> Any:
        for number in range(3):
            pieces.append(number)
            yield b"x"

    transport = httpx.ASGITransport(app=toy.running.http)
    async with httpx.AsyncClient(transport=transport, base_url="http://toy") as stranger:
        answers = [
            await stranger.get("/openapi.json"),
            await stranger.get(f"/v1/clients/{toy.client_id}/counts"),
            await stranger.get("/nothing", headers={TOKEN_HEADER: signed("GET /nothing", key=SIGNING_KEY) + "x"}),
            await stranger.post("/nothing", content=body()),
        ]

    assert [answer.status_code for answer in answers] == [401] * 4
    assert answers[0].json()["code"] == "not_signed_in"
    assert answers[0].headers["x-content-type-options"] == "nosniff"
    assert pieces == []
