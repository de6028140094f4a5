"""Writes the bills of materials: CycloneDX 1.6, one for each image and one for the whole distribution, to dist/sbom.

    python -m deploy.sbom [folder]

They come from the production lock, the requirements of each service and the metadata of the installed packages, so the
same lock gives the same bytes. The image's Python and Debian are not in them: they belong to the base image.
"""

import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.dependency import Dependency
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from deploy.licences import licence_of
from deploy.packages import PRODUCTION, ROOT, Pinned, installed_by, pinned_in
from deploy.service_requirements import requirements_of

DISTRIBUTION = "serein"


def services() -> list[str]:
    """The services that have an image."""
    return sorted(path.parent.name for path in (ROOT / "services").glob("*/app.py"))


def of_image(service: str, lock: Sequence[Pinned], project: dict[str, Any]) -> str:
    """The bill of materials of one image as JSON: the packages that are installed in it, with all that they bring."""
    wanted = frozenset[str]().union(*map(installed_by, requirements_of(service, project)))
    return _written(f"serein-{service}", project, [one for one in lock if one.name in wanted and one.is_for_here])


def of_distribution(lock: Sequence[Pinned], project: dict[str, Any]) -> str:
    """The bill of materials of everything that production pins, other systems and versions of Python included."""
    return _written(DISTRIBUTION, project, lock)


def write_all(folder: Path) -> list[Path]:
    """Write the files and return their paths."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lock = pinned_in(PRODUCTION.read_text("utf-8"))
    texts = {f"serein-{service}": of_image(service, lock, project) for service in services()}
    texts[DISTRIBUTION] = of_distribution(lock, project)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.cdx.json").write_text(text, "utf-8")
    return [folder / f"{name}.cdx.json" for name in texts]


def _written(name: str, project: dict[str, Any], packages: Sequence[Pinned]) -> str:
    version = str(project["version"])
    parts = [_component(package) for package in packages]
    licence = LicenseFactory().make_from_string(project["license"])
    whole = Component(
        name=name, version=version, type=ComponentType.APPLICATION, bom_ref=f"{name}@{version}", licenses=[licence]
    )
    bom = Bom(
        serial_number=UUID(int=0),
        metadata=BomMetaData(component=whole),
        components=parts,
        dependencies=[Dependency(whole.bom_ref, [Dependency(part.bom_ref) for part in parts])],
    )
    bom.metadata.timestamp = None  # type: ignore[assignment]  # optional in the format; the same lock, the same bytes
    bom.serial_number = uuid5(NAMESPACE_URL, JsonV1Dot6(bom).output_as_string())
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def _component(package: Pinned) -> Component:
    where = PackageURL("pypi", None, package.name, package.version)
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(where),
        purl=where,
        licenses=[LicenseFactory().make_from_string(licence_of(package.name))],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in package.hashes],
        properties=[Property(name="serein:marker", value=package.marker)] if package.marker else (),
    )


if __name__ == "__main__":
    for path in write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "sbom"):
        sys.stdout.write(f"{path}\n")
