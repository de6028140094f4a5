"""Firms, clients and users that no other test uses, with good defaults."""

import itertools
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx

from libs.service_kit.testing import Harness
from services.directory.domain.rights import ELSEWHERE, Role, rights_on_client
from services.directory.service import Deps

PASSWORD = "korte-ketting-9-fietsen"
CHEAP = {"password_passes": 1, "password_memory_mib": 8}
_serial = itertools.count(secrets.randbelow(5_000_000))


def vat_number() -> str:
    """Returns a Belgian VAT number with valid check digits that no test has used."""
    base = 4_000_000 + next(_serial)
    return f"BE0{base:07d}{97 - base % 97:02d}"


def iban() -> str:
    """Returns a Belgian IBAN with valid check digits."""
    bban = 5_390_000_000 + next(_serial)
    account = f"{bban:010d}{bban % 97 or 97:02d}"
    check = 98 - int(account + "111400") % 97
    return f"BE{check:02d}{account}"


def email(name: str = "someone") -> str:
    """Returns an e-mail address that no test has used."""
    return f"{name}.{next(_serial)}.{secrets.token_hex(3)}@voorbeeld.example"


def new_firm(**more: Any) -> dict[str, Any]:
    """Returns the request for a new firm with its administrator."""
    admin = {"email": email("zaakvoerder"), "first_name": "Lieve", "last_name": "Aerts", "password": PASSWORD}
    return {"name": "Kantoor Ter Linde", "language": "nl", "admin": admin} | more


def new_client(**more: Any) -> dict[str, Any]:
    """Returns the request for a new client, a bakery."""
    contact = {"email": email("bakker"), "first_name": "Mieke", "last_name": "Wouters", "mobile": "+32 470 12 34 56"}
    contact |= more.pop("contact", {})
    return {"name": "Bakkerij Morgenrood", "vat_number": vat_number(), "contact": contact, "language": "nl"} | more


@dataclass
class SignedInUser:
    """A user with a token as the gateway signs it. Their requests go straight to the directory."""

    directory: Harness[Deps]
    user_id: UUID
    role: Role
    firm_id: UUID | None = None

    async def http(self, method: str, path: str, *, client: str | None = None, **more: Any) -> httpx.Response:
        """Send a request as this user, with the rights that the directory gives them on the client."""
        rights = rights_on_client(self.role, closed=False) if client else ELSEWHERE[self.role]
        return await self.directory.http(
            method,
            path,
            rights=more.pop("rights", rights),
            client_id=UUID(client) if client else uuid4(),
            user_id=self.user_id,
            firm_id=self.firm_id,
            role=self.role,
            **more,
        )

    async def on(self, client: str, method: str, path: str = "", **more: Any) -> httpx.Response:
        """Send a request about one client."""
        return await self.http(method, f"/v1/clients/{client}{path}", client=client, **more)

    async def in_firm(self, method: str, path: str = "", **more: Any) -> httpx.Response:
        """Send a request about the user's firm."""
        return await self.http(method, f"/v1/firms/{self.firm_id}{path}", **more)

    async def makes_client(self, **more: Any) -> dict[str, Any]:
        """Add a client to this user's firm. Returns the client as the API shows it."""
        answer = await self.http("POST", "/v1/clients", json=new_client(**more))
        assert answer.status_code == 201, answer.text
        return dict(answer.json())


def operator(directory: Harness[Deps]) -> SignedInUser:
    """Returns an operator of the platform."""
    return SignedInUser(directory, uuid4(), Role.OPERATOR)


async def firm_admin(directory: Harness[Deps], **more: Any) -> SignedInUser:
    """Returns the administrator of a new firm."""
    answer = await operator(directory).http("POST", "/v1/firms", json=new_firm(**more))
    assert answer.status_code == 201, answer.text
    made = answer.json()
    return SignedInUser(directory, UUID(made["admin_id"]), Role.FIRM_ADMIN, UUID(made["firm_id"]))


async def employee(admin: SignedInUser, **more: Any) -> SignedInUser:
    """Returns a new employee of the administrator's firm."""
    new = {"email": email("collega"), "first_name": "Wim", "last_name": "De Smet", "password": PASSWORD} | more
    answer = await admin.in_firm("POST", "/staff", json=new)
    assert answer.status_code == 201, answer.text
    return SignedInUser(admin.directory, UUID(answer.json()["user_id"]), Role(answer.json()["role"]), admin.firm_id)


async def sign_in(directory: Harness[Deps], address: str, password: str = PASSWORD, **more: Any) -> httpx.Response:
    """Try to sign in, as the gateway requests it."""
    body = {"email": address, "password": password, "address": more.pop("from_address", "192.0.2.1")}
    body |= {"device": more.pop("device", None)}
    return await directory.http("POST", "/internal/sign-in", rights=["internal"], json=body, **more)


async def access(directory: Harness[Deps], user: UUID, client: str | None = None) -> httpx.Response:
    """Ask, as the gateway does, for the rights of this user on a client."""
    body = {"user_id": str(user), "client_id": client}
    return await directory.http("POST", "/internal/access", rights=["internal"], json=body)
