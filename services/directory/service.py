"""The service and its dependencies."""

from dataclasses import dataclass

from contracts.events.client import ClientConfigured
from contracts.events.firm import FirmConfigured
from libs.service_kit import Service
from services.directory.domain.guessing import Limits
from services.directory.domain.hand_over import Terms
from services.directory.mail.session import Mailer
from services.directory.passwords import Passwords


@dataclass(frozen=True)
class FirstOperator:
    """The operator that a new installation begins with."""

    email: str
    password: str


@dataclass(frozen=True)
class Deps:
    """Password hashing, the limits on guessing, how many tries are kept, and the packages a client may have.

    Without a `mailer` nobody is written to. With one the owner of an account is, after each `unlock_after` wrong
    passwords, and of a sign-in from a new place when it `tells_of_new_places`.
    """

    passwords: Passwords
    limits: Limits
    hand_over: Terms
    attempts_kept: int
    packages: frozenset[str]
    first_operator: FirstOperator | None
    mailer: Mailer | None
    unlock_after: int
    tells_of_new_places: bool


service: Service[Deps] = Service("directory", publishes=[ClientConfigured, FirmConfigured])
