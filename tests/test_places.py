"""Program and archive are two things: one module says where each lies."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from gongbao import defaults, places
from gongbao.workshop import ROOT, Failure
from gongbao.workshop.settings import content, folders, values

# The tasks of those who change the program, which only a clone has.
DEVELOPMENT = ("audit", "bench", "messages", "quality", "screenshots", "site_words", "suite")
SETTINGS = """
PATH = {path!r}
OUTPUT_PATH = "output"
THEME = "."
OUTPUT_RETENTION = []
"""


def archive(home: Path, path: str = "content") -> Path:
    home.mkdir(parents=True)
    (home / "pelicanconf.py").write_text(
        SETTINGS.format(path=path).replace('"."', '"theme"'), encoding="utf-8"
    )
    return home


@pytest.mark.parametrize("below", ["", "content", "content/某县公报/2024-01"])
def test_an_archive_is_found_from_anywhere_in_it(
    tmp_path: Path, below: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = archive(tmp_path / "云岭 公报 архив")
    (home / below).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(home / below)
    assert places.archive() == home.resolve()
    assert folders("pelicanconf.py").content == home.resolve() / "content"


def test_a_folder_without_settings_is_told_from_an_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Failure, match=r"holds no pelicanconf\.py.*gongbao new"):
        folders("pelicanconf.py")


def test_publishconf_begins_from_the_settings_beside_it_as_they_stand_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        home = archive(tmp_path / name, f"texts-{name}")
        (home / "publishconf.py").write_text("from pelicanconf import *\n", encoding="utf-8")
        monkeypatch.chdir(home)
        assert folders("publishconf.py").content.name == f"texts-{name}"


def test_what_settings_do_to_a_list_of_the_defaults_is_done_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pelicanconf.py").write_text(
        "from gongbao.defaults import *\nMENUITEMS += [('本站', 'pages/about.html')]\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    read = [values("pelicanconf.py")["MENUITEMS"] for _ in range(2)]
    assert read[0] == read[1] == [*defaults.MENUITEMS, ("本站", "pages/about.html")]


def test_ingest_writes_where_the_settings_say(tmp_path: Path) -> None:
    home = archive(tmp_path / "家", "../文章")
    (home / "tasks.py").write_text((ROOT / "tasks.py").read_text(encoding="utf-8"), encoding="utf-8")
    (home / "plugins").symlink_to(ROOT / "plugins")
    (home / "sources").mkdir()
    (home / "sources" / "通知.txt").write_bytes(next((ROOT / "sources").glob("001*")).read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "invoke", "ingest", "通知.txt"],
        cwd=home / "sources", capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [path.suffix for path in (tmp_path / "文章" / "documents").rglob("*.md")] == [".md"]
    assert not (home / "content").exists()


def test_the_content_folder_is_said_shortly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(archive(tmp_path / "a"))
    assert content("pelicanconf.py") == Path("content")


def test_no_other_module_seeks_the_program_or_the_archive_by_itself() -> None:
    """A module may name files beside itself; what lies elsewhere, gongbao.places says."""
    found = []
    for path in places.PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        climbing = any(
            isinstance(node, ast.Attribute) and node.attr == "parents" and "__file__" in ast.unparse(node)
            for node in ast.walk(tree)
        )
        development = path.parent.name == "workshop" and path.stem in DEVELOPMENT
        roots = any(
            isinstance(node, ast.ImportFrom) and any(alias.name == "ROOT" for alias in node.names)
            for node in ast.walk(tree)
        )
        if path.name != "places.py" and (climbing or (roots and not development)):
            found.append(path.relative_to(places.PACKAGE).as_posix())
    assert found == []
