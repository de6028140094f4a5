"""Package profiles are valid and have explanations; otherwise the service does not start."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.fields import DocumentKind, Route
from services.directory.settings import PACKAGES as KNOWN_TO_DIRECTORY
from services.ubl_render.domain.needs import NEEDED
from services.ubl_render.domain.package import Choice, Hint, Need, Placement
from services.ubl_render.rendering.profiles import PROFILES, BadProfile, load_packages
from services.ubl_render.texts import HINTS

WORDS = {"fr": "x", "nl": "x", "en": "x"}


def profile(**more: Any) -> dict[str, Any]:
    """Returns a valid profile."""
    return {
        "name": "new",
        "title": "New",
        "channels": ["email"],
        "dialect": "bis3",
        "pdf": "inside",
        "facts": [
            {
                "about": ["channels"],
                "says": WORDS,
                "source": "their manual",
                "seen_on": "2026-11-21",
                "confidence": "high",
            }
        ],
        "assumed": ["dialect", "pdf"],
    } | more


def load(folder: Path, **more: Any) -> Any:
    (folder / "new.yaml").write_text(yaml.safe_dump(profile(**more)))
    return load_packages(folder)["new"]


def test_a_profile_is_one_file(tmp_path: Path) -> None:
    package = load(tmp_path)

    assert package.file_template == "{date}_{sequence}_{party}_{number}"
    assert package.routes == tuple(Route)


def test_every_package_that_a_client_may_have_has_a_profile_and_there_is_one_for_any_other() -> None:
    packages = load_packages()

    assert set(KNOWN_TO_DIRECTORY) <= set(packages)
    assert {"generic_email", "generic_folder", "generic_sftp"} <= set(packages)


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"colour": "red"}, "colour"),
        ({"dialect": "edifact"}, "dialect"),
        ({"channels": []}, "channels"),
        ({"channels": ["pigeon"]}, "channels"),
        ({"addresses": "one"}, "no fact says why, and it is not among the assumed: addresses"),
        ({"assumed": ["dialect", "pdf", "colour"]}, "colour"),
        ({"filename": "{date}_{number}", "assumed": ["dialect", "pdf", "filename"]}, "two documents must not share"),
        ({"filename": "{sequence.real}", "assumed": ["dialect", "pdf", "filename"]}, "a template knows"),
        ({"filename": "{sequence:>9}", "assumed": ["dialect", "pdf", "filename"]}, "a template knows"),
        ({"subjects": {"purchase": "{password}"}, "assumed": ["dialect", "pdf", "subjects"]}, "a template knows"),
        ({"subjects": {"invoices": "x"}, "assumed": ["dialect", "pdf", "subjects"]}, "route or to a kind"),
        ({"subjects": {"purchase": " "}, "assumed": ["dialect", "pdf", "subjects"]}, "not empty"),
        ({"dialect": "efff", "pdf": "beside"}, "cannot go beside"),
        ({"dialect": "factur-x", "pdf": "beside"}, "cannot go beside"),
        ({"other_dialects": ["ublbe"], "pdf": "beside", "assumed": ["dialect", "pdf", "other_dialects"]}, "beside"),
        ({"limit": {"bytes": 10, "counted": "stamps", "otherwise": "zip"}}, "limit"),
        (
            {
                "facts": [
                    {
                        "about": ["channels"],
                        "says": {"en": "x"},
                        "source": "y",
                        "seen_on": "2026-11-21",
                        "confidence": "high",
                    }
                ]
            },
            "fr",
        ),
        (
            {
                "facts": [
                    {"about": ["channels"], "says": WORDS, "source": "", "seen_on": "2026-11-21", "confidence": "high"}
                ]
            },
            "source",
        ),
        ({"name": "other"}, "called after its package"),
    ],
)
def test_a_profile_with_a_mistake_stops_the_start(tmp_path: Path, wrong: dict[str, Any], complaint: str) -> None:
    with pytest.raises(BadProfile, match=r"new\.yaml") as refused:
        load(tmp_path, **wrong)

    assert complaint in str(refused.value)


def test_a_file_that_is_no_yaml_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text("a: [1, 2")

    with pytest.raises(BadProfile, match="not YAML"):
        load_packages(tmp_path)


def test_no_profile_is_left_out_of_the_folder() -> None:
    assert {file.suffix for file in PROFILES.iterdir()} == {".yaml"}
    assert len(load_packages()) == len(list(PROFILES.iterdir()))


def test_every_hint_and_every_need_has_its_words() -> None:
    assert set(HINTS) == set(Hint)
    assert set(NEEDED) == set(Need)


def test_every_hint_is_given_by_some_package() -> None:
    assert {hint for package in load_packages().values() for hint in package.hints} == set(Hint)


@pytest.mark.parametrize(
    ("package", "kind", "route", "template"),
    [
        ("basecone", DocumentKind.PURCHASE_CREDIT_NOTE, Route.PURCHASE, "[INK] {party} {number}"),
        ("basecone", DocumentKind.SALES_INVOICE, Route.SALES, "[VRK] {party} {number}"),
        ("lyanthe", DocumentKind.RECEIPT, Route.PURCHASE, "P"),
        ("lyanthe", DocumentKind.PURCHASE_CREDIT_NOTE, Route.PURCHASE, "#RB"),
        ("lyanthe", DocumentKind.SALES_CREDIT_NOTE, Route.SALES, "#RBS"),
        ("octopus", DocumentKind.PURCHASE_INVOICE, Route.PURCHASE, "{kind} {party} {number}"),
    ],
)
def test_the_subject_says_what_the_package_reads_in_it(
    package: str, kind: DocumentKind, route: Route, template: str
) -> None:
    assert load_packages()[package].subject_for(kind, route) == template


def test_a_client_may_choose_only_what_the_profile_leaves_open() -> None:
    packages = load_packages()

    assert Choice(dialect="efff").applied_to(packages["wings"]).dialect == "efff"
    assert Choice(dialect="efff").applied_to(packages["yuki"]).dialect == "bis3"
    assert Choice(pdf_beside=True).applied_to(packages["agiris"]).pdf is Placement.BOTH
    assert Choice(pdf_beside=True).applied_to(packages["odoo"]).pdf is Placement.INSIDE
    assert Choice(dialect="efff").refused_by(packages["yuki"]) == "dialect"
    assert Choice(pdf_beside=True).refused_by(packages["odoo"]) == "pdf_beside"
    assert Choice(dialect="efff", pdf_beside=False).refused_by(packages["octopus"]) is None
