"""The service on a real database, and a company to test with."""

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
    """Returns the service, shared by a module: every company is another tenant."""
    service = await Harness.open(app, settings_for(app))
    yield service
    await service.close()


@pytest.fixture
def reconcile(service: Harness[Deps]) -> Harness[Deps]:
    """Returns the service with two new clients."""
    return Harness(service.running)


@pytest.fixture
async def company(reconcile: Harness[Deps]) -> AsyncIterator[Company]:
    """Returns a configured company; after the test its invariants are checked."""
    company = Company(reconcile)
    await company.configure()
    yield company
    assert await violations(reconcile.running.database, company.client_id) == []
    assert [letter for letter in await reconcile.dead_letters() if letter.client_id == company.client_id] == []
