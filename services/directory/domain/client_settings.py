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
    """Follow-up starts at most ninety days back."""
    if chosen < today - timedelta(days=FOLLOW_UP_DAYS):
        return Refusal(Code.FOLLOW_UP_TOO_EARLY, {"days": str(FOLLOW_UP_DAYS)})
    return None


def mode_refusal(mode: Mode, ibans: Sequence[str]) -> Refusal | None:
    """A client run by its firm alone needs a bank account, or nothing tells its sales from its purchases."""
    return Refusal(Code.INTERNAL_NEEDS_IBAN) if mode is Mode.INTERNAL and not ibans else None


def iban_refusal(ibans: Sequence[str]) -> Refusal | None:
    """Each account once."""
    twice = [iban for iban in ibans if ibans.count(iban) > 1]
    return Refusal(Code.IBAN_TWICE, {"iban": twice[0]}) if twice else None


def package_refusal(package: str, known: Iterable[str]) -> Refusal | None:
    """An accounting package we have a profile for."""
    names = sorted(known)
    return None if package in names else Refusal(Code.PACKAGE_UNKNOWN, {"known": ", ".join(names)})


def merged_release(default: Release, override: dict[str, Any]) -> Release:
    """The firm's way of releasing, with the client's exceptions on top; without exceptions, the firm's."""
    return Release.model_validate(default.model_dump() | override)


def release_refusal(release: Release) -> Refusal | None:
    """`after_days` needs a number of days, and only then has one."""
    needs = release.timing is ReleaseTiming.AFTER_DAYS
    if needs and not 1 <= release.after_days <= AFTER_DAYS_MOST:
        return Refusal(Code.RELEASE_DAYS, {"most": str(AFTER_DAYS_MOST)})
    return None


def with_one_default(accounts: Sequence[LedgerAccount]) -> tuple[LedgerAccount, ...] | Refusal:
    """One account is the default by itself; of several, exactly one must be."""
    codes = [account.code for account in accounts]
    if twice := [code for code in codes if codes.count(code) > 1]:
        return Refusal(Code.LEDGER_ACCOUNT_TWICE, {"code": twice[0]})
    if len(accounts) == 1:
        return (accounts[0].model_copy(update={"default": True}),)
    if accounts and sum(account.default for account in accounts) != 1:
        return Refusal(Code.LEDGER_DEFAULT)
    return tuple(accounts)
