"""Which passwords are accepted: long, and not among those that guessers try first.

The judgement is zxcvbn's: it knows the passwords that were stolen most often, English words and names, keyboard walks,
repetitions, sequences, dates, and how letters are replaced by digits. We tell it what is common in Belgium, and what
surrounds the user: their name, address, domain and company.
"""

import re
from collections.abc import Iterable
from typing import Final

from zxcvbn import zxcvbn

from libs.refusal import Refusal
from services.directory.texts import Code

PASSWORD_LEAST: Final = 12
PASSWORD_MOST: Final = 128

_JUDGED: Final = 40
"""So many characters are judged: the work grows with the square of the length, and these are enough."""

_ENOUGH: Final = 10**8
"""The tries that a password must withstand; sign-in allows all strangers together 21,000 a day on an account."""

_LEFT: Final = 4
"""So many letters a password has that are in no word that a guesser knows."""

_LONGEST_NUMBER: Final = 20
"""Digits of the longest number that is printed on papers; more of them are no number that somebody knows."""

_BELGIAN: Final = """
azerty azertyuiop azertyuiopqsdfghjklm qsdfghjklm wxcvbn azeqsdwxc aqwzsx aqwzsxedc azsxdc 1azerty motdepasse
wachtwoord paswoord passwoord passe geheim secret welkom bienvenue bonjour bonsoir goeiedag goedemorgen hallo coucou
jetaime ikhouvanjou liefde amour schatje cheri cherie doudou loulou soleil zonnetje chocolat chocolade frietjes belgie
belgique belgium brussel bruxelles antwerpen anvers gent gand brugge bruges leuven louvain namur namen liege luik
charleroi mons bergen hasselt mechelen malines kortrijk oostende vlaanderen flandre wallonie duivels diables
anderlecht standard clubbrugge racing juventus maison huis famille familie papa maman mama vakantie vacances zomer
winter lente herfst printemps automne janvier fevrier avril juillet aout septembre octobre novembre decembre januari
februari maart april juni juli augustus oktober maandag dinsdag woensdag donderdag vrijdag lundi mardi mercredi jeudi
vendredi boekhouding boekhouder boekhoudkantoor comptable comptabilite fiduciaire kantoor bureau factuur facture
facturen btw tva klant client bedrijf societe entreprise onderneming administratie gebruiker utilisateur beheerder
administrateur serein
"""
"""What is common in Belgium and in an office, in small letters."""

_WORD: Final = re.compile(r"[^\W_]{3,}")


def check_password(password: str, *about: str) -> None:
    """Raises Refusal for a password that is too short or too long, or easily guessed by who knows `about`."""
    if not PASSWORD_LEAST <= len(password) <= PASSWORD_MOST:
        raise Refusal(Code.PASSWORD_LENGTH, least=PASSWORD_LEAST, most=PASSWORD_MOST)
    words = [*_words(about), *_BELGIAN.split()]
    if (
        _is_digits(password)
        or _rhymes(password)
        or _is_made_of(words, password)
        or zxcvbn(password[:_JUDGED], words, max_length=_JUDGED)["guesses"] < _ENOUGH
    ):
        raise Refusal(Code.PASSWORD_TOO_SIMPLE)


def _is_digits(password: str) -> bool:
    """Whether it is a number, as it may be printed: an account, a date, a telephone."""
    digits = re.sub(r"[\s./+()_-]", "", password)
    return digits.isdecimal() and len(digits) <= _LONGEST_NUMBER


def _rhymes(password: str) -> bool:
    """Whether it hardly varies, or is one short piece again and again, also where the last one is not whole."""
    folded = password.casefold()
    return len(set(folded)) < 4 or any(
        (folded[:size] * (len(folded) // size + 1))[: len(folded)] == folded for size in range(1, 7)
    )


def _is_made_of(words: Iterable[str], password: str) -> bool:
    """Whether little is left without these words, digits and signs. One without any of them may be signs alone."""
    left = folded = password.casefold()
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, " ")
    return left != folded and sum(letter.isalpha() for letter in left) < _LEFT


def _words(about: Iterable[str]) -> list[str]:
    """What a guesser who knows the user begins with: each word, and the words of a text written together."""
    near = []
    for text in about:
        words = _WORD.findall(text.casefold())
        near += [*words, "".join(words)]
    return [word for word in near if word]
