"""Which e-mail addresses documents may be sent to, and who may say so.

A client's documents are its books. An address that receives them is set by the staff of its firm; the client's own
users may choose one of an accounting package, and keep those that were set before. So a stolen password of a client
sends nothing to a stranger, and nobody uses the platform's mail server to write to whom they like.
"""

from collections.abc import Iterable, Mapping

from libs.service_kit.invalid_request import FieldError, InvalidRequest
from services.delivery.texts import Code


def refuse_unconfirmed(wanted: Mapping[str, str], *, known: Iterable[str], domains: Iterable[str]) -> None:
    """Raises Refusal (422) that names the addresses that only the staff of the firm may set, by their field.

    `known` are the addresses set before, `domains` those of packages, with all domains below them.
    """
    settled, open_ = {_same_way(address) for address in known}, tuple(domains)
    code = Code.ADDRESS_BY_STAFF_ONLY
    errors = [
        FieldError(("settings", name), code)
        for name, address in wanted.items()
        if _same_way(address) not in settled and not _in(address, open_)
    ]
    if errors:
        raise InvalidRequest(errors, code=code)


def _in(address: str, domains: tuple[str, ...]) -> bool:
    domain = _domain(address)
    return any(domain == one or domain.endswith(f".{one}") for one in domains)


def _same_way(address: str) -> str:
    """The address with its domain in lower case; the case of what is before it may matter to the package."""
    return f"{address.rpartition('@')[0]}@{_domain(address)}"


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()
