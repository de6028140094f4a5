"""Writes the settings of a new installation, with fresh secrets: python3 deploy/new_env.py > .env

It fills in what .env.example leaves empty. Nothing but Python itself is needed. `new_env.py token-key` prints one new
pair of token keys, for an installation that changes them.
"""

import base64
import hashlib
import secrets
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / ".env.example"


def master_key() -> str:
    """A key that seals stored passwords, named so that a later one can stand beside it."""
    return f"{secrets.token_hex(4)}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


def token_keys() -> dict[str, str]:
    """A key that signs internal tokens, and its public half, by their settings."""
    name, seed = secrets.token_hex(4), secrets.token_bytes(32)
    return {
        "SEREIN_TOKEN_SIGNING_KEY": f"{name}:{base64.b64encode(seed).decode()}",
        "SEREIN_TOKEN_PUBLIC_KEYS": f"{name}:{base64.b64encode(public_half(seed)).decode()}",
    }


_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_BASE = (15112221349535400772501151409588531511454012693041857206046113283949847762202, 4 * pow(5, -1, _P) % _P)


def public_half(seed: bytes) -> bytes:
    """The Ed25519 public key of a private one (RFC 8032, 5.1.5)."""
    number = int.from_bytes(hashlib.sha512(seed).digest()[:32], "little")
    number = number & ((1 << 254) - 8) | (1 << 254)
    x, y = _times(number)
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _times(number: int) -> tuple[int, int]:
    """The base point of the curve added to itself so many times."""
    found, doubled = (0, 1), _BASE
    while number:
        if number & 1:
            found = _added(found, doubled)
        doubled, number = _added(doubled, doubled), number >> 1
    return found


def _added(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """The sum of two points of the twisted Edwards curve."""
    (a, b), (c, d) = one, other
    product = _D * a * b * c * d % _P
    x = (a * d + b * c) * pow(1 + product, -1, _P) % _P
    y = (b * d + a * c) * pow(1 - product, -1, _P) % _P
    return x, y


def filled(example: str) -> str:
    """The example with a fresh secret behind each name that has none; comments stay as they are."""
    made = token_keys() | {"SEREIN_MASTER_KEYS": master_key()}
    lines = []
    for line in example.splitlines():
        if line.endswith("=") and not line.startswith("#"):
            line += made.get(line.removesuffix("=")) or secrets.token_urlsafe(32)
        lines.append(line)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["token-key"]:
        sys.stdout.writelines(f"{name}={key}\n" for name, key in token_keys().items())
    else:
        sys.stdout.write(filled(EXAMPLE.read_text("utf-8")))
