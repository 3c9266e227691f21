"""A release is a number, a block of the changelog, an archive that later versions must build, and a tag with the notes."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from gongbao.archives.release import CHANGELOG, RELEASED, release
from gongbao.workshop import ROOT, Failure

TEXT = "# Changelog\n\n## Unreleased\n\n### Added\n\n- A thing.\n\n## 0.1.0 (2026-11-26)\n\n- The first.\n"


def git(home: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=home, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    (tmp_path / "plugins" / "gongbao").mkdir(parents=True)
    (tmp_path / "plugins" / "gongbao" / "__init__.py").write_text(
        '__version__ = "0.2.0.dev0"\n', encoding="utf-8"
    )
    (tmp_path / CHANGELOG).write_text(TEXT, encoding="utf-8")
    shutil.copytree(ROOT / RELEASED / "0.1.0", tmp_path / RELEASED / "0.1.0")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "user.name", "Gongbao")
    git(tmp_path, "config", "user.email", "gongbao@localhost")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "Before")
    return tmp_path


def test_a_release_is_tagged_with_its_notes_and_keeps_an_archive(clone: Path) -> None:
    release("0.2.0", root=clone, day=date(2026, 12, 1))
    assert git(clone, "log", "--format=%s").split("\n")[:2] == ["Begin 0.3.0.dev0", "Release 0.2.0"]
    assert "### Added\n\n- A thing." in git(clone, "tag", "-l", "--format=%(contents)", "v0.2.0")
    assert '"0.2.0"' in git(clone, "show", "v0.2.0:plugins/gongbao/__init__.py")
    assert "0.3.0.dev0" in (clone / "plugins/gongbao/__init__.py").read_text(encoding="utf-8")
    changelog = (clone / CHANGELOG).read_text(encoding="utf-8")
    assert (
        "## Unreleased\n\n### Added\n\n## 0.2.0 (2026-12-01)\n\n### Added\n\n- A thing.\n\n## 0.1.0"
        in changelog
    )
    kept = clone / RELEASED / "0.2.0"
    assert "==0.2.0\n" in (kept / "requirements.txt").read_text(encoding="utf-8")
    assert list(kept.rglob("yunling-fubanfa-2023-4.md"))
    bill = git(clone, "show", "v0.2.0:requirements/sbom.cdx.json")
    assert '"bomFormat": "CycloneDX"' in bill and '"pelican"' in bill and "2026-12-01" in bill
    assert git(clone, "status", "--porcelain") == ""


def test_a_dry_run_shows_the_notes_and_changes_nothing(
    clone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release("0.2.0", dry_run=True, root=clone)
    assert capsys.readouterr().out == "### Added\n\n- A thing.\n"
    assert git(clone, "tag") == ""


@pytest.mark.parametrize(
    ("version", "change", "said"),
    [
        ("0.1.0", None, "does not come after"),
        ("next", None, "is no version"),
        ("0.2.0", (CHANGELOG, TEXT.replace("- A thing.\n", "")), "Unreleased is empty"),
        ("0.2.0", ("new.txt", ""), "not committed"),
    ],
)
def test_what_cannot_be_released_is_told(
    clone: Path, version: str, change: tuple[str, str] | None, said: str
) -> None:
    if change:
        (clone / change[0]).write_text(change[1], encoding="utf-8")
    with pytest.raises(Failure, match=said):
        release(version, root=clone)
