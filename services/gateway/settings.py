"""Settings of the gateway."""

from libs.service_kit import KitSettings

SERVICES = ("directory", "ingest", "ocr_extract", "bank_sync", "reconcile", "ubl_render", "delivery")


class Settings(KitSettings):
    """`services` by name and internal address; `proxies` is how many reverse proxies of our own are in front.

    A session ends after `session_hours` without a request and after `session_days` in any case.
    """

    services: dict[str, str] = {name: f"http://{name.replace('_', '-')}:8000" for name in SERVICES}
    proxies: int = 0
    cookie_secure: bool = True
    session_hours: float = 12
    session_days: float = 30
    upstream_connect_seconds: float = 3
    upstream_seconds: float = 60
    answer_hours: float = 24
    live_hours: float = 1
    live_poll_seconds: float = 0.5
    live_check_seconds: float = 10
    live_beat_seconds: float = 15
    streams_per_user: int = 10
    open_streams: int = 500
