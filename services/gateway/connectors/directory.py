"""What the gateway asks of the directory: is this the password, and what may this user do here, now?"""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from libs.refusal import Refusal
from libs.service_kit.context import Caller
from libs.service_kit.tokens import TOKEN_HEADER, TokenSigner
from services.gateway.connectors.upstream import Upstream
from services.gateway.texts import Code


class SignedIn(BaseModel):
    """Who a password belongs to, and the token of the device; `at` is by the directory's clock."""

    user_id: UUID
    at: datetime
    language: str
    role: str
    firm_id: UUID | None
    client_id: UUID | None
    device: str


class Access(BaseModel):
    """What a user may do, on a client when one was named. Sessions from before `sessions_from` are over."""

    user_id: UUID
    role: str
    firm_id: UUID | None
    client_id: UUID | None
    language: str
    rights: frozenset[str]
    sessions_from: datetime

    def caller(self, address: str) -> Caller:
        """The caller at this address, as it is signed for the services."""
        return Caller(self.user_id, self.firm_id, self.client_id, self.role, self.rights, self.language, address)


class Directory:
    """The directory's internal routes."""

    def __init__(self, upstream: Upstream, tokens: TokenSigner) -> None:
        self._upstream, self._tokens = upstream, tokens
        self._gateway = Caller(None, None, None, "gateway", frozenset({"internal"}))

    async def check_password(self, email: str, password: str, address: str, device: str | None) -> SignedIn:
        """Who the password belongs to. Raises Refusal (401) whatever the reason, (429) after too many attempts."""
        sent = {"email": email, "password": password, "address": address, "device": device}
        return SignedIn.model_validate(await self._ask("/internal/sign-in", sent))

    async def confirm(self, user_id: UUID, password: str, address: str) -> None:
        """Raises Refusal (422) when it is not the password of this user, (429) after too many attempts."""
        sent = {"user_id": str(user_id), "password": password, "address": address}
        await self._ask("/internal/confirm", sent)

    async def ask_for_unlock_mail(self, email: str, address: str) -> None:
        """Have a code mailed, if the address is a user's. Raises Refusal (429) when this place asks too often."""
        await self._ask("/internal/unlock-mail", {"email": email, "address": address})

    async def unlock(self, token: str, address: str, device: str) -> None:
        """Let the owner of this code sign in from there without waiting."""
        await self._ask("/internal/unlock", {"token": token, "address": address, "device": device})

    async def access(self, user_id: UUID, client_id: UUID | None) -> Access:
        """What the user may do. Raises Refusal (401) when they may not sign in, (404) when the client is not theirs."""
        sent = {"user_id": str(user_id), "client_id": str(client_id) if client_id else None}
        return Access.model_validate(await self._ask("/internal/access", sent, reads=True))

    async def _ask(self, path: str, sent: dict[str, Any], *, reads: bool = False) -> Any:
        token = self._tokens.sign(self._gateway, audience="directory", request=f"POST {path}")
        headers = [(TOKEN_HEADER, token), ("content-type", "application/json")]
        content = json.dumps(sent).encode()
        answer = await self._upstream.send("directory", "POST", path, headers, content, reads=reads)
        try:
            body = json.loads(await answer.aread())
        except ValueError as error:
            raise Refusal(Code.SERVICE_BROKE_OFF, reference="directory") from error
        finally:
            await answer.aclose()
        if answer.status_code == 200:
            return body
        if answer.status_code in (401, 404, 422, 429) and isinstance(body, dict) and "code" in body:
            raise Refusal(str(body["code"]), **body.get("params", {}))
        raise Refusal(Code.SERVICE_AWAY, seconds=1, reference="directory")
