"""Mutants of the kit: what must not get lost, be done twice, come out of order."""

from typing import Final

from tests.faults.mutants.mutant import Mutant

_DATABASE, _RELAY = "libs/service_kit/database/database.py", "libs/service_kit/relay.py"
_DISPATCHER = "tests/service_kit/test_dispatcher.py"

_CLOSE = """\
        await self._database.close_with(self._connection, handled, events)
        if handled or events:
            self._database.fault_point("before_commit")
        self._ended = True
        try:
            await self._database.end(self._connection, "COMMIT")
        finally:
            self._database.unlock(self._locked)
        if handled or events:
            self._database.fault_point("after_commit")
        if events:
"""
_CLOSE_IN_TWO = (
    _CLOSE.replace("handled, events)", "handled, [])")
    + """\
            later = await self._database.start(ALL_TENANTS)
            await self._database.close_with(later.tx.connection, [], events)
            await self._database.end(later.tx.connection, "COMMIT")
"""
)

EFFECTS: Final = (
    Mutant(
        "inbox_never_asked",
        "an event that comes twice is handled twice",
        "libs/service_kit/dispatcher.py",
        'outcome = "duplicate" if envelope.id in known else "handled"',
        'outcome = "handled"',
        "tests/service_kit/test_dispatcher.py::test_the_same_event_twice_takes_effect_once",
    ),
    Mutant(
        "inbox_conflict_ignored",
        "two processes with the same event both take effect",
        _DATABASE,
        "        if new != len(handled):\n",
        "        if new > len(handled):\n",
        f"{_DISPATCHER}::test_a_duplicate_that_passes_the_first_check_is_stopped_by_the_inbox_row",
    ),
    Mutant(
        "outbox_after_the_commit",
        "an event of a process that dies right after COMMIT is never published",
        _DATABASE,
        _CLOSE,
        _CLOSE_IN_TWO,
        "tests/faults/test_kit_kill_points.py",
    ),
    Mutant(
        "offsets_before_the_handler",
        "the records in hand of a process that dies are never handled",
        "libs/service_kit/consumer.py",
        "        self._lines.add(ours)\n",
        "        for waiting in ours:\n            self._done(waiting)\n        self._lines.add(ours)\n",
        "tests/faults/test_offsets.py",
    ),
    Mutant(
        "rows_marked_before_they_are_sent",
        "what the broker does not take is never published",
        _RELAY,
        '        self._database.fault_point("before_publish")\n',
        '        await self._note([row["seq"] for row in rows])\n',
        "tests/faults/test_relay_order.py",
    ),
    Mutant(
        "some_rows_dropped_by_the_relay",
        "one event in seven is never published",
        _RELAY,
        "        rows = await self._next_rows()\n",
        "        rows = await self._next_rows()\n"
        '        await self._note([row["seq"] for row in rows if row["seq"] % 7 == 0])\n'
        '        rows = [row for row in rows if row["seq"] % 7]\n',
        "tests/faults/test_relay_order.py",
    ),
    Mutant(
        "order_lost_after_a_partial_failure",
        "an older event of a key is published after a newer one, and stays on a compacted topic",
        _RELAY,
        "            if key in failed:\n                continue\n",
        "",
        "tests/faults/test_relay_order.py",
    ),
    Mutant(
        "tenant_left_on_the_connection",
        "the next work of a pooled connection sees the rows of a client that is not its own",
        _DATABASE,
        "', true){self.limits.in_transaction()}\"",
        "', false){self.limits.in_transaction()}\"",
        f"{_DISPATCHER}::test_pooled_connections_carry_no_tenant_over",
    ),
    Mutant(
        "dead_letter_without_its_bytes",
        "a dead letter that is replayed is another event",
        "libs/service_kit/dispatcher.py",
        "            raw=decoded.raw,\n",
        "            raw=decoded.raw[:-1],\n",
        f"{_DISPATCHER}::test_a_dead_letter_is_replayed_when_asked_for",
    ),
    Mutant(
        "outbox_forgotten_by_its_last_sending",
        "an event that was published again outlives its inbox rows and takes effect twice",
        "libs/service_kit/retention.py",
        "created_at < now() - make_interval(days => $1)",
        "created_at < now() - make_interval(days => $1 * 100)",
        "tests/faults/test_kit_memory.py",
    ),
)
