"""Mutants of delivery: what must arrive once, at its receiver, or be asked about."""

from typing import Final

from tests.faults.mutants.mutant import Mutant

_EMAIL, _WORKER = "services/delivery/connectors/email/__init__.py", "services/delivery/attempts/worker.py"
_MANY = "tests/delivery/test_many_mails.py::test_each_of_forty_mails_arrives_once_at_its_own_receiver"
_KILL = "tests/delivery/test_service_kill.py::test_a_worker_that_dies_at_a_step_is_followed_by_one_that_finishes"
_HAND_OVER = (
    "            answer = await content.hand_over(client, raw, self.operator, before_handover=parcel.before_handover)\n"
)
_SEND = "        return AttemptResult(route, receipt=await route.connector.deliver(parcel))\n"

DELIVERIES: Final = (
    Mutant(
        "one_mail_in_four_sent_twice",
        "a package books an invoice twice",
        _EMAIL,
        _HAND_OVER,
        _HAND_OVER + "        if parcel.delivery_id.int % 4 == 0:\n"
        "            async with signed_in(server, self.operator) as client:\n"
        "                await client.mail(server.sender)\n"
        "                await client.rcpt(recipient)\n"
        "                await client.data(raw)\n",
        _MANY,
    ),
    Mutant(
        "mails_of_some_sizes_to_somebody_else",
        "an invoice reaches a stranger",
        _EMAIL,
        "        server, recipient = self._server(), self._recipient(parcel)\n        raw",
        "        server, recipient = self._server(), self._recipient(parcel)\n"
        "        if parcel.document.size % 2 == 0:\n"
        '            recipient = "somebody-else@pakket.example"\n        raw',
        _MANY,
    ),
    Mutant(
        "handover_not_recorded_before",
        "after a crash in the middle of a mail nobody knows that it may have arrived, and it is sent again",
        _WORKER,
        '    await ctx.deps.fault_point("before_handover")\n',
        '    await ctx.deps.fault_point("before_handover")\n    await ctx.deps.fault_point("handover_recorded")\n'
        "    return\n",
        _KILL,
    ),
    Mutant(
        "confirmed_before_it_is_sent",
        "a document of a worker that dies is called delivered, and never was",
        _WORKER,
        _SEND,
        "        early = Receipt(destination='x', filename='x.xml', size=1, sha256=parcel.document.sha256)\n"
        "        await record_success(ctx, attempt, route, early)\n" + _SEND,
        _KILL,
    ),
)
