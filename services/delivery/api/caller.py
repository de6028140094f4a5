"""What the routes need to know of the user who calls."""

from libs.service_kit import Context
from services.delivery.service import Deps


def rights_of(ctx: Context[Deps]) -> frozenset[str]:
    """The user's rights; none without a user."""
    return ctx.caller.rights if ctx.caller else frozenset()


def language_of(ctx: Context[Deps]) -> str:
    """The user's language; English without a user."""
    return ctx.caller.language if ctx.caller else "en"
