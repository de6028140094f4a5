"""Writes the settings of a new installation, with fresh secrets: python3 deploy/new_env.py > .env

It fills in what .env.example leaves empty. Nothing but Python itself is needed.
"""

import base64
import secrets
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / ".env.example"


def master_key() -> str:
    """A key that seals stored passwords, named so that a later one can stand beside it."""
    return f"{secrets.token_hex(4)}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


def filled(example: str) -> str:
    """The example with a fresh secret behind each name that has none; comments stay as they are."""
    lines = []
    for line in example.splitlines():
        if line.endswith("=") and not line.startswith("#"):
            line += master_key() if line == "SEREIN_MASTER_KEYS=" else secrets.token_urlsafe(32)
        lines.append(line)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(filled(EXAMPLE.read_text("utf-8")))
