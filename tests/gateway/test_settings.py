"""The gateway starts only when it can tell its callers apart."""

import pytest
from pydantic import ValidationError

from libs.service_kit.settings import from_environment
from services.gateway.settings import Settings

OUTSIDE = ["0.0.0.0", "::", "192.0.2.10", "serein.example", ""]


@pytest.mark.parametrize("address", OUTSIDE)
def test_a_public_address_without_proxies_is_refused_in_words(address: str) -> None:
    with pytest.raises(ValidationError, match=r"set SEREIN_PROXIES \(0 when callers reach the gateway directly"):
        Settings(public_address=address)


@pytest.mark.parametrize("address", OUTSIDE)
@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_a_public_address_with_proxies_is_accepted(address: str, proxies: int) -> None:
    assert Settings(public_address=address, proxies=proxies).proxies == proxies


def test_without_a_public_address_the_gateway_is_where_it_listens() -> None:
    assert Settings(host="127.0.0.1").proxies is None
    with pytest.raises(ValidationError, match="SEREIN_PROXIES"):
        Settings(host="0.0.0.0")


@pytest.mark.parametrize("proxies", [-1, 9])
def test_a_number_of_proxies_that_nobody_has_is_refused(proxies: int) -> None:
    with pytest.raises(ValidationError):
        Settings(host="127.0.0.1", proxies=proxies)


def test_a_gateway_that_may_not_start_says_one_sentence_without_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEREIN_PUBLIC_ADDRESS", "0.0.0.0")
    monkeypatch.setenv("SEREIN_DATABASE_URL", "postgresql://serein:canary@postgres/serein")

    with pytest.raises(SystemExit) as ended:
        from_environment(Settings)

    assert str(ended.value).startswith("The gateway can be called from outside (0.0.0.0)")
    assert str(ended.value).count("\n") == 0
    assert "canary" not in str(ended.value)


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEREIN_PROXIES", "many")

    with pytest.raises(SystemExit, match=r"SEREIN_PROXIES: .*integer"):
        from_environment(Settings)
