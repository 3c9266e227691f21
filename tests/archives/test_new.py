"""gongbao new: a folder that works, and nothing lost."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from gongbao.archives import new
from gongbao.archives.new import Answers
from gongbao.workshop import Failure
from gongbao.workshop.settings import folders, values


def test_a_new_archive_is_small_and_begins_from_the_programs_settings(tmp_path: Path) -> None:
    home = new.new(str(tmp_path / "云岭"), Answers('云岭县"公报"', keeper="县政府\\办公室"), ask=False)
    settings = (home / "pelicanconf.py").read_text(encoding="utf-8").splitlines()
    assert len(settings) <= 10
    assert len((home / "tasks.py").read_text(encoding="utf-8").splitlines()) == 3
    assert (home / "sources").is_dir()
    assert (home / "content" / "synonyms.toml").is_file()


def test_answers_with_quotes_and_backslashes_are_read_as_they_were_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Answers('云岭县"公报"', "全部\n公报", "县政府\\办公室", "https://example.gov.cn/gongbao/")
    monkeypatch.chdir(new.new(str(tmp_path / "a"), given, ask=False))
    found = values("publishconf.py")
    assert (found["SITENAME"], found["ARCHIVE_KEEPER"]) == ('云岭县"公报"', "县政府\\办公室")
    assert found["ARCHIVE_DESCRIPTION"] == "全部公报"
    assert found["SITEURL"] == "https://example.gov.cn/gongbao"
    assert folders("publishconf.py").own_theme == tmp_path / "a" / "theme"


@pytest.mark.parametrize("name", ["a\udcff", "a\x1b[31m", "\u202ea"])
def test_a_name_that_no_page_can_show_is_refused_before_anything_is_written(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(Failure, match="holds signs that no page can show"):
        new.new(str(tmp_path / "a"), Answers(name), ask=False)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("what", ["a file in it", "a file of that name", "inside another archive"])
def test_a_place_where_something_is_is_refused(tmp_path: Path, what: str) -> None:
    home = tmp_path / "a"
    if what == "a file in it":
        home.mkdir()
        (home / "重要.docx").touch()
    elif what == "a file of that name":
        home.touch()
    else:
        (tmp_path / "pelicanconf.py").touch()
    with pytest.raises(Failure, match="name a"):
        new.new(str(home), Answers("x"), ask=False)
    assert sorted(p.name for p in tmp_path.rglob("*")) in (["a", "重要.docx"], ["a"], ["pelicanconf.py"])


def test_four_questions_are_asked_and_what_was_given_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = iter(["", "县里的公报", "", ""])
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return next(said)

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    home = new.new(str(tmp_path / "云岭公报"), Answers(""))
    assert len(asked) == 4
    assert "[云岭公报]" in asked[0]
    assert 'ARCHIVE_DESCRIPTION = "县里的公报"' in (home / "pelicanconf.py").read_text(encoding="utf-8")


def test_nobody_to_answer_is_told(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gongbao", "new", str(tmp_path / "a")],
        cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "--yes" in done.stderr
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("name", [".github/workflows/publish.yml", ".workflow/publish.yml"])
def test_workflows_are_yaml_that_runs_the_command(name: str) -> None:
    flow = new.texts(Answers("x"))[name]
    assert yaml.safe_load(flow)
    assert "gongbao publish" in flow


def test_what_a_workflow_and_the_readme_run_is_there() -> None:
    import re  # noqa: PLC0415

    from gongbao import tasks  # noqa: PLC0415

    said = " ".join(new.texts(Answers("x")).values())
    named = set(re.findall(r"gongbao ([a-z]+)", said))
    assert {name for name in named if not hasattr(tasks, name)} == set()
