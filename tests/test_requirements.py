"""The locks are whole: every package that is asked for, at one version, with hashes, and no address in them."""

import ast
import re
import sys
from collections.abc import Iterable
from importlib.metadata import metadata, packages_distributions
from pathlib import Path

import pytest
from gongbao.workshop import ROOT
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

SOURCES = sorted((ROOT / "requirements").glob("*.in"))


def names(text: str) -> set[str]:
    """Return the packages that a requirements file asks for, as the index spells them."""
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    asked = [re.match(r"[A-Za-z0-9._-]+", line) for line in lines if line and not line.startswith("-")]
    return {re.sub(r"[-_.]+", "-", match[0]).lower() for match in asked if match}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_what_is_asked_for_is_locked_with_hashes(source) -> None:
    lock = source.with_suffix(".txt").read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=[A-Za-z0-9])", lock) if not entry.startswith("#")]
    assert names(source.read_text(encoding="utf-8")) <= names(lock)
    assert all(re.match(r"[a-z0-9.-]+==\S+", entry) for entry in entries)
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in lock


def test_the_tests_run_on_the_versions_that_build_the_site() -> None:
    site, dev = (
        (ROOT / "requirements" / name).read_text(encoding="utf-8") for name in ("site.txt", "dev.txt")
    )
    pins = re.findall(r"^[a-z0-9.-]+==\S+", site, re.M)
    assert len(pins) > 10
    assert set(pins) <= set(re.findall(r"^[a-z0-9.-]+==\S+", dev, re.M))


def test_what_is_locked_installs_on_every_python_that_the_project_names() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    pythons = re.findall(r"Python :: (3\.\d+)\"", project)
    assert len(pythons) > 2
    refused = {}
    lock = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    for line in re.findall(r"^[a-z0-9.-]+==[^\\\n]+", lock, re.M):
        pinned = Requirement(line.strip())
        # What is locked for another system, or another version of Python, is not installed here.
        if pinned.marker and not pinned.marker.evaluate():
            continue
        takes = SpecifierSet(metadata(pinned.name).get("Requires-Python") or "")
        of = [{"python_full_version": f"{python}.0", "python_version": python} for python in pythons]
        meant = [one for one in of if not pinned.marker or pinned.marker.evaluate(one)]
        if not all(takes.contains(one["python_full_version"]) for one in meant):
            refused[pinned.name] = str(takes)
    assert not refused


def third_party(paths: Iterable[Path]) -> dict[str, str]:
    """Return what modules import from outside the project and the standard library, module → where it is imported."""
    found = {}
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                imported = [node.module]
            else:
                continue
            for name in imported:
                top = name.split(".")[0]
                if top not in sys.stdlib_module_names and top not in {
                    "benchmarks",
                    "gongbao",
                    "tests",
                    "tasks",
                    "pelicanconf",
                }:
                    found[top] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


@pytest.mark.parametrize("folder", ["plugins", "tests"])
def test_what_is_imported_is_asked_for_by_name(folder: str) -> None:
    """A package that only another one brings along may be gone after the next lock."""
    asked = {name for source in SOURCES for name in names(source.read_text(encoding="utf-8"))}
    providers = packages_distributions()
    missing = {
        module: place
        for module, place in third_party(
            p for p in (ROOT / folder).rglob("*.py") if "released" not in p.parts
        ).items()
        if not {re.sub(r"[-_.]+", "-", each).lower() for each in providers.get(module, [module])} & asked
    }
    assert missing == {}


def test_every_package_is_listed_with_its_reason_and_licence() -> None:
    asked = {name for source in SOURCES for name in names(source.read_text(encoding="utf-8"))}
    rows = re.findall(
        r"^\| ([a-z0-9, -]+) \|(.+)\|$", (ROOT / "docs" / "dependencies.md").read_text("utf-8"), re.M
    )
    listed = {name for row, _ in rows for name in row.split(", ")} - {"package"}
    assert asked - listed == set()
    assert listed - asked == set()
    assert all(cell.strip() for _, rest in rows for cell in rest.split("|"))
