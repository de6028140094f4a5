"""Requirements A10, A15: names of files and folders that come from foreign documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.delivery.connectors.names import folder_parts, mail_address, root_path, why_unsafe

HOSTILE = [
    "",
    ".",
    "..",
    "../x.xml",
    "a/b.xml",
    "a\\b.xml",
    "C:evil.xml",
    "nul\x00.xml",
    "CON",
    "con.xml",
    "LPT1.xml",
    "x" * 4000,
    "\u202elmx.exe",
    "a\r\nb.xml",
    'a"b.xml',
    "-rf.xml",
    ".hidden.xml",
    "~root",
    "dot.",
    "space ",
    "pipe|.xml",
    "star*.xml",
    "=?utf-8?q?x?=.xml",
    "zero\u200bwidth.xml",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_refused(name: str) -> None:
    assert why_unsafe(name)


@pytest.mark.parametrize(
    "name", ["20260312_000042_Houtbeek_2026-117.xml", "Crème & Fils_12.xml", "☕_3.xml", "contact.pdf"]
)
def test_an_honest_name_is_safe(name: str) -> None:
    assert why_unsafe(name) is None


@pytest.mark.feature(285)
@pytest.mark.parametrize(
    "path", ["..", "a/../b", "/etc", "a/./b", "a\\..\\b", "a/..", "../../x", "C:/x", "a/\x00", "~/x"]
)
def test_a_folder_that_climbs_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match=r"^folder_(name_unsafe|with_slash_in_front)$"):
        folder_parts(path)


@given(st.text(max_size=60))
def test_a_folder_that_is_accepted_never_climbs(path: str) -> None:
    try:
        parts = folder_parts(path)
    except ValueError:
        return

    assert not any(part in {"", ".", ".."} or "/" in part or "\\" in part for part in parts)


def test_a_connections_own_folder_may_be_absolute_but_does_not_climb() -> None:
    assert root_path("/srv/winbooks/in/") == "/srv/winbooks/in"
    assert root_path("") == ""
    with pytest.raises(ValueError, match=r"^folder_name_unsafe$"):
        root_path("/srv/../etc")


def test_the_case_of_an_address_is_kept() -> None:
    assert mail_address(" uid4711-AANKOOP@docin.pakket.example ") == "uid4711-AANKOOP@docin.pakket.example"
