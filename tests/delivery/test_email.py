"""Delivery by mail, to a real mail server with TLS and sign-in."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from contracts.fields import Route
from libs.embedded.receivers import SmtpReceiver
from libs.embedded.receivers.self_signed import self_signed
from services.delivery.connectors.addresses import AddressRule
from services.delivery.connectors.email import Email, EmailConfig, EmailDestination
from services.delivery.connectors.errors import NotReached, Refused, Unconfirmed
from services.delivery.connectors.parcel import Operator
from tests.delivery.builders import UBL, file, mail_server, operator, parcel
from tests.delivery.faulty_smtp import FaultySmtp

OCTOPUS = EmailDestination(
    purchase="uid4711-AANKOOP@docin.pakket.example", sales="uid4711-VERKOOP@docin.pakket.example"
)


def operator_with_mail(mailbox: SmtpReceiver, folder: Path, **more: Any) -> Operator:
    server = {
        "security": "starttls",
        "username": "levering",
        "password": SecretStr("geheim-van-de-post"),
    } | more.pop("server", {})
    return operator(mail=mail_server(mailbox.port, **server), trusted_certificates=folder / "trusted.pem", **more)


@pytest.mark.feature(277, 280)
async def test_one_document_is_one_encrypted_mail_with_the_file_byte_for_byte(
    mailbox: SmtpReceiver, tmp_path: Path
) -> None:
    one = parcel(destination=OCTOPUS)

    receipt = await Email(EmailConfig(), operator_with_mail(mailbox, tmp_path)).deliver(one)

    (mail,) = mailbox.messages()
    (attachment,) = mail.message.iter_attachments()
    assert mail.encrypted
    assert mail.user == "levering"
    assert mail.recipients == ("uid4711-AANKOOP@docin.pakket.example",)
    assert mail.message["To"] == "uid4711-AANKOOP@docin.pakket.example"
    assert mail.message["From"] == "levering@serein.example"
    assert "Bcc" not in mail.message
    assert attachment.get_content() == UBL
    assert attachment.get_filename() == one.document.filename
    assert receipt.remote_id == mail.message["Message-ID"]
    assert (receipt.remote_answer or "").startswith("250")


@pytest.mark.feature(278, 309, 319)
async def test_each_type_of_document_has_its_own_address(mailbox: SmtpReceiver, tmp_path: Path) -> None:
    connector = Email(EmailConfig(), operator_with_mail(mailbox, tmp_path))

    await connector.deliver(parcel(destination=OCTOPUS, route=Route.SALES))
    await connector.deliver(parcel(destination=OCTOPUS, route=Route.PURCHASE))

    assert [m.recipients[0].partition("@")[0] for m in mailbox.messages()] == ["uid4711-VERKOOP", "uid4711-AANKOOP"]


@pytest.mark.feature(279)
async def test_one_address_takes_every_type(mailbox: SmtpReceiver, tmp_path: Path) -> None:
    connector = Email(EmailConfig(), operator_with_mail(mailbox, tmp_path))
    destination = EmailDestination(address="administratie@pakket.example")

    for route in Route:
        await connector.deliver(parcel(destination=destination, route=route))

    assert {m.recipients for m in mailbox.messages()} == {("administratie@pakket.example",)}
    assert len(mailbox.messages()) == 3


async def test_a_type_without_address_is_left_to_a_user(mailbox: SmtpReceiver, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no_address_for_route"):
        await Email(EmailConfig(), operator_with_mail(mailbox, tmp_path)).deliver(
            parcel(destination=OCTOPUS, route=Route.MISC)
        )

    assert mailbox.messages() == []


@pytest.mark.feature(325)
async def test_a_second_file_travels_beside_the_first(mailbox: SmtpReceiver, tmp_path: Path) -> None:
    pdf = file("20260312_000042_Houtbeek_2026-117.pdf", b"%PDF-1.7 ...", "application/pdf")

    await Email(EmailConfig(), operator_with_mail(mailbox, tmp_path)).deliver(parcel(file(), pdf))

    (mail,) = mailbox.messages()
    assert [a.get_content_type() for a in mail.message.iter_attachments()] == ["application/xml", "application/pdf"]


async def test_a_firms_own_server_and_sender_are_used_when_it_has_one(mailbox: SmtpReceiver, tmp_path: Path) -> None:
    own = EmailConfig(
        host="localhost",
        port=mailbox.port,
        username="levering",
        password=SecretStr("geheim-van-de-post"),
        sender="kantoor@cormoran.example",
    )

    await Email(own, operator(trusted_certificates=tmp_path / "trusted.pem")).deliver(parcel())

    (mail,) = mailbox.messages()
    assert mail.message["From"] == "kantoor@cormoran.example"


async def test_a_firms_own_server_must_not_be_inside_the_operators_network(mailbox: SmtpReceiver) -> None:
    own = EmailConfig(host="localhost", port=mailbox.port, sender="kantoor@cormoran.example")

    with pytest.raises(Refused, match="address_forbidden"):
        await Email(own, operator(addresses=AddressRule())).deliver(parcel())


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # the test is about such a server
async def test_a_server_without_tls_gets_no_mail_and_no_password(tmp_path: Path) -> None:
    async with SmtpReceiver(tmp_path / "plain", users={"levering": "geheim-van-de-post"}, starttls=False) as plain:
        rule = operator(mail=mail_server(plain.port, security="starttls"))
        with pytest.raises(Refused, match="tls_missing"):
            await Email(EmailConfig(), rule).deliver(parcel())

        assert plain.messages() == []


async def test_a_certificate_of_no_known_authority_is_refused(mailbox: SmtpReceiver) -> None:
    with pytest.raises(Refused, match="certificate_not_trusted"):
        await Email(EmailConfig(), operator(mail=mail_server(mailbox.port, security="starttls"))).deliver(parcel())

    assert mailbox.messages() == []


async def test_tls_from_the_first_byte(tmp_path: Path) -> None:
    certificate, context = self_signed()
    (tmp_path / "trusted.pem").write_text(certificate)
    async with FaultySmtp(tls=context) as server:
        rule = operator(mail=mail_server(server.port, security="tls"), trusted_certificates=tmp_path / "trusted.pem")
        await Email(EmailConfig(), rule).deliver(parcel())

        assert len(server.mails) == 1


async def test_a_server_that_promises_tls_and_goes_on_in_plain_text_gets_nothing() -> None:
    async with FaultySmtp(extensions="STARTTLS") as server:
        with pytest.raises((Refused, NotReached)):
            await Email(EmailConfig(), operator(mail=mail_server(server.port, security="starttls"))).deliver(parcel())

        assert [c.split()[0] for c in server.commands if c.isprintable()][:2] == ["EHLO", "STARTTLS"]
        assert not any(c.startswith(("AUTH", "MAIL")) for c in server.commands)


async def test_a_wrong_password_is_left_to_a_user_and_is_not_repeated_in_the_error(
    mailbox: SmtpReceiver, tmp_path: Path
) -> None:
    wrong = operator_with_mail(mailbox, tmp_path, server={"password": SecretStr("kanarie-wachtwoord")})

    with pytest.raises(Refused, match="sign_in_refused") as refused:
        await Email(EmailConfig(), wrong).deliver(parcel())

    assert "kanarie" not in str(refused.value) + str(refused.value.params)


async def test_an_unreachable_server_is_tried_again(mailbox: SmtpReceiver, tmp_path: Path) -> None:
    await mailbox.stop()

    with pytest.raises(NotReached, match="no_connection"):
        await Email(EmailConfig(), operator_with_mail(mailbox, tmp_path)).deliver(parcel())


async def test_an_installation_without_mail_server_says_so() -> None:
    with pytest.raises(Refused, match="no_mail_server"):
        await Email(EmailConfig(), operator()).deliver(parcel())


async def test_greylisting_is_a_temporary_refusal_and_the_next_attempt_arrives_once(
    mailbox: SmtpReceiver, tmp_path: Path
) -> None:
    mailbox.faults.greylist()
    connector, one = Email(EmailConfig(), operator_with_mail(mailbox, tmp_path)), parcel()

    with pytest.raises(NotReached, match="mail_postponed"):
        await connector.deliver(one)
    await connector.deliver(one)

    assert len(mailbox.messages()) == 1


async def test_a_mail_taken_in_without_an_answer_is_unconfirmed(mailbox: SmtpReceiver, tmp_path: Path) -> None:
    mailbox.faults.hang_up_after_accepting()

    with pytest.raises(Unconfirmed, match="mail_unconfirmed"):
        await Email(EmailConfig(), operator_with_mail(mailbox, tmp_path)).deliver(parcel())

    assert len(mailbox.messages()) == 1


async def test_mail_cannot_tell_whether_it_arrived(mailbox: SmtpReceiver, tmp_path: Path) -> None:
    assert not Email.can_find
    with pytest.raises(Unconfirmed):
        await Email(EmailConfig(), operator_with_mail(mailbox, tmp_path)).find(parcel())


@pytest.mark.feature(321)
async def test_the_test_button_signs_in_and_sends_nothing(mailbox: SmtpReceiver, tmp_path: Path) -> None:
    await Email(EmailConfig(), operator_with_mail(mailbox, tmp_path)).check()

    assert mailbox.messages() == []


@pytest.mark.parametrize(
    "address", ["geen adres", "a@b", "a@b.example\r\nBcc: x@y.example", "a@b.example, c@d.example"]
)
def test_an_address_that_is_none_is_refused_at_the_form(address: str) -> None:
    with pytest.raises(ValidationError):
        EmailDestination(address=address)


def test_a_destination_needs_an_address() -> None:
    with pytest.raises(ValidationError):
        EmailDestination(address=" ")
