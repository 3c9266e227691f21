"""The README cannot rot: what exists is documented, and what it says to run is what CI runs."""

import re
import sys
import tomllib

import pytest
import yaml
from gongbao import places
from gongbao.bulletin import article_fields, article_header, issue, markup
from gongbao.export import addresses
from gongbao.ingest.read import sidecar
from gongbao.numbers import overrides
from gongbao.workshop import ROOT
from invoke import Collection
from pelican.settings import DEFAULT_CONFIG

README = (ROOT / "README.md").read_text(encoding="utf-8")
METADATA = (ROOT / "docs" / "metadata.md").read_text(encoding="utf-8")
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")


def shell_lines() -> list[str]:
    """Return the lines of the README's shell blocks, in order."""
    blocks = re.findall(r"^```(?:sh|bash|shell)\n(.*?)^```", README, re.M | re.S)
    return [
        line for block in blocks for line in block.splitlines() if line.strip() and not line.startswith("#")
    ]


def section(title: str, page: str = README) -> str:
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", page, re.M | re.S)
    assert found, f"no section {title!r}"
    return found[1]


def tasks() -> Collection:
    sys.path.insert(0, str(ROOT))
    import tasks as module  # noqa: PLC0415 - only from the project's folder

    return Collection.from_module(module)


def settings() -> dict[str, bool]:
    """Return the settings that a person may want to know, name → whether Pelican has one of that name."""
    text = (places.PACKAGE / "defaults.py").read_text(encoding="utf-8")
    to_change = text.split("# --- Where things lie")[0]
    values: dict[str, object] = {}
    exec(text, values)  # noqa: S102 - our own settings
    names = [name for name in values if name.isupper()]
    pelican = {*DEFAULT_CONFIG, "DEFAULT_DATE", "TIMEZONE"}
    return {
        name: name in pelican
        for name in names
        if name not in pelican or re.search(rf"^{name}\b", to_change, re.M)
    }


def test_the_first_two_shell_lines_build_the_site_and_run_the_tests() -> None:
    first, second = shell_lines()[:2]
    install = (
        "python3 -m venv .venv && .venv/bin/python -m pip install -q --require-hashes -r requirements/{}.txt"
    )
    assert first == install.format("site") + " && .venv/bin/inv build"
    assert second == install.format("dev") + " && .venv/bin/inv test"


def test_ci_runs_the_readmes_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert shell_lines()[1] in script


@pytest.mark.parametrize("name", sorted(tasks().task_names))
def test_each_task_is_documented(name: str) -> None:
    assert re.search(rf"^\| `inv {re.escape(name)}[` ]", section("Tasks", REFERENCE), re.M)


@pytest.mark.parametrize("name", sorted(tasks().task_names))
def test_each_option_of_a_task_is_documented(name: str) -> None:
    for argument in tasks()[name].get_arguments():
        if not argument.positional:
            assert f"`--{argument.name.replace('_', '-')}" in section("Tasks", REFERENCE), (
                f"{name} --{argument.name}"
            )


@pytest.mark.parametrize("name", sorted(settings()))
def test_each_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in section("Settings", REFERENCE)


def test_each_metadata_field_is_documented_and_none_that_does_not_exist() -> None:
    rows = re.findall(r"^\| `([A-Za-z_]+)` \|", section("Metadata of an article", METADATA), re.M)
    assert rows == list(article_fields.KEYS)


def test_each_fact_that_can_stand_beside_a_source_is_documented() -> None:
    facts = re.search(r"^### Facts beside a source\n(.*?)(?=^##)", METADATA, re.M | re.S)[1]
    named = set(re.findall(r"`([a-z_]+)`", facts))
    assert named == {*sidecar.FILE_KEYS, *sidecar.ARTICLE_KEYS}


def test_the_page_on_architecture_lists_every_class_and_mark_of_a_body() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    classes = [f"| `{known.name}` | {known.on} | {known.means} |" for known in markup.CLASSES]
    marks = [f"| `{mark.opens}…{mark.closes}` | `<{mark.element}>` |" for mark in markup.INLINES]
    assert [line for line in [*classes, *marks] if line not in page] == []


@pytest.mark.parametrize("name", [addresses.PUBLISHED, addresses.REDIRECTS, overrides.FILE])
def test_each_file_that_a_keeper_writes_is_documented(name: str) -> None:
    assert f"| `{name}` |" in section("Metadata of an article", METADATA)


def test_each_header_field_of_an_issue_is_documented() -> None:
    text = section("Metadata of an article", METADATA)
    paragraph = next(part for part in text.split("\n\n") if part.startswith("`issue.md` has"))
    meta = issue.IssueMeta("p", "t", 2018, "5", "75", "2018-06-10", "R", source="s.txt", source_lines="1-2")
    assert re.findall(r"`([A-Z][a-z_]+)`", paragraph) == list(article_header.split(issue.dump(meta))[0])


def heading_anchors(text: str) -> set[str]:
    """Return the anchors that a code host gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", *PAGES])
def test_every_link_of_a_page_for_people_leads_somewhere(page: str) -> None:
    place = ROOT / page
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", place.read_text(encoding="utf-8"), flags=re.M | re.S)
    targets = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", text)
    for target, anchor in targets:
        there = (place.parent / target).resolve() if target else place
        assert there.exists(), f"{page}: {target}"
        if anchor and there.suffix == ".md":
            assert anchor in heading_anchors(there.read_text(encoding="utf-8")), f"{page}: {target}#{anchor}"


def test_every_folder_in_the_readmes_list_exists() -> None:
    listed = re.findall(r"^\| `([^`]+)` \|", section("What lies where"), re.M)
    assert len(listed) > 8
    assert [name for name in listed if not (ROOT / name).exists() and name != "output/"] == []


def test_the_changelog_has_a_standing_unreleased_block() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## Unreleased$", changelog, re.M)


def test_the_matrix_runs_every_python_that_the_package_says_it_supports() -> None:
    flow = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = flow["jobs"]["whole"]["strategy"]["matrix"]["python"]
    assert f">={versions[0]}" == project["requires-python"]
    classified = [line.rpartition(" ")[2] for line in project["classifiers"] if "Python :: 3." in line]
    assert classified == versions
    assert set(flow["jobs"]["systems"]["strategy"]["matrix"]["python"]) <= set(versions)
    commands = [step.get("run", "") for step in flow["jobs"]["systems"]["steps"]]
    named = re.findall(r"tests/\S+", " ".join(commands))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_what_contributing_says_to_run_and_to_read_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert set(re.findall(r"inv ([a-z]+)", text)) <= set(tasks().task_names)
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("package", ["pelican", "EbookLib", "libzim"])
def test_what_is_under_a_licence_that_binds_is_named(package: str) -> None:
    assert package.lower() in section("Licences").lower()
