"""What ledgers say of originals is kept from build to build, and read again where ledger or source is another."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.cache.store import Store
from gongbao.issues import originals
from gongbao.issues.ledger_cache import KeptLedgers, LateOriginal
from gongbao.issues.originals import OriginalError
from gongbao.numbers import coverage

TEXT = "甲\n\n乙\n"


class Folder:
    """A source, its ledger and an article; `open` gives the ledgers of a build, which notes what it reads."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.article = folder, folder / "content" / "jia.md"
        self.source, self.ledger = folder / "sources" / "a.txt", folder / "content" / "ingest.json"
        self.source.parent.mkdir()
        self.ledger.parent.mkdir()
        self.put(TEXT)
        self.read: list[str] = []
        given = originals.ledgers.read

        def noted(path: Path) -> dict[str, object]:
            self.read.append(path.name)
            return given(path)

        monkeypatch.setattr(originals.ledgers, "read", noted)

    def put(self, text: str, **more: object) -> None:
        self.source.write_text(text, encoding="utf-8")
        self.note(text, **more)

    def note(self, text: str, form: str = "text", **more: object) -> None:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        source = {"name": "a.txt", "form": form, "encoding": "utf-8", "sha256": sha256}
        record = {"source": source, "places": [{"name": "jia.md", "spans": ["1-3"]}], **more}
        self.ledger.write_text(json.dumps(record), encoding="utf-8")

    def build(self, ask: Callable[[KeptLedgers], object]) -> None:
        """Ask in a build of its own, when the files are old enough to be trusted."""
        time.sleep(0.1)
        self.read.clear()
        results = Store(self.folder / "results.sqlite")
        ledgers = KeptLedgers(self.source.parent, results)
        ask(ledgers)
        ledgers.save()
        list(coverage.read_ledgers(self.ledger.parent, results))
        results.close()

    def original(self) -> LateOriginal | None:
        found: list[LateOriginal | None] = []
        self.build(lambda ledgers: found.append(ledgers.original(self.article)))
        return found[0]

    def received(self) -> Path | None:
        found: list[Path | None] = []
        self.build(lambda ledgers: found.append(ledgers.received(self.article)))
        return found[0]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    return Folder(tmp_path, monkeypatch)


def said(original: LateOriginal | None) -> list[str]:
    assert original
    return [line.pieces[0].text for line in original.lines]


def test_a_ledger_that_did_not_change_is_not_read_again_until_its_lines_are_asked_for(folder: Folder) -> None:
    first = folder.original()
    assert folder.read
    again = folder.original()
    assert folder.read == []
    assert first and again and (first.card, first.file, first.pages) == (again.card, again.file, again.pages)
    assert said(again) == said(first) == ["甲", "乙"]
    assert (again.left_out, again.joins) == (0, 0)
    assert folder.read == ["ingest.json"]


def test_another_ledger_is_read_and_gives_another_key(folder: Folder) -> None:
    first = folder.original()
    folder.note(TEXT, places=[{"name": "jia.md", "spans": ["1"]}])
    second = folder.original()
    assert first and second and first.card != second.card
    assert said(second) == ["甲"]
    folder.note(TEXT, places=[])
    assert folder.original() is None


def test_another_source_than_the_ledgers_is_told_at_each_build(folder: Folder) -> None:
    folder.original()
    folder.source.write_text("丙\n\n丁\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(OriginalError, match=r"another a\.txt.*ingest it again"):
            folder.original()
    folder.put("丙\n\n丁\n")
    assert said(folder.original()) == ["丙", "丁"]


def test_a_source_that_goes_and_comes_is_noticed(folder: Folder) -> None:
    assert folder.original()
    folder.source.unlink()
    assert folder.original() is None
    assert folder.original() is None
    assert folder.read == []
    folder.source.write_text(TEXT, encoding="utf-8")
    assert said(folder.original()) == ["甲", "乙"]


def test_the_text_beside_the_ledger_counts_for_what_has_no_lines_of_its_own(folder: Folder) -> None:
    folder.note(TEXT, form="pdf")
    assert folder.original() is None
    beside = folder.ledger.with_name("original.txt")
    beside.write_text("己\n\n庚\n", encoding="utf-8")
    first = folder.original()
    assert first and first.as_read and said(first) == ["己", "庚"]
    beside.write_text("辛\n\n庚\n", encoding="utf-8")
    assert said(folder.original()) == ["辛", "庚"]


def test_flags_count_for_what_is_doubtful(folder: Folder) -> None:
    first = folder.original()
    folder.put(TEXT, flags=[{"rule": "breaks-off", "line": 3, "text": "乙"}])
    second = folder.original()
    assert first and second and first.card == second.card and first.flags_key != second.flags_key


def test_files_as_received_are_summed_up_once(folder: Folder) -> None:
    assert folder.received() == folder.source
    assert folder.received() == folder.source
    assert folder.read == []
    folder.source.unlink()
    for _ in range(2):
        assert folder.received() is None
    assert folder.read == []
    folder.source.mkdir()
    assert folder.received() == folder.source
    folder.source.rmdir()
    folder.source.write_text("别的\n", encoding="utf-8")
    with pytest.raises(OriginalError):
        folder.received()
    assert folder.read


def test_a_file_that_changes_while_a_build_begins_is_not_kept(folder: Folder) -> None:
    results = Store(folder.folder / "results.sqlite")
    ledgers = KeptLedgers(folder.source.parent, results)
    folder.put(TEXT)
    assert ledgers.original(folder.article)
    ledgers.save()
    results.close()
    folder.read.clear()
    assert folder.original()
    assert folder.read
