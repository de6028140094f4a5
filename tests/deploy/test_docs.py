"""The pages say what is so: links lead somewhere, commands exist, and the generated parts come from the code."""

import re
from pathlib import Path

import pytest

from docs import generate
from docs.meanings import MEANINGS
from tests.deploy.dockerfile import ROOT

PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")],
    key=lambda path: str(path),
)
WRITTEN = [path for path in PAGES if path.name != "features.md"]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", WRITTEN, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))

    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", WRITTEN, ids=name_of)
def test_every_command_of_make_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE))

    assert named - targets == set()


@pytest.mark.parametrize("page", WRITTEN, ids=name_of)
def test_every_file_that_is_named_is_there(page: Path) -> None:
    named = set(re.findall(r"`((?:contracts|deploy|docs|libs|services|tests)/[\w./-]+\.\w+)`", page.read_text("utf-8")))

    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_every_variable_that_a_page_names_is_a_setting() -> None:
    example = (ROOT / ".env.example").read_text("utf-8") + (ROOT / "docker-compose.yml").read_text("utf-8")
    known = {f"SEREIN_{name.upper()}" for one in generate.described() for name in one.settings.model_fields}

    for page in WRITTEN:
        named = set(re.findall(r"\bSEREIN_(?!TEST_)[A-Z_]+\b", page.read_text("utf-8")))
        assert {name for name in named - known if name not in example} == set(), page.name


def test_decisions_are_numbered_and_have_the_four_parts() -> None:
    decisions = [path for path in PAGES if path.parent.name == "adr"]

    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    for path in decisions:
        text = path.read_text("utf-8")
        assert text.startswith(f"# {path.name[:4]} ")
        assert "\nStatus: " in text
        assert re.findall(r"^## (\w+)", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
        assert path.name in (ROOT / "docs" / "architecture.md").read_text("utf-8")


def test_the_diagram_has_an_arrow_from_the_publisher_to_the_subscriber() -> None:
    services = {one.service.name: one for one in generate.described()}

    diagram = generate.diagram(list(services.values()))

    assert 'ubl_render -- "ubl.rendered" --> delivery' in diagram
    assert "client.configured" not in diagram
    for left, label, right in re.findall(r'(\w+) -- "(.+)" --> (\w+)', diagram):
        assert set(label.split("<br/>")) <= set(services[left].says) & set(services[right].hears)


def test_a_list_that_goes_on_keeps_its_three_dots() -> None:
    table = generate.events(generate.described())

    assert "`too_many_pages`, `limits`, ... |" in table


def test_a_card_that_claims_what_the_code_does_not_do_is_told() -> None:
    (ingest,) = [one for one in generate.described() if one.name == "ingest"]
    wrong = generate.Described(ingest.service, ingest.settings, {"hears": "task.*", "says": "document.*"})

    told = generate.differences([ingest, wrong])

    assert told == [
        "services/ingest/__init__.py: the code hears client.configured, the card does not say so",
        "services/ingest/__init__.py: the code hears document.divided, the card does not say so",
        "services/ingest/__init__.py: the card says it hears task.*, the code does not",
    ]


def test_only_what_lies_between_the_marks_is_written_anew() -> None:
    begin = generate.BEGIN.format(part="settings")
    page = f"before\n{begin}\nold\n{generate.END}\nafter\n"

    written = generate.placed(page, "settings", "new")

    assert written == f"before\n{begin}\n\nnew\n\n{generate.END}\nafter\n"
    assert generate.placed(written, "settings", "new") == written


def test_a_page_without_its_marks_is_an_error() -> None:
    with pytest.raises(ValueError, match="settings"):
        generate.placed("nothing here", "settings", "new")


def test_a_stale_page_is_noticed(tmp_path: Path) -> None:
    for name in generate.PARTS:
        text = (
            (ROOT / "docs" / name)
            .read_text("utf-8")
            .replace("SEREIN_PORT", "SEREIN_HARBOUR")
            .replace("ingest", "ingset")
        )
        (tmp_path / name).write_text(text, "utf-8")

    fresh = generate.pages(generate.described(), tmp_path)

    assert all(path.read_text("utf-8") != text for path, text in fresh.items())


def test_every_setting_has_a_meaning() -> None:
    """In its field, in the table of meanings, or by name in the docstring of its settings, which stands above it."""
    missing = {
        f"{one.name}: {name}"
        for one in generate.described()
        for name, field in one.settings.model_fields.items()
        if not field.description and name not in MEANINGS and f"`{name}`" not in (one.settings.__doc__ or "")
    }

    assert missing == set()
