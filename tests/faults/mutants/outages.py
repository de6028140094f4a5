"""Mutants of the kit: what must not stall while a part is away, and what operators must see."""

from typing import Final

from tests.faults.mutants.mutant import Mutant

_LIMITS, _CONNECTIONS = "libs/service_kit/database/limits.py", "libs/service_kit/database/connections.py"
_OUTAGES, _WATCH = "libs/service_kit/database/outages.py", "libs/service_kit/watch.py"
_GAUGES, _VANISHED = "tests/faults/test_gauges.py", "tests/faults/test_vanished_host.py"

STALLS: Final = (
    Mutant(
        "own_error_taken_for_an_outage",
        "a handler's own OSError is repeated for ever, and what is behind it waits",
        "libs/service_kit/dispatcher.py",
        "        except DatabaseAway as error:\n            if not attempts",
        "        except (DatabaseAway, OSError) as error:\n            if not attempts",
        "tests/faults/test_own_errors.py",
    ),
    Mutant(
        "no_budget_of_connections",
        "one client takes all connections",
        _CONNECTIONS,
        "self._held[client] < self._share)",
        "self._held[client] < self.size)",
        "tests/faults/test_starvation.py::test_one_client_holds_at_most_a_third_of_the_connections",
    ),
    Mutant(
        "pool_exhausted_as_a_bug",
        "without a free connection a request is answered with 500",
        _OUTAGES,
        "class DatabaseBusy(DatabaseAway):",
        "class DatabaseBusy(Exception):",
        "tests/faults/test_starvation.py::"
        "test_without_a_free_connection_requests_are_told_to_try_later_and_events_wait",
    ),
    Mutant(
        "read_only_taken_for_a_bug",
        "a demoted primary makes dead letters of all events",
        _OUTAGES,
        '        "25006",',
        '        "99999",',
        "tests/faults/test_refusing_database.py::"
        "test_on_a_demoted_primary_requests_are_told_to_try_later_and_events_wait",
    ),
    Mutant(
        "password_taken_for_a_bug",
        "a rotated password makes dead letters of all events",
        _OUTAGES,
        '        "28P01",',
        '        "99999",',
        "tests/faults/test_refusing_database.py::test_while_the_password_is_wrong_everything_waits",
    ),
    Mutant(
        "deadlock_taken_for_a_bug",
        "what the server ends in favour of others becomes a dead letter",
        _OUTAGES,
        '"40001", "40P01", "55P03", "57014"',
        '"40001"',
        "tests/faults/test_kit_outages.py",
    ),
    Mutant(
        "transaction_idle_for_ever",
        "a host that vanished in a transaction keeps its client's lock",
        _LIMITS,
        '"idle_in_transaction_session_timeout": _milliseconds(self.lost)',
        '"idle_in_transaction_session_timeout": "0"',
        f"{_VANISHED}::test_a_clients_lock_is_free_again_after_the_process_that_held_it_vanished",
    ),
    Mutant(
        "answers_awaited_for_ever",
        "a database that says nothing holds requests and relay",
        "libs/service_kit/database/database.py",
        "connection.execute(opening, timeout=self.limits.connect)",
        "connection.execute(opening, timeout=600)",
        f"{_VANISHED}::"
        "test_while_the_database_is_silent_requests_are_told_to_try_later_and_afterwards_everything_is_done",
    ),
    Mutant(
        "no_keepalive_of_ours",
        "a database that vanished is noticed after a quarter of an hour",
        _CONNECTIONS,
        '            ("TCP_USER_TIMEOUT", round(limits.lost * 1000)),\n',
        "",
        f"{_VANISHED}::test_every_connection_asks_both_sides_to_notice_that_the_other_has_vanished",
    ),
    Mutant(
        "ready_without_a_broker",
        "a service is called ready although its broker is gone",
        _WATCH,
        "        return consumer.has_joined and consumer.silent_for() < self._settings.kafka_silent_seconds\n",
        "        return consumer.has_joined\n",
        f"{_GAUGES}::test_while_the_broker_is_away_the_age_of_the_outbox_grows_and_the_service_is_not_ready",
    ),
    Mutant(
        "outbox_age_that_stands_still",
        "no alert says that nothing is published",
        _WATCH,
        "max(0.0, time.time() - self._oldest)",
        "1.0",
        f"{_GAUGES}::test_while_the_broker_is_away_the_age_of_the_outbox_grows_and_the_service_is_not_ready",
    ),
    Mutant(
        "always_alive",
        "a process that stands still is never started again",
        _WATCH,
        "        return self._consumer.longest_in_hand() < self._settings.stuck_seconds\n",
        "        return True\n",
        f"{_GAUGES}::test_a_handler_that_never_returns_makes_the_process_look_stuck",
    ),
    Mutant(
        "leader_for_ever",
        "nobody sees that no process publishes",
        "libs/service_kit/relay.py",
        "                RELAY_LEADER.labels(self._name).set(0)\n",
        "                pass\n",
        f"{_GAUGES}::test_the_relay_that_publishes_says_so_and_stops_saying_so_without_a_broker",
    ),
)
