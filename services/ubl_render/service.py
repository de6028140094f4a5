"""The service and what its work needs."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from contracts.events.rendering import UblRefused, UblRendered
from libs.service_kit import Service
from services.ubl_render.domain.package import Package


@dataclass(frozen=True)
class Deps:
    """The package profiles, and the thread in which files are made and validated."""

    packages: Mapping[str, Package]
    thread: ThreadPoolExecutor


service: Service[Deps] = Service("ubl_render", publishes=[UblRendered, UblRefused])
