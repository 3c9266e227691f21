"""A program that changes while it builds leaves nothing for the next build, which would take it for the other version's."""

import os
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from gongbao.cache import stamps
from gongbao.workshop import build, settings, state

SECOND = 1_000_000_000


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    own = tmp_path / "theme" / "static" / "css"
    own.mkdir(parents=True)
    (own / "own.css").write_text("body {}\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "pelicanconf.py").write_text("from gongbao.defaults import *\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_was_kept_goes_and_a_person_is_told(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build.build("pelicanconf.py")
    kept = archive / ".cache" / "results.sqlite"
    assert kept.is_file()
    assert (archive / ".cache" / "segments").is_dir()
    assert state.files_of(archive, archive / "output")
    run = build.pelican

    def while_it_changes(*arguments: object, **options: object) -> object:
        done = run(*arguments, **options)  # type: ignore[arg-type]
        (archive / "theme" / "static" / "css" / "own.css").write_text("p { margin: 0 }\n", encoding="utf-8")
        return done

    monkeypatch.setattr(build, "pelican", while_it_changes)
    (archive / "pelicanconf.py").write_text(
        "from gongbao.defaults import *\nSITENAME = '云岭'\n", encoding="utf-8"
    )
    build.build("pelicanconf.py")
    assert "the program changed while it built output/" in capsys.readouterr().err
    assert not kept.exists()
    assert not (archive / ".cache" / "segments").exists()
    assert not state.files_of(archive, archive / "output")
    assert state.recall(settings.folders("pelicanconf.py")) is None
    monkeypatch.setattr(build, "pelican", run)
    build.build("pelicanconf.py")
    assert "the program changed" not in capsys.readouterr().err
    assert state.recall(settings.folders("pelicanconf.py")) is not None


def test_the_program_is_the_same_while_nobody_changes_it(archive: Path) -> None:
    place = settings.folders("pelicanconf.py")
    since = time.time_ns()
    assert state.program(place, since) == state.program(place) != ""


@pytest.mark.parametrize("ahead", [0, 3600 * SECOND], ids=["now", "a clock that was set back since"])
def test_what_changed_since_a_process_began_to_load_it_has_no_digest(archive: Path, ahead: int) -> None:
    place, since = settings.folders("pelicanconf.py"), time.time_ns()
    time.sleep(0.02)  # the system tells times of files in steps
    file = archive / "theme" / "static" / "css" / "own.css"
    file.write_text("p { margin: 0 }\n", encoding="utf-8")
    os.utime(file, ns=(since + ahead, since + ahead))
    # What lies in the future changed at another time.
    assert (state.program(place, since) == "") == (not ahead)


def stat(content: int, record: int) -> os.stat_result:
    return SimpleNamespace(st_mtime_ns=content, st_ctime_ns=record, st_size=1, st_ino=1)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("content", "record", "settled"),
    [
        # Of a disk of this time, in fractions of a second before reading began.
        (-0.2, -0.2, True),
        (-0.01, -0.01, False),
        # Put there with an old time: the record tells when.
        (-99.0, -0.01, False),
        (-99.0, -0.2, True),
        # Windows and FAT: the record has the time of the making, the content that of the change.
        (-0.01, -99.0, False),
        (-1.0, -99.0, False),
        (-3.0, -99.0, True),
        # Ahead of the clock nothing is trusted.
        (3600.0, -0.2, False),
        (-0.2, 3600.0, False),
    ],
)
def test_a_file_is_taken_for_unchanged_when_every_change_would_show(
    content: float, record: float, settled: bool
) -> None:
    began = 1_800_000_000 * SECOND
    held = stat(began + int(content * SECOND), began + int(record * SECOND))
    assert stamps.settled(held, began) == settled


@pytest.mark.parametrize(
    "text", ['{"source": {"name": "a\\ud800"}}', '{"source": {"name": "a"}, "kind": "\\uDFFF"}']
)
def test_a_ledger_with_half_a_character_is_damaged(archive: Path, text: str) -> None:
    from gongbao.bulletin import ledger  # noqa: PLC0415

    with pytest.raises(ledger.LedgerError, match="half a character"):
        ledger.parse(text, archive / "ingest.json")
    assert ledger.parse('{"source": {"name": "\\ud840\\udc00"}}', archive / "ingest.json")


def test_what_is_kept_lies_with_the_settings_wherever_one_stands(
    archive: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that makes the pages stands there, and would find nothing elsewhere."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    build.build(str(archive / "pelicanconf.py"))
    assert state.files_of(archive, archive / "output")
    assert not (elsewhere / ".cache" / "builds").exists()
