"""The demo: a firm with two clients sends documents and statements, and waits until all are decided."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import date
from typing import Any

from cli.api import Api
from cli.demo.comparison import DocumentResult, ExpectedDocument, compare, unexplained_files
from cli.demo.environment import SFTP_PASSWORD, SFTP_USER, DemoEnvironment
from cli.demo.inboxes import Arrived, arrived_by_mail, arrived_by_sftp
from cli.installation import OPERATOR

Progress = Callable[[str, dict[str, int]], None]
ADMIN_PASSWORD = "a firm for one minute, 2026"  # noqa: S105 - of a firm that exists for a demo on loopback
OWNER_PASSWORD = "a company for one minute, 2026"  # noqa: S105 - likewise
UNREAD = frozenset({"received", "reading"})
SETTLED = frozenset({"delivered", "delivery_failed", "archived", "waiting", "unreadable", "deleted"})


def owner_email(client: Any) -> str:
    """The address with which the owner of a company of the demo signs in."""
    return f"app@{client.email.partition('@')[2]}"


class Scenario:
    """All steps of the demo, and the check of its results."""

    def __init__(
        self,
        environment: DemoEnvironment,
        demo: Any,
        report: Progress,
        *,
        only: str | None = None,
        seconds: float = 900,
    ) -> None:
        """`only` is the key of a client; all waits together may take this many seconds from now."""
        self.environment, self.demo, self.report = environment, demo, report
        self._end = time.monotonic() + seconds
        self.clients = [client for client in demo.clients if only in (None, client.key)]
        self.client_ids: dict[str, str] = {}
        self.uploads: dict[str, dict[str, Any]] = {}
        self.firm: Api
        self._stack = AsyncExitStack()
        self.results: list[DocumentResult] = []
        self.unexplained: list[str] = []

    async def run(self) -> tuple[list[DocumentResult], list[str]]:
        """Run all steps; returns the result of every document, and the files that belong to none."""
        await self.create_firm()
        for client in self.clients:
            await self.create_client(client)
        for client in self.clients:
            await self.send_documents(client)
        await self.until_read()
        for client in self.clients:
            await self.send_statements(client)
        await self.until_settled()
        return await self.check()

    async def create_firm(self) -> None:
        """Create the accounting firm as operator; from then on its administrator is signed in."""
        self.report("signing in", {})
        firm = self.demo.firm
        admin = {
            "email": firm.email,
            "first_name": firm.staff[0],
            "last_name": "Terlinden",
            "password": ADMIN_PASSWORD,
        }
        password = self.environment.installation.secrets.operator_password
        async with await self._anonymous() as anonymous, await anonymous.sign_in(OPERATOR, password) as operator:
            await operator.post("/v1/firms", {"name": firm.company.name, "language": "nl", "admin": admin})
        await self.sign_in()

    async def sign_in(self) -> None:
        """Sign in as the firm's administrator."""
        async with await self._anonymous() as anonymous:
            firm = await anonymous.sign_in(self.demo.firm.email, ADMIN_PASSWORD)
        self.firm = await self._stack.enter_async_context(firm)

    async def close(self) -> None:
        """Close the connections to the API."""
        await self._stack.aclose()

    async def _anonymous(self) -> Api:
        anonymous = Api(self.environment.installation.gateway_url)
        await anonymous.until_up(wants="/v1/clients/{client_id}/tasks")
        return anonymous

    async def create_client(self, client: Any) -> None:
        """Create a client with its settings and the connection to its accounting package."""
        self.report(f"creating client {client.company.name}", {})
        company = client.company
        made = await self.firm.post(
            "/v1/clients",
            {
                "name": company.name,
                "vat_number": company.vat,
                "contact": {"email": client.email, "first_name": "Zaak", "last_name": "Voerder"},
                "language": company.language,
                "reference": client.file_number,
                "address": {
                    "street": company.street,
                    "postcode": company.postcode,
                    "city": company.city,
                    "country": company.country,
                },
                "ibans": [company.iban],
                "package": client.delivery.package,
                "follow_up": {"from_date": f"{_follow_up_from(self.demo):%Y-%m-%d}"},
            },
        )
        self.client_ids[client.key] = made["client_id"]
        await self._let_in(client, f"/v1/clients/{made['client_id']}")
        await self._connect(client, f"/v1/clients/{made['client_id']}")

    async def _let_in(self, client: Any, base: str) -> None:
        """The owner of the company signs in to the app."""
        owner = {"email": owner_email(client), "first_name": "Zaak", "last_name": "Voerder", "role": "client_owner"}
        await self.firm.post(f"{base}/users", owner | {"password": OWNER_PASSWORD, "language": client.company.language})

    async def _connect(self, client: Any, base: str) -> None:
        if client.delivery.channel == "email":
            connection = await self.firm.post(f"{base}/connections", {"connector": "email", "name": "Octopus"})
            settings = dict(client.delivery.places)
        else:
            sftp = self.environment.sftp
            config = {
                "host": sftp.host,
                "port": sftp.port,
                "username": SFTP_USER,
                "password": SFTP_PASSWORD,
                "host_key": sftp.host_key,
            }
            connection = await self.firm.post(
                f"{base}/connections", {"connector": "sftp", "name": "Winbooks", "config": config}
            )
            settings = {route: place.removeprefix(f"/{client.file_number}/") for route, place in _places(client)}
            settings["folder"] = client.file_number
        body = {"connection_id": connection["connection_id"], "settings": settings}
        await self.firm.put(f"{base}/destination", body)
        await self.firm.post(f"{base}/connections/{connection['connection_id']}/test", {"settings": settings})

    async def send_documents(self, client: Any) -> None:
        """Upload a client's documents one by one, as a user would."""
        base = f"/v1/clients/{self.client_ids[client.key]}"
        for document in self.demo.of(client.key):
            sample = document.sample
            self.report(f"sending {sample.filename}", {})
            answer = await self.firm.send(f"{base}/documents", [(sample.filename, sample.content, sample.media_type)])
            self.uploads[f"{client.key}/{sample.name}"] = answer["results"][0]

    async def send_statements(self, client: Any) -> None:
        """Import a client's CODA files."""
        base = f"/v1/clients/{self.client_ids[client.key]}"
        for statement in self.demo.statements:
            if statement.client == client.key:
                self.report(f"importing {statement.filename}", {})
                await self.firm.send(f"{base}/bank-statements", [(statement.filename, statement.content, "text/plain")])

    async def until_read(self) -> None:
        """Wait until every document is read, so that equal documents are known before one is linked."""
        await self._until("reading", lambda state: state not in UNREAD, looks=1)

    async def until_settled(self) -> None:
        """Wait until every document is delivered, archived, or waiting for a user."""
        await self._until("linking, rendering, delivering", SETTLED.__contains__, looks=4)

    async def _until(self, what: str, is_done: Callable[[str], bool], *, looks: int) -> None:
        """Wait until every document is done in so many looks after each other, or the scenario's time is over."""
        number = len({upload["document_id"] for upload in self.uploads.values() if upload["document_id"]})
        quiet = 0
        while quiet < looks:
            left = self._end - time.monotonic()
            if left <= 0:
                self.report(f"{what}: no time left", {})
                return
            states = await self._states()
            self.report(f"{what}, {left:.0f} s left", dict(states))
            quiet = quiet + 1 if states.total() == number and all(map(is_done, states)) else 0
            await asyncio.sleep(0.3)

    async def _states(self) -> Counter[str]:
        """How many documents are in each state."""
        states: Counter[str] = Counter()
        for client_id in self.client_ids.values():
            documents = await self.firm.everything(f"/v1/clients/{client_id}/documents")
            states.update(document["state"] for document in documents)
        return states

    async def check(self) -> tuple[list[DocumentResult], list[str]]:
        """The result of every document, and the files in the inboxes that belong to none."""
        results: list[DocumentResult] = []
        unexplained: list[str] = []
        for client in self.clients:
            arrived = self._arrived(client)
            own = await self._results_of(client, arrived)
            results += own
            unexplained += unexplained_files(own, arrived)
        return results, unexplained

    def _arrived(self, client: Any) -> list[Arrived]:
        if client.delivery.channel == "email":
            return arrived_by_mail(self.environment.mail)
        return arrived_by_sftp(self.environment.sftp, {place for _, place in _places(client)})

    async def _results_of(self, client: Any, arrived: list[Arrived]) -> list[DocumentResult]:
        base = f"/v1/clients/{self.client_ids[client.key]}"
        documents = {d["document_id"]: d for d in await self.firm.everything(f"{base}/documents")}
        tasks = await self.firm.everything(f"{base}/tasks")
        results = []
        for document in self.demo.of(client.key):
            upload = self.uploads[f"{client.key}/{document.sample.name}"]
            found = documents.get(upload["document_id"])
            detail = await self.firm.get(f"{base}/documents/{upload['document_id']}") if found else None
            mine = [t for t in tasks if (t["document"] or {}).get("document_id") == upload["document_id"]]
            results.append(compare(_expected(client, document), detail, arrived, mine, _links(detail)))
        return results


def _follow_up_from(demo: Any) -> date:
    days: list[date] = [m.transaction.entry_date for s in demo.statements for m in s.transactions]
    return min(days)


def _places(client: Any) -> list[tuple[str, str]]:
    return list(client.delivery.places.items())


def _expected(client: Any, document: Any) -> ExpectedDocument:
    expected, truth = document.expected, document.sample.truth
    return ExpectedDocument(
        client=client.key,
        name=document.sample.filename,
        number=truth.number,
        total=truth.total_with_vat,
        outcome=expected.outcome,
        place=client.delivery.places[expected.route] if expected.route else None,
        why=expected.why,
        linked=expected.evidence is not None,
        task=expected.task,
    )


def _links(detail: dict[str, Any] | None) -> list[str]:
    """The links of a document with their evidence, in words."""
    if detail is None:
        return []
    booking = detail["booking"]
    transactions = {t["transaction_id"]: t for t in booking["transactions"]}
    words = []
    for link in booking["links"]:
        other = link["other_id"] if link["one_id"] == detail["document_id"] else link["one_id"]
        if other in transactions:
            t = transactions[other]
            who = f"{t['booking_date']}  {t['amount']}  {t['counterparty'] or ''}"
            why = ", ".join(f"{e['kind'].replace('_', ' ')} {e['detail']}" for e in link["evidence"])
            words.append(f"{who}\n{why}")
    return words
