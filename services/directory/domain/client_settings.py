"""The rules of a client's settings."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from contracts.events.client import LedgerAccount, Mode, Release, ReleaseTiming
from services.directory.domain.refusal import Refusal
from services.directory.texts import Code

FOLLOW_UP_DAYS = 90
AFTER_DAYS_MOST = 90


def follow_up_refusal(chosen: date, today: date) -> Refusal | None:
    """A refusal when follow-up would start more than ninety days ago."""
    if chosen < today - timedelta(days=FOLLOW_UP_DAYS):
        return Refusal(Code.FOLLOW_UP_TOO_EARLY, {"days": str(FOLLOW_UP_DAYS)})
    return None


def mode_refusal(mode: Mode, ibans: Sequence[str]) -> Refusal | None:
    """A refusal when a client run by its firm has no bank account: sales and purchases could not be told apart."""
    return Refusal(Code.INTERNAL_NEEDS_IBAN) if mode is Mode.INTERNAL and not ibans else None


def iban_refusal(ibans: Sequence[str]) -> Refusal | None:
    """A refusal when an account is listed twice."""
    twice = [iban for iban in ibans if ibans.count(iban) > 1]
    return Refusal(Code.IBAN_TWICE, {"iban": twice[0]}) if twice else None


def package_refusal(package: str, known: Iterable[str]) -> Refusal | None:
    """A refusal when there is no profile for this accounting package."""
    names = sorted(known)
    return None if package in names else Refusal(Code.PACKAGE_UNKNOWN, {"known": ", ".join(names)})


def merged_release(default: Release, override: dict[str, Any]) -> Release:
    """The firm's release policy with the client's exceptions applied."""
    return Release.model_validate(default.model_dump() | override)


def release_refusal(release: Release) -> Refusal | None:
    """A refusal when the timing is `after_days` and the number of days is not from 1 to 90."""
    needs = release.timing is ReleaseTiming.AFTER_DAYS
    if needs and not 1 <= release.after_days <= AFTER_DAYS_MOST:
        return Refusal(Code.RELEASE_DAYS, {"most": str(AFTER_DAYS_MOST)})
    return None


def with_one_default(accounts: Sequence[LedgerAccount]) -> tuple[LedgerAccount, ...] | Refusal:
    """The accounts with exactly one default, which a single account becomes by itself; or the refusal."""
    codes = [account.code for account in accounts]
    if twice := [code for code in codes if codes.count(code) > 1]:
        return Refusal(Code.LEDGER_ACCOUNT_TWICE, {"code": twice[0]})
    if len(accounts) == 1:
        return (accounts[0].model_copy(update={"default": True}),)
    if accounts and sum(account.default for account in accounts) != 1:
        return Refusal(Code.LEDGER_DEFAULT)
    return tuple(accounts)
