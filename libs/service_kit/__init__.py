"""What every service needs and no accountant would recognise.

Three registrations: `@service.on(Event)` a handler, `@service.every(seconds)` a background job, `App(...)` the whole.
Read `service`, `context`, `consumer`, `relay` in that order to know how an event travels.
"""

from libs.service_kit.app import App, Kit
from libs.service_kit.context import Context
from libs.service_kit.database import Transaction
from libs.service_kit.errors import Problem, Reject, Retry, TooEarly
from libs.service_kit.service import Service
from libs.service_kit.settings import KitSettings

__all__ = [
    "App",
    "Context",
    "Kit",
    "KitSettings",
    "Problem",
    "Reject",
    "Retry",
    "Service",
    "TooEarly",
    "Transaction",
]
