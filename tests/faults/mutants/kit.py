"""Mutants of the kit: what must not get lost, be done twice, come out of order."""

from typing import Final

from tests.faults.mutants.mutant import Mutant

_DATABASE, _RELAY = "libs/service_kit/database/database.py", "libs/service_kit/relay.py"
_DISPATCHER = "tests/service_kit/test_dispatcher.py"

_CLOSE = """\
        if events:
            await self._database.fill_outbox(self._connection, events)
        if handled or events:
            self._database.fault_point("before_commit")
        self._ended = True
        try:
            await self._database.commit(self._connection, handled)
        finally:
            self._database.unlock(self._locked)
        if handled or events:
            self._database.fault_point("after_commit")
        if events:
"""
_CLOSE_IN_TWO = (
    _CLOSE.partition("fill_outbox(self._connection, events)\n")[2]
    + """\
            later = await self._database.start(ALL_TENANTS)
            await self._database.fill_outbox(later.tx.connection, events)
            await self._database.end(later.tx.connection, "COMMIT")
"""
)

EFFECTS: Final = (
    Mutant(
        "inbox_never_asked",
        "an event that comes twice is handled twice",
        "libs/service_kit/calls.py",
        'outcome = "duplicate" if envelope.id in known else "handled"',
        'outcome = "handled"',
        "tests/service_kit/test_dispatcher.py::test_the_same_event_twice_takes_effect_once",
    ),
    Mutant(
        "inbox_conflict_ignored",
        "two processes with the same event both take effect",
        _DATABASE,
        "VALUES {rows}; ",
        "VALUES {rows} ON CONFLICT DO NOTHING; ",
        "tests/faults/test_kit_memory.py::test_what_another_process_has_handled_meanwhile_takes_no_effect_here",
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
        "position_beyond_a_record_in_hand",
        "the same, whenever a later record is done first",
        "libs/service_kit/consumer.py",
        "            self.position = self._read.popleft() + 1\n",
        "            self._read.popleft()\n            self.position = self.seen\n",
        "tests/service_kit/test_watermark.py::test_the_position_never_passes_a_record_that_is_not_done",
    ),
    Mutant(
        "inbox_of_events_that_no_handler_has_seen",
        "a commit in the middle of a run marks its later events as handled: they are lost",
        "libs/service_kit/run.py",
        "dict.fromkeys(event_id for event_id in self._handled if",
        "dict.fromkeys(event_id for event_id in self._waiting if",
        "tests/service_kit/test_runs_waiting.py::test_what_is_handled_is_committed_while_a_handler_waits",
    ),
    Mutant(
        "rows_marked_before_they_are_sent",
        "what the broker does not take is never published",
        _RELAY,
        '        self._database.fault_point("before_publish")\n',
        '        await self._note_and_look([row["seq"] for row in rows])\n',
        "tests/faults/test_relay_order.py",
    ),
    Mutant(
        "some_rows_dropped_by_the_relay",
        "one event in seven is never published",
        _RELAY,
        '" WHERE (o.aggregatetype, o.aggregateid) NOT IN',
        '" WHERE o.seq % 7 <> 0 AND (o.aggregatetype, o.aggregateid) NOT IN',
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
        "everything_seen_without_a_tenant",
        "work that names no client sees the rows of all",
        _DATABASE,
        "{client or tenant or ''}",
        "{client or tenant or '*'}",
        f"{_DISPATCHER}::test_a_job_sees_all_tenants_and_a_query_without_tenant_sees_none",
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
