"""Reads the package profiles at start: one with an unknown setting, or without reasons, stops the service."""

from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import ValidationError

from services.ubl_render.domain.package import Package

PROFILES = Path(__file__).parents[1] / "packages"


class BadProfile(Exception):
    """A profile is not valid; names the file and the line."""


def load_packages(folder: Path = PROFILES) -> Mapping[str, Package]:
    """All profiles of a folder by name; each file has the name of its package. Raises BadProfile."""
    packages = {}
    for file in sorted(folder.glob("*.yaml")):
        package = _read(file)
        if package.name != file.stem:
            raise BadProfile(f"{file.name} is about {package.name}: the file is called after its package")
        packages[package.name] = package
    return packages


def _read(file: Path) -> Package:
    try:
        return Package.model_validate(yaml.safe_load(file.read_text("utf-8")))
    except yaml.YAMLError as error:
        raise BadProfile(f"{file.name}: not YAML: {error}") from error
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'profile'}: {e['msg']}" for e in error.errors())
        raise BadProfile(f"{file.name}: {wrong}") from error
