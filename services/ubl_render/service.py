"""The service and its dependencies."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from contracts.events.rendering import UblRefused, UblRendered
from libs.confinement import Confinement
from libs.service_kit import Service
from services.ubl_render.confined.process import Confined
from services.ubl_render.domain.package import Package


@dataclass(frozen=True)
class Deps:
    """The package profiles, the thread in which files are made and validated, and where foreign files are opened.

    One thread makes the files: a schema remembers its last errors, so two must not use it at once. Images are
    converted in other threads, which only wait for a confined process.
    """

    packages: Mapping[str, Package]
    rendering: ThreadPoolExecutor
    converting: ThreadPoolExecutor
    confined: Confined
    confinement: Confinement


service: Service[Deps] = Service("ubl_render", publishes=[UblRendered, UblRefused])
