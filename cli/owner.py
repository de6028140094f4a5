"""The database's address for its owner, for commands that work on a running platform."""

import json
import os
from pathlib import Path

import typer


def owner_url(var: Path) -> str:
    """The address from SEREIN_DATABASE_OWNER_URL, or of the platform that runs on this folder. Exits with 1 without."""
    if url := os.environ.get("SEREIN_DATABASE_OWNER_URL"):
        return url
    state = var / "running.json"
    if not state.exists():
        typer.echo(
            f"No platform runs on {var}. Start it (`serein up --var {var}`), or set SEREIN_DATABASE_OWNER_URL to the"
            " database's owner.",
            err=True,
        )
        raise typer.Exit(1)
    url_of_owner: str = json.loads(state.read_text())["owner_url"]
    return url_of_owner
