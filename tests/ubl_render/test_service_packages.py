"""The packages as the settings page shows them."""

import pytest

from libs.service_kit.testing import Harness
from services.ubl_render.app import app
from services.ubl_render.rendering.profiles import load_packages
from services.ubl_render.service import Deps
from tests.conftest import OpenHarness


@pytest.fixture
async def ubl_render(harness: OpenHarness) -> Harness[Deps]:
    return await harness(app)


async def listed(service: Harness[Deps], language: str = "en") -> dict[str, dict]:  # type: ignore[type-arg]
    answer = await service.http(
        "GET", f"/v1/clients/{service.client_id}/packages", rights=["connections:read"], language=language
    )
    assert answer.status_code == 200
    return {package["name"]: package for package in answer.json()}


async def test_every_package_is_shown_with_its_channels_and_their_sources(ubl_render: Harness[Deps]) -> None:
    packages = await listed(ubl_render)

    assert set(packages) == set(load_packages())
    exact = packages["exact_online"]
    assert (exact["title"], exact["channels"], exact["addresses"]) == ("Exact Online", ["api", "email"], "per_type")
    assert all(fact["text"] and fact["source"] and fact["confidence"] for fact in exact["facts"])
    assert exact["assumed"] == ["dialect", "pdf"]


async def test_the_page_says_which_packages_refuse_unknown_senders(ubl_render: Harness[Deps]) -> None:
    packages = await listed(ubl_render)

    warned = {name for name, one in packages.items() if "allow_sender" in {hint["code"] for hint in one["hints"]}}
    assert warned == {"admisol", "exact_online", "silvasoft"}


async def test_a_reader_is_spoken_to_in_their_language(ubl_render: Harness[Deps]) -> None:
    shown = {language: (await listed(ubl_render, language))["generic_email"] for language in ("fr", "nl", "en")}

    assert len({one["title"] for one in shown.values()}) == 3
    assert len({one["hints"][0]["text"] for one in shown.values()}) == 3
    assert len({one["facts"][0]["text"] for one in shown.values()}) == 3


async def test_a_choice_is_kept_and_shown_for_this_client_alone(ubl_render: Harness[Deps]) -> None:
    path = f"/v1/clients/{ubl_render.client_id}/packages/wings/choice"

    await ubl_render.http("PUT", path, rights=["connections:email"], json={"dialect": "bis3"})
    chosen = await ubl_render.http("PUT", path, rights=["connections:email"], json={"dialect": "efff"})
    others = await ubl_render.http(
        "GET",
        f"/v1/clients/{ubl_render.other_client_id}/packages",
        rights=["connections:read"],
        client_id=ubl_render.other_client_id,
    )

    assert chosen.json()["choice"] == {"dialect": "efff", "pdf_beside": False}
    assert (await listed(ubl_render))["wings"]["choice"]["dialect"] == "efff"
    assert {package["choice"]["dialect"] for package in others.json()} == {None}


@pytest.mark.parametrize(
    ("package", "choice", "status"),
    [
        ("yuki", {"dialect": "efff"}, 422),
        ("yuki", {"pdf_beside": True}, 422),
        ("yuki", {"dialect": "edifact"}, 422),
        ("yuki", {"colour": "red"}, 422),
        ("abacus", {"dialect": "bis3"}, 404),
    ],
)
async def test_what_a_profile_does_not_offer_cannot_be_chosen(
    ubl_render: Harness[Deps], package: str, choice: dict[str, object], status: int
) -> None:
    answer = await ubl_render.http(
        "PUT",
        f"/v1/clients/{ubl_render.client_id}/packages/{package}/choice",
        rights=["connections:email"],
        json=choice,
        language="fr",
    )

    assert answer.status_code == status
    assert answer.json()["detail"]


async def test_the_rights_are_those_of_connections(ubl_render: Harness[Deps]) -> None:
    path = f"/v1/clients/{ubl_render.client_id}/packages"

    looking = await ubl_render.http("GET", path, rights=["documents:read"])
    choosing = await ubl_render.http("PUT", f"{path}/wings/choice", rights=["connections:read"], json={})

    assert (looking.status_code, choosing.status_code) == (403, 403)
