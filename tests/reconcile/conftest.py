"""The service on a real database, and a company that it works for."""

from collections.abc import AsyncIterator

import pytest

from libs.service_kit.testing import Harness
from services.reconcile.app import app
from services.reconcile.service import Deps
from tests.conftest import SettingsFor
from tests.reconcile.company import Company
from tests.reconcile.invariants import violations


@pytest.fixture(scope="module")
async def service(settings_for: SettingsFor) -> AsyncIterator[Harness[Deps]]:
    """The service, opened once for a module: every company is a tenant of its own."""
    service = await Harness.open(app, settings_for(app))
    yield service
    await service.close()


@pytest.fixture
def reconcile(service: Harness[Deps]) -> Harness[Deps]:
    """The service with two clients that nobody has heard of."""
    return Harness(service.running)


@pytest.fixture
async def company(reconcile: Harness[Deps]) -> AsyncIterator[Company]:
    """A configured company; whatever a test did to it, the invariants hold afterwards."""
    company = Company(reconcile)
    await company.configure()
    yield company
    assert await violations(reconcile.running.database, company.client_id) == []
    assert [letter for letter in await reconcile.dead_letters() if letter.client_id == company.client_id] == []
