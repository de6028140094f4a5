"""Settings of reconcile."""

from libs.service_kit import KitSettings


class Settings(KitSettings):
    """`judged_at_once` bounds how long one transaction of the background judging may hold a client's lock."""

    judged_at_once: int = 100
