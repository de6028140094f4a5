"""Many documents by mail: a fault that meets one in a few shows here."""

from collections import Counter

from libs.embedded.receivers import SmtpReceiver
from tests.delivery.running import RunningDelivery


async def test_each_of_forty_mails_arrives_once_at_its_own_receiver(
    delivery: RunningDelivery, mailbox: SmtpReceiver
) -> None:
    await delivery.by_mail()
    events = [await delivery.rendered(number) for number in range(80, 120)]

    await delivery.handle(*events)
    await delivery.work_after_pauses(len(events))

    mails = mailbox.messages()
    arrived = Counter(next(iter(mail.message.iter_attachments())).get_filename() for mail in mails)
    assert arrived == Counter(event.files[0].filename for event in events)
    assert {mail.recipients for mail in mails} == {("uid4711@docin.pakket.example",)}
