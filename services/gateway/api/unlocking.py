"""For somebody who must wait before they can sign in: a code by mail. Anybody may call these, and learns nothing."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict

from libs.outside_text import Text
from libs.service_kit.operations import stated
from libs.service_kit.peer_address import peer_address
from services.gateway.access import Ctx, device_of, set_device
from services.gateway.api.sessions import SIGN_IN_BODY, Typed

router = APIRouter(prefix="/v1/sessions", tags=["sessions"])
CODE_BODY = 1024


class UnlockMail(BaseModel):
    """The address that one signs in with."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    email: Typed


class Unlock(BaseModel):
    """The code of a mail."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    token: Annotated[str, Text(100, least=1)]


@router.post(
    "/unlock-mail", operation_id="askForUnlockMail", status_code=202, openapi_extra=stated(largest_body=SIGN_IN_BODY)
)
async def ask_for_unlock_mail(sent: UnlockMail, request: Request, ctx: Ctx) -> None:
    """Have a code mailed with which one signs in without waiting. The same answer whether there is such a user."""
    address = peer_address(request, ctx.deps.proxies)
    ctx.deps.rates.count_stranger(request, address)
    await ctx.deps.directory.ask_for_unlock_mail(sent.email, address)


@router.post("/unlock", operation_id="unlock", status_code=204, openapi_extra=stated(largest_body=CODE_BODY))
async def unlock(sent: Unlock, request: Request, response: Response, ctx: Ctx) -> None:
    """Use a code: from here on its owner signs in without waiting, with their password. The same answer for any code.

    The browser is known from now on, by a cookie that opens nothing.
    """
    address = peer_address(request, ctx.deps.proxies)
    ctx.deps.rates.count_stranger(request, address)
    device = device_of(request, ctx) or secrets.token_urlsafe(32)
    await ctx.deps.directory.unlock(sent.token, address, device)
    set_device(response, ctx, device)
