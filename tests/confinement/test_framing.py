"""What one process says, another understands; what is not whole is refused."""

import os

import pytest

from libs.confinement.framing import frame, parts, read_all, read_part, write_all


@pytest.mark.parametrize("said", [(), (b"",), (b"head", b""), (b"{}", b"\x00" * 70_000, b"%PDF")])
def test_parts_arrive_as_they_were_sent(said: tuple[bytes, ...]) -> None:
    assert parts(frame(*said), len(said)) == said


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x01", frame(b"a"), frame(b"a", b"bc")[:-1], frame(b"a", b"bc") + b"!", b"\xff\xff\xff\xff" + frame(b"a")],
    ids=["nothing", "half a length", "one missing", "cut off", "left over", "longer than all"],
)
def test_what_is_not_so_many_whole_parts_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="a part is"):
        parts(raw, 2)


def test_a_part_is_read_from_a_pipe_and_the_rest_left_there() -> None:
    inlet, outlet = os.pipe()
    write_all(outlet, frame(b"ours") + b"theirs")
    os.close(outlet)

    read = (read_part(inlet), read_all(inlet))

    assert read == (b"ours", b"theirs")


def test_a_pipe_that_ends_before_the_part_does_is_said() -> None:
    inlet, outlet = os.pipe()
    write_all(outlet, frame(b"ours")[:-1])
    os.close(outlet)

    with pytest.raises(EOFError):
        read_part(inlet)
