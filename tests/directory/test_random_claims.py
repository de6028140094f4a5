"""Firms enter the same companies, ask, answer, close and open in any order: what must hold, holds after each step."""

from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from libs.service_kit.testing import Harness
from services.directory.domain.rights import Role
from services.directory.handlers import settle_requests
from services.directory.service import Deps
from services.directory.tables import Client, HandOver
from tests.directory import builders
from tests.directory.builders import PASSWORD, SignedInUser

STEPS = 30


@dataclass
class Town:
    """Some firms, some companies that all of them may enter, and the files that came of it with their owners."""

    directory: Harness[Deps]
    firms: list[SignedInUser]
    numbers: list[str]
    owners: dict[str, SignedInUser] = field(default_factory=dict)

    async def enters(self, random: Random) -> None:
        address = builders.email("zaakvoerder")
        new = {"vat_number": random.choice(self.numbers), "skip_vat_check": random.random() < 0.4}
        body = builders.new_client(**new, contact={"email": address, "password": PASSWORD})
        answer = await random.choice(self.firms).http("POST", "/v1/clients", json=body)
        assert answer.status_code in (201, 409), answer.text
        if answer.status_code == 201:
            owner = UUID(answer.json()["contact"]["user_id"])
            self.owners[answer.json()["client_id"]] = SignedInUser(self.directory, owner, Role.CLIENT_OWNER)
            if random.random() < 0.7:
                await builders.sign_in(self.directory, address)

    async def changes(self, random: Random) -> None:
        client = await self.one_of(random)
        change = random.choice(
            [{"closed": True}, {"closed": False}, {"skip_vat_check": False}, {"skip_vat_check": True}]
        )
        await self.firm_of(client).on(str(client.client_id), "PATCH", json=change)

    async def answers(self, random: Random) -> None:
        client = await self.one_of(random)
        user = random.choice([self.firm_of(client), self.owners[str(client.client_id)]])
        for request in (await user.on(str(client.client_id), "GET", "/requests")).json():
            sent = {"accept": random.random() < 0.7}
            await user.on(str(client.client_id), "PUT", f"/requests/{request['request_id']}", json=sent)

    async def waits(self, random: Random) -> None:
        """Let all the time pass that requests may take."""
        past = HandOver.asked_at
        async with self.directory.running.context().transaction(all_tenants=True) as tx:
            due = HandOver.state == random.choice(["asked", "agreed"])
            await tx.execute(update(HandOver).where(due).values(expires_at=past, moves_at=past))
        await self.directory.run(settle_requests)

    async def clients(self) -> list[Client]:
        async with self.directory.running.context().read(all_tenants=True) as tx:
            mine = select(Client).where(Client.vat_number.in_(self.numbers)).order_by(Client.client_id)
            return list(await tx.all(mine))

    async def one_of(self, random: Random) -> Client:
        return random.choice(await self.clients())

    def firm_of(self, client: Client) -> SignedInUser:
        return next(firm for firm in self.firms if firm.firm_id == client.firm_id)

    async def holds_together(self) -> None:
        """Each number has one tenant, unverified only while no verified one waits; each client is seen by one firm."""
        clients = await self.clients()
        for number in {client.vat_number for client in clients}:
            entered = [client for client in clients if client.vat_number == number]
            held = [client for client in entered if client.vat_held]
            assert len(held) == 1
            assert held[0].succeeded_by is None
            waiting = [client for client in entered if not (client.vat_held or client.closed or client.unverified)]
            assert not (waiting and held[0].unverified)
        for client in clients:
            seen_by = [firm.firm_id for firm in self.firms if await self._sees(firm, client)]
            assert seen_by == [client.firm_id]

    async def _sees(self, firm: SignedInUser, client: Client) -> bool:
        answer = await builders.access(self.directory, firm.user_id, str(client.client_id))
        return answer.status_code == 200


@pytest.mark.parametrize("seed", range(3))
async def test_one_tenant_for_each_number_and_one_firm_for_each_tenant(directory: Harness[Deps], seed: int) -> None:
    random = Random(seed)
    firms = [await builders.firm_admin(directory) for _ in range(3)]
    town = Town(directory, firms, [builders.vat_number() for _ in range(3)])
    steps: list[Any] = [town.enters, town.enters, town.changes, town.answers, town.answers, town.waits]

    await town.enters(random)
    for _ in range(STEPS):
        await random.choice(steps)(random)

        await town.holds_together()
