"""The internal tokens: the gateway signs one for each request, and the service that it is for checks it.

The signature is Ed25519. A service holds public keys only, so whoever breaks into it can make no token; a token is for
one service, one method and one path, so it is of no use anywhere else. Keys are written `name:base64 of 32 bytes`;
during a change of keys a service accepts two (docs/operations.md, "Token keys").
"""

import base64
import binascii
import os
import time
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from libs.refusal import Refusal
from libs.service_kit.context import Caller
from libs.service_kit.errors import CannotStart
from libs.service_kit.http_texts import KitCode

TOKEN_HEADER = "Serein-Token"  # noqa: S105 - the name of a header
TOKEN_SECONDS = 60
_LEEWAY = 5
"""Seconds by which the clocks of two computers may differ."""
_ISSUER, _ALGORITHM = "serein-gateway", "Ed25519"
_PUBLIC_KEYS = 2
_REPEATABLE = ("GET ", "HEAD ", "OPTIONS ")
"""Requests that the gateway sends again, with the same token, when a connection breaks."""


def new_signing_key(name: str) -> str:
    """A new key for the gateway: `name:base64`."""
    return f"{name}:{_written(os.urandom(32))}"


def public_keys(signing_keys: str) -> str:
    """The public halves of signing keys, in the same order and with the same names. Raises CannotStart."""
    return ",".join(
        f"{name}:{_written(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())}"
        for name, seed in _keys(signing_keys, "SEREIN_TOKEN_SIGNING_KEY").items()
    )


class TokenSigner:
    """Signs tokens with the first of these keys; only the gateway has any."""

    def __init__(self, signing_keys: str) -> None:
        """Raises CannotStart without a good key."""
        (name, seed), *_ = _keys(signing_keys, "SEREIN_TOKEN_SIGNING_KEY").items()
        private = Ed25519PrivateKey.from_private_bytes(seed)
        self._key = _jwk(name, private.public_key().public_bytes_raw(), seed)
        self._header = {"alg": _ALGORITHM, "kid": name}

    def sign(self, caller: Caller, *, audience: str, request: str) -> str:
        """A token for one request (`GET /v1/clients`, without query, not quoted) to one service."""
        now = int(time.time())
        claims = {
            "iss": _ISSUER,
            "aud": audience,
            "req": request,
            "jti": uuid4().hex,
            "iat": now,
            "exp": now + TOKEN_SECONDS,
            "sub": str(caller.user_id) if caller.user_id else "",
            "firm": str(caller.firm_id) if caller.firm_id else "",
            "client": str(caller.client_id) if caller.client_id else "",
            "role": caller.role,
            "rights": sorted(caller.rights),
            "lang": caller.language,
            "addr": caller.address or "",
        }
        return jwt.encode(self._header, claims, self._key, algorithms=[_ALGORITHM])


class TokenReader:
    """Reads the tokens that are meant for one service."""

    def __init__(self, keys: str, audience: str) -> None:
        """`keys` are one or two public keys. Raises CannotStart."""
        found = _keys(keys, "SEREIN_TOKEN_PUBLIC_KEYS")
        if len(found) > _PUBLIC_KEYS:
            raise CannotStart(
                f"SEREIN_TOKEN_PUBLIC_KEYS has {len(found)} keys: the present one and the next are enough"
            )
        self._keys = KeySet([_jwk(name, public) for name, public in found.items()])
        self._audience = audience
        self._used: dict[str, float] = {}

    def read(self, token: str, request: str) -> Caller:
        """The caller in a token for this request.

        Raises Refusal `not_signed_in` for a token that is changed, too old, for another service or request, or that
        was used before in this process for a request that changes something.
        """
        try:
            claims = jwt.decode(token, self._keys, algorithms=[_ALGORITHM]).claims
            self._check(claims, request)
            caller = Caller(
                user_id=UUID(claims["sub"]) if claims["sub"] else None,
                firm_id=UUID(claims["firm"]) if claims["firm"] else None,
                client_id=UUID(claims["client"]) if claims["client"] else None,
                role=claims["role"],
                rights=frozenset(claims["rights"]),
                language=claims["lang"],
                address=claims["addr"] or None,
            )
            if not request.startswith(_REPEATABLE):
                self._use_up(claims["jti"], claims["exp"])
        except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise Refusal(KitCode.NOT_SIGNED_IN) from error
        return caller

    def _check(self, claims: dict[str, Any], request: str) -> None:
        jwt.JWTClaimsRegistry(
            leeway=_LEEWAY,
            iss={"essential": True, "value": _ISSUER},
            aud={"essential": True, "value": self._audience},
            req={"essential": True, "value": request},
            jti={"essential": True},
            iat={"essential": True},
            exp={"essential": True},
        ).validate(claims)
        if not isinstance(claims["aud"], str) or claims["exp"] - claims["iat"] > TOKEN_SECONDS:
            raise ValueError("a token is for one service and one minute")

    def _use_up(self, token_id: str, until: float) -> None:
        now = time.time()
        if self._used.setdefault(token_id, until) is not until:
            raise ValueError("this token was used before")
        while (oldest := next(iter(self._used))) and self._used[oldest] + _LEEWAY < now:
            del self._used[oldest]


def _keys(written: str, setting: str) -> dict[str, bytes]:
    """The keys by name. Raises CannotStart, which never repeats a key."""
    pairs = [entry.strip().partition(":") for entry in written.split(",") if entry.strip()]
    if not pairs:
        raise CannotStart(f"{setting} is not set: make keys with deploy/new_env.py")
    found: dict[str, bytes] = {}
    for name, _, key in pairs:
        try:
            raw = base64.b64decode(key, validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        if not name or len(raw) != 32 or len(set(raw)) < 12:
            raise CannotStart(f"{setting} holds no good key: each is name:base64 of 32 random bytes")
        if name in found:
            raise CannotStart(f"{setting} has two keys with the name {name}")
        found[name] = raw
    return found


def _jwk(name: str, public: bytes, seed: bytes | None = None) -> OKPKey:
    values: dict[str, Any] = {"kty": "OKP", "crv": "Ed25519", "kid": name, "x": _plain(public)}
    return OKPKey.import_key(values | ({} if seed is None else {"d": _plain(seed)}))


def _plain(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _written(value: bytes) -> str:
    return base64.b64encode(value).decode()
