"""What every service needs and what has nothing to do with accounting.

Three registrations: `@service.on(Event)` for a handler, `@service.every(seconds)` for a background job, `App(...)` for
the whole. To learn how an event travels, read `service`, `context`, `consumer` and `relay`, in that order.
"""

from libs.service_kit.app import App, Kit
from libs.service_kit.context import Context
from libs.service_kit.database import Transaction
from libs.service_kit.errors import Reject, Retry, TooEarly
from libs.service_kit.http_texts import KitCode
from libs.service_kit.service import Service
from libs.service_kit.settings import KitSettings

__all__ = [
    "App",
    "Context",
    "Kit",
    "KitCode",
    "KitSettings",
    "Reject",
    "Retry",
    "Service",
    "TooEarly",
    "Transaction",
]
