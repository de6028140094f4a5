"""The pure rules of the gateway."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.headers import passed_in, traceparent
from services.gateway.domain.idempotency import Fingerprint, KeyUsage, is_final, usage_of_key
from services.gateway.domain.live import Mark
from services.gateway.domain.sessions import SessionPolicy

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def fingerprint(body: bytes, boundary: bytes = b"", cuts: tuple[int, ...] = ()) -> str:
    kind = b"multipart/form-data; boundary=" + boundary if boundary else b"application/json"
    taken = Fingerprint("POST", "/v1/x", kind)
    edges = [0, *sorted(min(cut, len(body)) for cut in cuts), len(body)]
    for start, end in pairwise(edges):
        taken.update(body[start:end])
    return taken.value()


def form(boundary: bytes, content: bytes) -> bytes:
    return b"--" + boundary + b"\r\nContent-Disposition: x\r\n\r\n" + content + b"\r\n--" + boundary + b"--\r\n"


@given(content=st.binary(max_size=200), cuts=st.lists(st.integers(0, 300), max_size=6).map(tuple))
def test_a_form_sent_again_with_another_boundary_in_other_pieces_is_the_same(
    content: bytes, cuts: tuple[int, ...]
) -> None:
    one, other = b"edge-of-the-first-form", b"another-edge-0123456789"

    assert fingerprint(form(one, content), one) == fingerprint(form(other, content), other, cuts)


@given(one=st.binary(max_size=60), other=st.binary(max_size=60))
def test_other_content_is_another_request(one: bytes, other: bytes) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


@pytest.mark.parametrize(
    ("asked", "finished", "age", "usage"),
    [
        ("same", True, 1, KeyUsage.REPLAY),
        ("same", False, 1, KeyUsage.BUSY),
        ("same", False, 200, KeyUsage.TAKE_OVER),
        ("other", True, 1, KeyUsage.DIFFERENT),
        ("other", False, 200, KeyUsage.DIFFERENT),
    ],
)
def test_what_a_used_key_means(asked: str, finished: bool, age: int, usage: KeyUsage) -> None:
    started_at, attempt_timeout = NOW - timedelta(seconds=age), timedelta(seconds=120)

    found = usage_of_key(
        kept="same", asked=asked, finished=finished, started_at=started_at, now=NOW, attempt_timeout=attempt_timeout
    )

    assert found is usage


def test_only_an_answer_that_would_come_again_is_kept() -> None:
    kept = [status for status in (200, 201, 404, 408, 409, 422, 425, 429, 500, 503) if is_final(status)]

    assert kept == [200, 201, 404, 409, 422]


def test_a_session_slides_but_not_for_ever() -> None:
    policy = SessionPolicy(timedelta(hours=12), timedelta(days=30))

    assert policy.expiry(NOW, NOW) == NOW + timedelta(hours=12)
    assert policy.expiry(NOW - timedelta(days=29, hours=20), NOW) == NOW + timedelta(hours=4)


def test_headers_of_the_hop_and_of_the_house_do_not_go_on() -> None:
    sent = [
        ("Connection", "close, X-Secret"),
        ("X-Secret", "1"),
        ("Serein-Token", "forged"),
        ("Cookie", "a=b"),
        ("Authorization", "Bearer x"),
        ("X-Forwarded-For", "192.0.2.1"),
        ("Content-Type", "application/json"),
    ]

    assert passed_in(sent) == [("content-type", "application/json")]


def test_a_broken_trace_context_is_begun_anew() -> None:
    good = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    assert [traceparent(asked, "fresh") for asked in (good, "00-0-0-0", None)] == [good, "fresh", "fresh"]


@pytest.mark.parametrize("text", ["", "1", "-", "a-1", "1-a", "1-2-3", "-1-2", "９-１", "9" * 30 + "-1", None])
def test_a_mark_that_is_none_of_ours_is_no_mark(text: str | None) -> None:
    assert Mark.parse(text) is None


def test_a_mark_comes_back_as_it_went() -> None:
    assert Mark.parse(str(Mark(7, 1_700_000_000_000))) == Mark(7, 1_700_000_000_000)
