"""docker-compose.yml as a test reads it: parsed, its variables filled in, its services told apart."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.deploy.dockerfile import ROOT

_VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?:(?P<how>:-|:\?)(?P<rest>[^}]*))?\}")


class VariableMissing(Exception):
    """A variable that the file insists on has no value."""


def read(path: Path = ROOT / "docker-compose.yml") -> dict[str, Any]:
    """The file as it stands."""
    parsed: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return parsed


def filled(part: Any, values: Mapping[str, str]) -> Any:
    """The same with `${NAME}`, `${NAME:-default}` and `${NAME:?message}` replaced."""
    if isinstance(part, dict):
        return {key: filled(value, values) for key, value in part.items()}
    if isinstance(part, list):
        return [filled(value, values) for value in part]
    return _VARIABLE.sub(lambda found: _value(found, values), part) if isinstance(part, str) else part


def variables(part: Any) -> dict[str, bool]:
    """Every variable of the environment that the file reads, and whether it insists on it."""
    found: dict[str, bool] = {}
    if isinstance(part, dict):
        for key, value in part.items():
            found |= variables(value) | (
                {name: False for name in value if value[name] is None} if key == "environment" else {}
            )
    elif isinstance(part, list):
        for value in part:
            found |= variables(value)
    elif isinstance(part, str):
        found |= {match["name"]: match["how"] == ":?" for match in _VARIABLE.finditer(part)}
    return found


def ours(compose: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The services that are built from this repository, by their folder's name."""
    built = (s for s in compose["services"].values() if "build" in s)
    return {s["build"]["args"]["SERVICE"]: s for s in built if "target" not in s["build"]}


def environment(service: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, str]:
    """What a container gets: a name without a value takes it from `values`, or is not set at all."""
    pairs = filled(service["environment"], values)
    taken = {name: values.get(name) if value is None else str(value) for name, value in pairs.items()}
    return {name: value for name, value in taken.items() if value is not None}


def env_file(text: str) -> dict[str, str]:
    """The settings of a `.env` file."""
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def _value(found: re.Match[str], values: Mapping[str, str]) -> str:
    value = values.get(found["name"], "")
    if not value and found["how"] == ":?":
        raise VariableMissing(f"{found['name']}: {found['rest']}")
    return value or (found["rest"] if found["how"] == ":-" else "") or ""
