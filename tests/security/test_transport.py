"""Encrypted connections of ours: TLS 1.2 or newer, with ciphers that nobody reads later, certificates checked."""

import ssl
from pathlib import Path

import pytest

from services.directory.mail import session
from tests.deploy.dockerfile import ROOT
from tests.security.test_source import FILES, calls, place

CONTEXTS = [
    (place(file), call.lineno)
    for file in FILES
    for name, call in calls(file)
    if name in ("ssl.create_default_context", "ssl.SSLContext") and not place(file).startswith("libs/embedded/")
]


@pytest.mark.parametrize(("file", "line"), CONTEXTS)
def test_every_connection_that_we_open_asks_for_tls_1_2_at_least(file: str, line: int) -> None:
    following = (Path(ROOT / file).read_text("utf-8").splitlines())[line - 1 : line + 4]

    assert "ssl.create_default_context" in following[0]
    assert any("minimum_version = ssl.TLSVersion.TLSv1_2" in each for each in following)


def test_a_default_context_checks_names_and_takes_no_weak_cipher() -> None:
    context = ssl.create_default_context()

    names = {str(cipher["name"]) for cipher in context.get_ciphers()}
    weak = {name for name in names if any(word in name for word in ("RC4", "3DES", "NULL", "EXP", "MD5", "anon"))}
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)
    assert weak == set()


def test_mail_of_the_platform_has_such_a_context() -> None:
    assert (place(Path(session.__file__)),) in {(file,) for file, _ in CONTEXTS}
