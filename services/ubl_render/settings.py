"""Settings of ubl_render."""

from libs.service_kit import KitSettings


class Settings(KitSettings):
    """Nothing of its own yet: what a package wants is data in `packages/`."""
