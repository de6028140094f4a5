"""Random events and commands in any order: nothing fails, and the invariants hold after each."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts.events.delivery import DeliveryCompleted, DeliveryFailed, Receipt
from contracts.events.document import DocumentReceived
from contracts.events.document_state import DocumentState
from contracts.events.extraction import DocumentUnreadable
from contracts.events.release import DocumentReleased
from contracts.events.rendering import UblRefused, UblRendered, ValidationSummary
from contracts.fields import DocumentKind, Route
from contracts.ids import uuid7
from contracts.reason import Reason
from contracts.registry import Event
from services.reconcile.domain.actions import Action
from services.reconcile.domain.states import LEGAL
from tests.reconcile.builders import CLIENT_VAT, NOON, SHA, be_iban, extracted, ogm, received
from tests.reconcile.company import Company
from tests.reconcile.invariants import violations

KINDS = (
    DocumentKind.PURCHASE_INVOICE, DocumentKind.PURCHASE_INVOICE, DocumentKind.SALES_INVOICE, DocumentKind.RECEIPT,
    DocumentKind.PURCHASE_CREDIT_NOTE, DocumentKind.OTHER, DocumentKind.CONTRACT,
)  # fmt: skip
SETTINGS: tuple[dict[str, Any], ...] = (
    {}, {}, {"release": {"policy": "on_demand"}}, {"release": {"policy": "approved_only"}},
    {"release": {"timing": "nightly"}}, {"mode": "delivery_only"}, {"active": False},
    {"follow_up": {"documents_without_transaction": False}}, {"follow_up": {"expenses_only": True}},
)  # fmt: skip


class RandomEvents:
    """Chooses and runs the next event or command."""

    def __init__(self, company: Company, seed: int) -> None:
        self.company, self.random = company, random.Random(seed)
        self.documents: list[UUID] = []
        self.transactions: list[UUID] = []
        self.rendered: dict[UUID, bool] = {}

    async def step(self) -> None:
        """Run one random event or command."""
        what = (
            self.document,
            self.transaction,
            self.command,
            self.command,
            self.linked,
            self.corrected,
            self.progress,
            self.rarely,
        )
        await self.random.choice(what)()

    def values(self) -> dict[str, Any]:
        """Returns random values out of few amounts, numbers and parties, so that items compete."""
        r = self.random
        return {
            "total": r.choice(("50.00", "50.00", "121.00", "99.00", None)),
            "number": r.choice(("1001", "1077", "20260042", None)),
            "seller": r.choice(("Ateliers Dubois SRL", "Drukkerij Claes")),
            "buyer": r.choice(("Hotel Lambermont", None)),
            "supplier_vat": r.choice((None, CLIENT_VAT)),
            "iban": r.choice((be_iban(1), be_iban(2), None)),
            "reference": r.choice((ogm(1), ogm(2), None)),
        }

    async def document(self) -> None:
        document_id = uuid7()
        changes: list[Event] = [
            received(self.company.client_id, document_id),
            extracted(
                self.company.client_id, document_id, self.random.choice(KINDS),
                confidence=self.random.choice((0.4, 0.98)), **self.values(),
            ),
        ]  # fmt: skip
        if self.random.random() < 0.15:
            changes[1] = DocumentUnreadable(
                client_id=self.company.client_id, document_id=document_id, sha256=SHA, extracted_at=NOON,
                reason=Reason(code="damaged"),
            )  # fmt: skip
        self.random.shuffle(changes)
        if self.random.random() < 0.1:
            changes = [n for n in changes if isinstance(n, DocumentReceived)]
        await self.company.handle(*changes)
        self.documents.append(document_id)

    async def transaction(self) -> None:
        values = self.values()
        sign = self.random.choice(("-", "-", ""))
        self.transactions.append(
            await self.company.add_transaction(
                amount=sign + (values["total"] or "50.00"), name=values["seller"], iban=values["iban"],
                reference=values["reference"], text=values["number"],
                on=NOON.date() + timedelta(days=self.random.randrange(-20, 20)),
            )
        )  # fmt: skip

    async def command(self) -> None:
        action = self.random.choice(list(Action))
        if self.transactions and self.random.random() < 0.4:
            path = f"/transactions/{self.random.choice(self.transactions)}"
        elif self.documents:
            path = f"/documents/{self.random.choice(self.documents)}"
        else:
            return
        body: dict[str, Any] = {"action": action.value, "no_document": "tax"}
        body["day"] = (datetime.now(UTC) + timedelta(days=self.random.choice((-3, 9)))).date().isoformat()
        if self.documents:
            body["document_id"] = str(self.random.choice(self.documents))
        await self.request("POST", f"{path}/actions", body)

    async def linked(self) -> None:
        r = self.random
        documents = [str(i) for i in r.sample(self.documents, min(len(self.documents), r.randrange(3)))]
        transactions = [str(i) for i in r.sample(self.transactions, min(len(self.transactions), r.randrange(3)))]
        path = r.choice(("/links", "/links", "/links/undo"))
        if r.random() < 0.4 and (documents or transactions):
            await self.request("POST", "/links/unlink", {"item_id": (documents + transactions)[0]})
        else:
            await self.request("POST", path, {"document_ids": documents, "transaction_ids": transactions})

    async def corrected(self) -> None:
        if not self.documents:
            return
        fields = self.random.choice(
            ({"total_with_vat": "50.00"}, {"number": "1077"}, {"iban": None}, {"issue_date": "2026-02-28"}, {})
        )
        kind = self.random.choice(({}, {}, {"kind": "purchase_invoice"}, {"kind": "other"}))
        body = {"fields": fields, "tags": ["Namur"]} | kind
        await self.request("PATCH", f"/documents/{self.random.choice(self.documents)}", body)

    async def progress(self) -> None:
        released = await self.company.published(DocumentReleased)
        if not released:
            return
        event = self.random.choice(released)
        name = {k: getattr(event, k) for k in ("client_id", "release_id", "document_id")}
        receipt = Receipt(channel="email", destination="x", filename="a.xml", size=1, sha256=SHA, delivered_at=NOON)
        rendered = UblRendered(
            **name, route=Route.MISC, package="p", dialect="d", files=(), subject="", rendered_at=NOON,
            validation=ValidationSummary(rule_sets=()),
        )  # fmt: skip
        refused = UblRefused(**name, reasons=(Reason(code="BR-1", field="number"),), refused_at=NOON)
        failed = DeliveryFailed(
            **name,
            delivery_id=uuid7(),
            reason=Reason(code="gone"),
            unconfirmed=self.random.random() < 0.5,
            failed_at=NOON,
        )
        arrived = DeliveryCompleted(**name, delivery_id=uuid7(), receipt=receipt, attempts=1)
        if self.rendered.setdefault(event.release_id, self.random.random() < 0.7):
            await self.company.handle(self.random.choice((rendered, failed, arrived)))
        else:
            await self.company.handle(refused)

    async def rarely(self) -> None:
        what = self.random.randrange(3)
        if what == 0:
            await self.company.configure(**self.random.choice(SETTINGS))
        elif what == 1 and self.documents:
            await self.request("POST", f"/documents/{self.random.choice(self.documents)}/release", {})
        else:
            await self.company.run_jobs(at=datetime.now(UTC) + timedelta(days=1, hours=2))

    async def request(self, method: str, path: str, body: dict[str, Any]) -> None:
        answer = await self.company.request(method, path, json=body)
        assert answer.status_code < 500, (method, path, body, answer.text)


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_happens_the_invariants_hold(company: Company, seed: int) -> None:
    chance = RandomEvents(company, seed)
    states: dict[UUID, DocumentState] = {}
    seen: set[DocumentState] = set()

    for number in range(70):
        await chance.step()
        if number % 10 == 9:
            assert await violations(company.harness.running.database, company.client_id) == [], (seed, number)
        for row in await company.table("document"):
            state = DocumentState(row["state"])
            before = states.get(row["document_id"], state)
            assert state is before or reachable(before, state), (seed, number, before, state)
            states[row["document_id"]] = state
            seen.add(state)

    assert len(seen) >= 3


def reachable(old: DocumentState, new: DocumentState) -> bool:
    """Tells whether the state can be reached in one or two steps: one event may unlink and release a document."""
    return new in LEGAL[old] or any(new in LEGAL[middle] for middle in LEGAL[old])
