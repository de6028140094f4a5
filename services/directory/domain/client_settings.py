"""The rules of a client's settings."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from contracts.events.client import LedgerAccount, Mode, Release, ReleaseTiming
from libs.refusal import Refusal
from services.directory.texts import Code

FOLLOW_UP_DAYS = 90
AFTER_DAYS_MOST = 90


def check_follow_up(chosen: date, today: date) -> None:
    """Raises Refusal when follow-up would start more than ninety days ago."""
    if chosen < today - timedelta(days=FOLLOW_UP_DAYS):
        raise Refusal(Code.FOLLOW_UP_TOO_EARLY, days=FOLLOW_UP_DAYS)


def check_mode(mode: Mode, ibans: Sequence[str]) -> None:
    """Raises Refusal when a client run by its firm has no bank account: sales and purchases could not be told apart."""
    if mode is Mode.INTERNAL and not ibans:
        raise Refusal(Code.INTERNAL_NEEDS_IBAN)


def check_ibans(ibans: Sequence[str]) -> None:
    """Raises Refusal when an account is listed twice."""
    if twice := [iban for iban in ibans if ibans.count(iban) > 1]:
        raise Refusal(Code.IBAN_TWICE, iban=twice[0])


def check_package(package: str, known: Iterable[str]) -> None:
    """Raises Refusal when there is no profile for this accounting package."""
    names = sorted(known)
    if package not in names:
        raise Refusal(Code.PACKAGE_UNKNOWN, known=", ".join(names))


def merged_release(default: Release, override: dict[str, Any]) -> Release:
    """The firm's release policy with the client's exceptions applied."""
    return Release.model_validate(default.model_dump() | override)


def check_release(release: Release) -> None:
    """Raises Refusal when the timing is `after_days` and the number of days is not from 1 to 90."""
    needs = release.timing is ReleaseTiming.AFTER_DAYS
    if needs and not 1 <= release.after_days <= AFTER_DAYS_MOST:
        raise Refusal(Code.RELEASE_DAYS, most=AFTER_DAYS_MOST)


def with_one_default(accounts: Sequence[LedgerAccount]) -> tuple[LedgerAccount, ...]:
    """The accounts with exactly one default, which a single account becomes by itself. Raises Refusal."""
    codes = [account.code for account in accounts]
    if twice := [code for code in codes if codes.count(code) > 1]:
        raise Refusal(Code.LEDGER_ACCOUNT_TWICE, code=twice[0])
    if len(accounts) == 1:
        return (accounts[0].model_copy(update={"default": True}),)
    if accounts and sum(account.default for account in accounts) != 1:
        raise Refusal(Code.LEDGER_DEFAULT)
    return tuple(accounts)
