"""The process that makes pages is begun while a build looks whether there is anything to do."""

from pathlib import Path

import pytest
from gongbao.below import files_below
from gongbao.workshop import build, state
from gongbao.workshop.begun import Begun, begun
from gongbao.workshop.survey import Survey, Unread


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "pelicanconf.py").write_text("from gongbao.defaults import *\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_one_that_is_not_needed_has_ended_when_the_build_has(tmp_path: Path) -> None:
    with begun(tmp_path) as process:
        assert process._process.poll() is None
    assert process._process.returncode is not None


def test_it_ends_when_the_one_that_began_it_is_gone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    process = Begun(tmp_path)
    assert process._process.stdin
    process._process.stdin.close()
    assert process._process.wait(30) == 0
    process.end()
    assert capfd.readouterr() == ("", "")


def test_half_of_what_it_was_to_be_told_is_nothing(tmp_path: Path) -> None:
    process = Begun(tmp_path)
    assert process._process.stdin
    process._process.stdin.write(b'["pelicanconf.py", "--over')
    process._process.stdin.close()
    assert process._process.wait(30) == 0
    process.end()


def test_files_of_the_output_that_somebody_touched_are_named_and_made_again(archive: Path) -> None:
    build.build("pelicanconf.py")
    output = archive / "output"
    assert state.touched(output, state.files_of(archive, output)) == []
    made = {name: (output / name).read_bytes() for name in ("index.html", "404.html")}
    (output / "index.html").write_bytes(b"x" * len(made["index.html"]))
    (output / "404.html").unlink()
    assert sorted(state.touched(output, state.files_of(archive, output))) == ["404.html", "index.html"]
    build.build("pelicanconf.py")
    assert {name: (output / name).read_bytes() for name in made} == made


def test_notes_that_only_one_process_finds_change_nothing(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where both have them, the other names only files that are not as noted; the rest must not be taken for gone."""
    build.build("pelicanconf.py")
    pages = sorted((archive / "output").rglob("*.html"))
    conf = archive / "pelicanconf.py"
    for site, notes in (("云岭", lambda home, output: {}), ("青溪", state.files_of)):
        conf.write_text(f"from gongbao.defaults import *\nSITENAME = '{site}'\n", encoding="utf-8")
        with monkeypatch.context() as patched:
            patched.setattr(state, "files_of", notes)
            build.build("pelicanconf.py")
        assert sorted((archive / "output").rglob("*.html")) == pages
        assert site in (archive / "output" / "index.html").read_text("utf-8")
        files = {str(path.relative_to(archive / "output")) for path in files_below(archive / "output")}
        assert state.files_of(archive, archive / "output").keys() == files


def test_what_the_task_may_not_look_through_is_told_by_the_other(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """It would wait for ever for what the task was to say."""

    def refused(survey: Survey) -> Unread:
        raise PermissionError

    monkeypatch.setattr(Survey, "archive", refused)
    (archive / "content" / "list.txt").write_text("x\n", encoding="utf-8")
    build.build("pelicanconf.py")
    assert "content/list.txt: nothing reads a file of this name" in capfd.readouterr().err
