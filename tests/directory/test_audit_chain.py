"""The chain of the audit trail finds what was changed, deleted or inserted, wherever in it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from services.directory.domain.audit_chain import ANCHOR, Break, Check, Entry, Head, Kept, hash_of

FIRM = UUID(int=7)
AT = datetime(2026, 3, 14, 9, 26, 53, 589793, tzinfo=UTC)


def chain(length: int, firm_id: UUID = FIRM) -> list[Kept]:
    kept: list[Kept] = []
    for seq in range(1, length + 1):
        entry = Entry(audit_id=uuid4(), at=AT, actor="user", firm_id=firm_id, action="me.changed", new={"name": "Zoë"})
        kept.append(Kept(seq, entry, hash_of(firm_id, seq, entry, kept[-1].hash if kept else ANCHOR)))
    return kept


def head_of(kept: list[Kept]) -> Head:
    return Head(kept[-1].seq, kept[-1].hash)


def first_break(kept: list[Kept], head: Head, exported: tuple[int, bytes] | None = None) -> Break | None:
    check = Check(FIRM, head, exported)
    return check.read(kept) or check.end()


def written_anew(kept: list[Kept], begin: int) -> list[Kept]:
    """The chain with every hash from number `begin` on computed again, as somebody with the whole database would."""
    done = kept[: begin - 1]
    for place, one in enumerate(kept[begin - 1 :], start=begin):
        done.append(Kept(place, one.entry, hash_of(FIRM, place, one.entry, done[-1].hash if done else ANCHOR)))
    return done


@pytest.mark.parametrize("length", [1, 2, 50])
def test_a_chain_that_nobody_touched_is_whole(length: int) -> None:
    kept = chain(length)

    assert first_break(kept, head_of(kept)) is None


@pytest.mark.parametrize("seq", [1, 3, 5])
@pytest.mark.parametrize(
    "change",
    [
        {"at": AT + timedelta(microseconds=1)},
        {"actor": "delivery"},
        {"user_id": UUID(int=1)},
        {"client_id": UUID(int=2)},
        {"action": "me.change"},
        {"subject_id": UUID(int=3)},
        {"address": "192.0.2.1"},
        {"old": {"name": "Zoë"}},
        {"new": {"name": "Zoé"}},
        {"new": {}},
        {"detail": {"more": True}},
    ],
    ids=str,
)
def test_a_changed_entry_is_found_whichever_field_it_is(seq: int, change: dict[str, object]) -> None:
    kept = chain(5)
    head = head_of(kept)
    kept[seq - 1] = replace(kept[seq - 1], entry=replace(kept[seq - 1].entry, **change))  # type: ignore[arg-type]

    assert first_break(kept, head) == Break(seq, "the entry is not what was written")


@pytest.mark.parametrize(("seq", "why"), [(1, "missing"), (3, "missing"), (5, "the last entries are missing")])
def test_a_deleted_entry_is_found_also_the_last_one(seq: int, why: str) -> None:
    kept = chain(5)
    head = head_of(kept)
    del kept[seq - 1]

    found = first_break(kept, head)

    assert found is not None
    assert found.seq == seq
    assert why in found.why


def test_a_chain_without_any_entry_left_is_found() -> None:
    assert first_break([], head_of(chain(5))) == Break(1, "the last entries are missing")


@pytest.mark.parametrize("seq", [1, 3, 6])
def test_an_inserted_entry_is_found(seq: int) -> None:
    kept = chain(5)
    head = head_of(kept)
    new = Entry(audit_id=uuid4(), at=AT, actor="user", firm_id=FIRM, action="invented")
    numbered = [*kept[: seq - 1], Kept(seq, new, b"?"), *kept[seq - 1 :]]
    forged = written_anew([replace(one, seq=place) for place, one in enumerate(numbered, start=1)], seq)

    assert first_break(forged, head) is not None


def test_two_entries_that_changed_places_are_found() -> None:
    kept = chain(5)
    head = head_of(kept)
    kept[1], kept[2] = replace(kept[1], entry=kept[2].entry), replace(kept[2], entry=kept[1].entry)

    assert first_break(kept, head) == Break(2, "the entry is not what was written")


@pytest.mark.parametrize("exported_at", [3, 4, 5])
def test_a_chain_written_anew_with_its_head_is_found_by_the_exported_one(exported_at: int) -> None:
    kept = chain(5)
    exported = (exported_at, kept[exported_at - 1].hash)
    kept[2] = replace(kept[2], entry=replace(kept[2].entry, action="nothing"))
    forged = written_anew(kept, 3)

    assert first_break(forged, head_of(forged)) is None
    assert first_break(forged, head_of(forged), exported) is not None


def test_a_chain_cut_short_with_its_head_is_found_by_the_exported_one() -> None:
    kept = chain(5)
    exported = (5, kept[4].hash)

    assert first_break(kept[:3], head_of(kept[:3])) is None
    assert first_break(kept[:3], head_of(kept[:3]), exported) == Break(4, "entries that were exported are missing")


def test_an_entry_of_another_chain_does_not_fit() -> None:
    kept, foreign = chain(3), chain(3, UUID(int=8))

    assert first_break([kept[0], foreign[1], kept[2]], head_of(kept)) is not None


def test_behind_a_seal_the_chain_is_still_whole() -> None:
    kept = chain(5)
    head = Head(5, kept[4].hash, sealed=3, seal=kept[2].hash)

    assert first_break(kept[3:], head) is None
    assert first_break(kept[4:], head) == Break(4, "the entry is missing")
    assert first_break(kept[3:], replace(head, seal=ANCHOR)) is not None
