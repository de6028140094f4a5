"""Run this service alone: `python -m services.delivery`."""

from services.delivery.app import app

app.main()
