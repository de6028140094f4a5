"""Settings of client companies."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.reconcile.tables.schema import Table


class ClientSettings(Table, kw_only=True):
    """The newest `client.configured` event in full, and how many documents were released for this client."""

    __tablename__ = "client_settings"

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    settings: Mapped[dict[str, Any]]
    configured_at: Mapped[datetime]
    released: Mapped[int] = mapped_column(default=0)
