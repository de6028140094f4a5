"""Passwords that guessers try first are refused; long ones that nobody else has are accepted."""

import pytest

from libs.refusal import Refusal
from services.directory.domain.passwords import check_password

ABOUT = ("mieke.wouters@bakkerij-morgenrood.example", "Mieke", "Wouters", "Bakkerij Morgenrood", "Kantoor Ter Linde")


@pytest.mark.parametrize(
    "common",
    [
        "password1234", "123456789012", "azerty123456", "motdepasse12", "welkom123456", "Motdepasse2026!",
        "wachtwoord123", "Wachtwoord2026", "W@chtwoord123", "azertyuiop12", "qwertyuiop12", "1q2w3e4r5t6y",
        "qsdfghjklm123", "wxcvbn123456", "bienvenue2026", "Welkom01!2026", "boekhouding12", "comptabilite1",
        "aaaaaaaaaaaa", "ababababababab", "abcabcabcabcabc", "abcdefghijkl", "zyxwvutsrqponm", "p@ssw0rd1234",
        "iloveyou12345", "jetaime123456", "14031976140319", "+32470123456", "BE68 5390 0754 7034"[3:],
        "0000-0000-0000", "azertyazerty", "AZERTYUIOPQSDFGHJKLM", "mlkjhgfdsq123", "serein123456",
    ],
)  # fmt: skip
def test_what_many_choose_is_refused(common: str) -> None:
    with pytest.raises(Refusal, match="password_too_simple"):
        check_password(common)


@pytest.mark.parametrize(
    "near",
    [
        "mieke.wouters@bakkerij-morgenrood.example", "miekewouters1", "MiekeWouters2026", "bakkerijmorgenrood",
        "Bakkerij-Morgenrood1", "morgenrood2026!", "B@kkerijM0rgenr00d", "kantoorterlinde", "KantoorTerLinde1",
    ],
)  # fmt: skip
def test_what_surrounds_the_user_is_refused(near: str) -> None:
    with pytest.raises(Refusal, match="password_too_simple"):
        check_password(near, *ABOUT)


@pytest.mark.parametrize("length", [0, 1, 11, 129, 1024])
def test_too_short_and_too_long_are_refused(length: int) -> None:
    with pytest.raises(Refusal, match="password_length"):
        check_password("kx7Qz!pw"[:length].ljust(length, "v"))


@pytest.mark.parametrize(
    "good",
    [
        "korte-ketting-9-fietsen", "nieuwe-ketting-11-sleutels", "een-heel-ander-wachtwoord", "kx7!Qz-pw2#Lm",
        "trois petits chats gris", "gele regenjas onder de brug", "Ünïcödé-wôörd-vløt", "9f3a7c1e5b2d8a46",
        "83#92!47$10%56&", "%&/()=?*+~#-_.:;", "7391048265173904826513", "ΚΩΔΙΚΟΣ-ΜΕΓΑΛΟΣ", "🦊🐝🌲🍋🧊🎻🛶🪁🧭🪨🥁🦔",
    ],
)  # fmt: skip
def test_what_nobody_guesses_is_accepted(good: str) -> None:
    check_password(good, *ABOUT)


def test_the_longest_password_is_judged_too() -> None:
    check_password("korte-ketting-9-fietsen-" * 5 + "ab7Q")

    with pytest.raises(Refusal, match="password_too_simple"):
        check_password("azerty" * 21)
