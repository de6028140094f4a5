"""Tags and comments in the one note that Peppol allows (BT-22), joined so that they can be separated again.

    #urgent #car
    ---
    Second copy, the first was illegible.
    ===
    Free text that was on the document.

A user sees plain text; a program finds the tags in the first line, each comment after a line of dashes, and the text
of the document itself after a line of equals signs. A line of the text that looks like one of these lines is indented
by one space, and back when it is read, so nothing is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .code_lists import codes
from .scalars import text as clean_text

_COMMENT = "---"
_TEXT = "==="
_SUBJECT = re.compile(r"[^#]*#([^#]{3})#")
_TAG_LINE = re.compile(r"#(?:[^\s#]+(?: +#[^\s#]+)*)?\Z")
_LIKE_A_RULE = re.compile(r"^ *(?:---|===)$", re.MULTILINE)
_MOVED = re.compile(r"^ ( *(?:---|===))$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Note:
    """The content of the note."""

    tags: tuple[str, ...] = ()
    """Without the hash sign, without spaces."""
    comments: tuple[str, ...] = ()
    text: str | None = None
    """The text of the document itself."""


def join_note(note: Note) -> str | None:
    """The note as text; None when it is empty."""
    tags = [clean for tag in note.tags if (clean := _tag(tag))]
    comments = [clean for comment in note.comments if (clean := _clean(comment))]
    text = _clean(note.text or "")
    if not tags and not comments:
        return _alone(text) if text else None
    parts = [_tag_line(tags)]
    for comment in comments:
        parts += [_COMMENT, _moved(comment)]
    if text:
        parts += [_TEXT, _moved(text)]
    return "\n".join(parts)


def split_note(written: str | None) -> Note:
    """Tags, comments and free text of a note that ``join_note`` made; any other note is free text."""
    text = _clean(written or "")
    if not text:
        return Note()
    first, *lines = text.split("\n")
    if not _TAG_LINE.match(first) or (lines and lines[0] not in {_COMMENT, _TEXT}):
        return Note(text=text)
    tags = tuple(tag.removeprefix("#") for tag in first.split()) if first != "#" else ()
    comments: list[str] = []
    own: str | None = None
    block: list[str] = []
    kind = ""
    for line in [*lines, _COMMENT]:
        if line not in {_COMMENT, _TEXT}:
            block.append(line)
            continue
        said = _moved_back(_clean("\n".join(block)))
        if kind == _COMMENT and said:
            comments.append(said)
        elif kind == _TEXT and said:
            own = said
        kind, block = line, []
    return Note(tags, tuple(comments), own)


def has_wrong_subject(note: str) -> bool:
    """Whether its first three characters between hash signs look like a subject code but are none (BR-CL-08)."""
    subject = _SUBJECT.match(note)
    return subject is not None and subject[1] not in codes("note_subjects")


def _alone(text: str) -> str:
    """Free text alone, unchanged unless it looks like our own notation or has a wrong subject code."""
    is_itself = split_note(text) == Note(text=text) and not has_wrong_subject(text)
    return text if is_itself else f"#\n{_TEXT}\n{_moved(text)}"


def _tag_line(tags: list[str]) -> str:
    """The tags, each after a hash sign.

    Three characters between the first two hash signs would be taken for a subject code (BR-CL-08): a first tag of two
    letters is followed by two spaces.
    """
    first = f"#{tags[0]}" if tags else "#"
    gap = "  " if len(first) == len("#ab") else " "
    return gap.join([first, " ".join(f"#{tag}" for tag in tags[1:])]) if tags[1:] else first


def _tag(tag: str) -> str:
    return "_".join(_clean(tag.replace("#", " ")).split())


def _clean(text: str) -> str:
    """The text as XML can hold it: characters that a file would drop must not change the meaning of the rest."""
    return str(clean_text(text) or "")


def _moved(text: str) -> str:
    return _LIKE_A_RULE.sub(lambda match: f" {match[0]}", text)


def _moved_back(text: str) -> str:
    return _MOVED.sub(r"\1", text)
