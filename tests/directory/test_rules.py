"""The pure rules of the directory."""

import pytest

from libs.refusal import Refusal
from services.directory.domain.contact import check_email, e164
from services.directory.domain.rights import ELSEWHERE, ON_A_CLIENT, Role, rights_on_client
from services.directory.domain.status import Status, advanced


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("wanted", Status)
def test_a_status_never_goes_back(status: Status, wanted: Status) -> None:
    order = list(Status)

    assert order.index(advanced(status, wanted)) == max(order.index(status), order.index(wanted))


@pytest.mark.feature(298)
def test_an_entrepreneur_sets_up_mail_and_an_accountant_everything() -> None:
    assert "connections:email" in ON_A_CLIENT[Role.CLIENT_OWNER]
    assert "connections:all" not in ON_A_CLIENT[Role.CLIENT_OWNER]
    assert "connections:all" in ON_A_CLIENT[Role.FIRM_STAFF]


def test_an_operator_has_no_right_on_any_client_and_nobody_has_the_gateways() -> None:
    assert ON_A_CLIENT[Role.OPERATOR] == frozenset()
    assert not any("internal" in rights for rights in (*ON_A_CLIENT.values(), *ELSEWHERE.values()))


def test_a_closed_client_can_only_be_read() -> None:
    rights = rights_on_client(Role.FIRM_ADMIN, closed=True)

    assert {right for right in rights if right.endswith(":write")} == {"client:write"}


@pytest.mark.parametrize(
    "wrong",
    ["", "a", "a@b", "a b@c.be", "a@b..be", ".a@b.be", "a.@b.be", "a..b@c.be", "a@-b.be", "a@b.be\n", "<a@b.be>",
     "an@ban\u212a.be", "an@\u017ferein.example", "\u212aevin@b.be", "\uff41n@b.be", "\ufb01en@b.be", "an@b\uff0ebe"],
)  # fmt: skip
def test_an_address_that_mail_cannot_reach_is_refused(wrong: str) -> None:
    with pytest.raises(Refusal, match="email_invalid"):
        check_email(wrong)


@pytest.mark.parametrize("right", ["info@bakkerij.example", "an.o'neill+b@mail.example.org", "x@a-b.museum"])
def test_a_valid_address_is_accepted(right: str) -> None:
    check_email(right)


@pytest.mark.parametrize("wrong", ["", "0470123456", "+0123456789", "+32", "+32 47a 12 34 56", "+1234567890123456"])
def test_a_number_that_is_not_international_is_refused(wrong: str) -> None:
    assert e164(wrong) is None
