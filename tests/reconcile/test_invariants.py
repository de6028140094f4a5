"""The check of the invariants can fail: it finds each fault that it is made for."""

from typing import Any

import pytest
from sqlalchemy import text

from libs.service_kit.database import ALL_TENANTS
from libs.service_kit.testing import Harness
from services.reconcile.service import Deps
from tests.reconcile.builders import ogm
from tests.reconcile.company import Company
from tests.reconcile.invariants import clients, violations

BREAKAGES = [
    ("UPDATE reconcile.document SET state = 'lost'", "unknown state"),
    ("UPDATE reconcile.document SET state = 'deleted' WHERE number = 'B-1002'", "deleted is False"),
    ("UPDATE reconcile.document SET released_at = NULL WHERE number = 'A-1001'", "without a release"),
    ("DELETE FROM reconcile.task", "nobody is asked"),
    ("DELETE FROM reconcile.booking_member WHERE is_document", "in no booking"),
    ("UPDATE reconcile.booking_member SET booking_id = gen_random_uuid() WHERE is_document", "its links say"),
    ("DELETE FROM reconcile.link", "certain, but not made"),
    ("UPDATE reconcile.document SET cents = cents + 1, ogm = NULL WHERE number = 'A-1001'", "made, but not certain"),
    ("DELETE FROM reconcile.release", "revision 1, left as []"),
    ("UPDATE reconcile.release SET sequence = 7", "numbered [7]"),
    ("UPDATE reconcile.task SET subject_id = gen_random_uuid()", "about something unknown"),
    ("UPDATE reconcile.task SET status = 'parked'", "parked until None"),
]


@pytest.mark.parametrize(("breakage", "seen"), BREAKAGES)
async def test_what_is_broken_is_seen(reconcile: Harness[Deps], breakage: str, seen: str) -> None:
    company = Company(reconcile)
    await company.configure()
    await company.add_document(number="A-1001", reference=ogm(1))
    await company.add_transaction(reference=ogm(1))
    await company.add_document(number="B-1002", total="60.00")
    database = reconcile.running.database
    before = await violations(database, company.client_id)

    async with database.begin(company.client_id) as tx:
        changed: Any = await tx.execute(text(breakage))

    found = await violations(database, company.client_id)
    assert before == []
    assert changed > 0
    assert any(seen in violation for violation in found), found
    assert company.client_id in await clients(database)


async def test_a_quiet_company_has_no_violations(company: Company) -> None:
    await company.add_document()

    async with company.harness.running.database.begin(ALL_TENANTS, read_only=True):
        pass
    assert await violations(company.harness.running.database, company.client_id) == []
