"""The addresses of a platform that runs, for commands that work on it."""

import json
import os
from pathlib import Path

from cli.texts import CliCode
from libs.refusal import Refusal


def owner_url(var: Path) -> str:
    """The database's address for its owner: from SEREIN_DATABASE_OWNER_URL, or of the platform on this folder.

    Raises Refusal when no platform runs on the folder.
    """
    return os.environ.get("SEREIN_DATABASE_OWNER_URL") or _of_the_running_one(var, "owner_url")


def gateway_url(var: Path) -> str:
    """The address of the public API of the platform on this folder. Raises Refusal when none runs."""
    return _of_the_running_one(var, "gateway_url")


def _of_the_running_one(var: Path, name: str) -> str:
    state = var / "running.json"
    try:
        address = json.loads(state.read_text(encoding="utf-8"))[name]
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refusal(CliCode.NOT_RUNNING, folder=var) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal(CliCode.FILE_DAMAGED, file=state) from error
    return str(address)
