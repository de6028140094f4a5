"""The language in which the command speaks, by the environment as POSIX names it."""

import os
from collections.abc import Mapping

from libs.texts import LANGUAGES, Texts, in_words


def spoken(environment: Mapping[str, str] = os.environ) -> str:
    """The language of the user: the first one of ours in LANGUAGE, LC_ALL, LC_MESSAGES or LANG; else English.

    As in gettext, LANGUAGE is a list, and counts only when a language was chosen at all: not in the locale C or POSIX.
    """
    chosen = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    if chosen.partition(".")[0] in {"", "C", "POSIX"}:
        return LANGUAGES[0]
    wanted = [*environment.get("LANGUAGE", "").split(":"), chosen]
    known = [language for tag in wanted if (language := tag[:2].lower()) in LANGUAGES and not tag[2:3].isalpha()]
    return known[0] if known else LANGUAGES[0]


def said(texts: Texts, code: str, /, **params: object) -> str:
    """The words for a code in the language of the user."""
    return in_words(texts, code, {name: str(value) for name, value in params.items()}, spoken())
