"""The compose file with the settings of a new installation, as `docker compose` would see it."""

from typing import Any

import pytest

from deploy.new_env import EXAMPLE, filled
from tests.deploy import compose_file


@pytest.fixture(scope="session")
def settings_of_a_new_installation() -> dict[str, str]:
    """What `deploy/new_env.py > .env` gives."""
    return compose_file.env_file(filled(EXAMPLE.read_text("utf-8")))


@pytest.fixture(scope="session")
def compose() -> dict[str, Any]:
    """docker-compose.yml as it stands."""
    return compose_file.read()
