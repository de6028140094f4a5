"""Requirement F14: faults of a mail server at each step, and their outcomes, checked at the receiver."""

import re
from contextlib import suppress

import pytest
from pydantic import SecretStr

from services.delivery.connectors.email import Email, EmailConfig
from services.delivery.connectors.errors import NotReached, Refused, Unconfirmed
from services.delivery.connectors.parcel import Parcel
from tests.delivery.builders import file, mail_server, operator, parcel
from tests.delivery.faulty_smtp import FaultySmtp


async def send(server: FaultySmtp, one: Parcel | None = None, *, seconds: float = 2) -> str:
    mail = mail_server(server.port, username="levering", password=SecretStr("geheim"))
    receipt = await Email(EmailConfig(), operator(mail=mail, seconds=seconds, answer_seconds=0.5)).deliver(
        one or parcel()
    )
    return receipt.remote_answer or ""


@pytest.mark.feature(277)
@pytest.mark.parametrize("moment", ["connect", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "after_data"])
@pytest.mark.parametrize("code", [421, 450, 451, 452, 454])
async def test_a_temporary_refusal_is_tried_again_and_nothing_was_delivered(moment: str, code: int) -> None:
    async with FaultySmtp(moment, f"{code} 4.3.2 later please", times=9, keeps=False) as server:
        with pytest.raises(NotReached):
            await send(server)

        assert server.mails == []


@pytest.mark.parametrize("moment", ["connect", "AUTH", "MAIL", "RCPT", "DATA", "after_data"])
@pytest.mark.parametrize("code", [550, 552, 554])
async def test_a_final_refusal_is_left_to_a_user(moment: str, code: int) -> None:
    async with FaultySmtp(moment, f"{code} 5.1.1 never", keeps=False) as server:
        with pytest.raises(Refused) as refused:
            await send(server)

        assert server.mails == []
    assert str(code) in (refused.value.answer or "")


@pytest.mark.parametrize("moment", ["connect", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "content"])
async def test_a_line_cut_before_the_end_of_the_mail_left_nothing_behind(moment: str) -> None:
    size = 9_000_000 if moment == "content" else 1_000
    big = parcel(file(content=b"<Invoice>" + b"x" * size + b"</Invoice>"))
    async with FaultySmtp(moment, None, times=2) as server:
        with pytest.raises(NotReached):
            await send(server, big)
        assert server.mails == []

        server.times = 0
        await send(server, big)

        assert len(server.mails) == 1


@pytest.mark.parametrize("moment", ["connect", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"])
async def test_a_silent_server_is_given_up_and_tried_again(moment: str) -> None:
    async with FaultySmtp(moment, "") as server:
        with pytest.raises(NotReached):
            await send(server, seconds=0.4)

        assert server.mails == []


@pytest.mark.parametrize("answer", [None, ""], ids=["hangs up", "says nothing"])
@pytest.mark.parametrize("keeps", [True, False], ids=["took it", "lost it"])
async def test_no_answer_after_the_mail_is_unconfirmed_whatever_became_of_it(answer: str | None, keeps: bool) -> None:
    async with FaultySmtp("after_data", answer, keeps=keeps) as server:
        with pytest.raises(Unconfirmed):
            await send(server)

        assert len(server.mails) == int(keeps)


@pytest.mark.parametrize("answer", ["what?", "250", "999 strange", "250-and then nothing more"])
async def test_an_answer_that_is_no_smtp_after_the_mail_is_never_taken_for_a_no(answer: str) -> None:
    async with FaultySmtp("after_data", answer) as server:
        with suppress(Unconfirmed):
            assert (await send(server)).startswith("250")

        assert len(server.mails) == 1


@pytest.mark.parametrize("length", [10, 1_000, 100_000])
async def test_a_connection_cut_in_a_small_mail_is_never_taken_for_an_arrival(length: int) -> None:
    """A small mail may be sent in one piece with its end; then the outcome is unknown and must be reported as such."""
    async with FaultySmtp("content", None) as server:
        with pytest.raises((NotReached, Unconfirmed)):
            await send(server, parcel(file(content=b"x" * length)))

        assert server.mails == []


async def test_the_lease_is_checked_right_before_the_final_dot_and_without_it_nothing_is_sent() -> None:
    async def taken_over() -> None:
        seen.extend(server.commands)
        raise LookupError("another worker has it")

    seen: list[str] = []
    async with FaultySmtp() as server:
        with pytest.raises(LookupError):
            await send(server, parcel(before_handover=taken_over))

        assert seen[-1] == "DATA"
        assert server.mails == []


async def test_the_second_attempt_after_a_temporary_refusal_is_the_same_mail_byte_for_byte() -> None:
    one = parcel()
    async with FaultySmtp("after_data", "451 4.3.0 try again", keeps=True) as server:
        with pytest.raises(NotReached):
            await send(server, one)
        answer = await send(server, one)

        assert re.search("queued as 4b8c", answer)
        assert server.mails[0] == server.mails[1]


async def test_a_mail_that_is_larger_than_the_server_says_it_takes_is_not_begun() -> None:
    async with FaultySmtp() as server:
        with pytest.raises(Refused, match="too_large"):
            await send(server, parcel(file(content=b"x" * 13_900_000)))

        assert not any(command.startswith("MAIL") for command in server.commands)


async def test_a_mail_that_is_larger_than_the_package_takes_never_connects() -> None:
    async with FaultySmtp() as server:
        connector = Email(EmailConfig(max_megabytes=1), operator(mail=mail_server(server.port)))
        with pytest.raises(Refused, match="too_large"):
            await connector.deliver(parcel(file(content=b"x" * 1_500_000)))

        assert server.commands == []
