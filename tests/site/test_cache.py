"""Whatever changes, a build that keeps what it can gives the bytes of one that keeps nothing."""

import contextlib
import hashlib
import json
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from gongbao.bulletin import article
from gongbao.cache import keys
from gongbao.cache.derived import Derived
from gongbao.cache.files import Entry
from gongbao.cache.store import Store
from gongbao.issues.prerendering import Bodies
from gongbao.workers import chosen, local
from gongbao.workshop import ROOT, missed, state
from gongbao.workshop.build import build, build_into

from tests.conftest import ARCHIVE

CONF = """
import sys
sys.path.insert(0, {root!r})
from pelicanconf import *
PATH, OUTPUT_PATH, THEME = {content!r}, {output!r}, {theme!r}
BUILD_CACHE = {cache!r}
"""
# What larger archives have made by processes of their own, of a small one, too.
AS_IF_LARGE = """
from gongbao.workers import local
local._LEAST = 1
"""
REPEAL = """Title: 甲县人民政府关于废止一批文件的决定
Slug: jia-repeal
Date: 2030-01-02
Issued: 2030-01-02
Publication: documents
Doc_number: 甲府发〔2030〕1号
Agency: 甲县人民政府

决定废止《{title}》（{number}）。
"""
NAMED = """Title: 甲县人民政府关于李晓峰任职的通知
Slug: jia-named
Date: 2030-01-03
Publication: documents
Agency: 甲县人民政府

任命李晓峰为县审计局局长。
"""


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def assert_same(output: Path, fresh: Path) -> None:
    """Compare the site of a build that keeps what it can with that of one that keeps nothing, byte for byte."""
    kept, anew = snapshot(output), snapshot(fresh)
    assert sorted(kept) == sorted(anew)
    assert [name for name in anew if kept[name] != anew[name]] == []


class Archive:
    """The made-up archive with a theme of its own, built with and without what is kept."""

    def __init__(self, folder: Path, more: str = "") -> None:
        self.folder, self.content, self.theme = folder, folder / "content", folder / "theme"
        shutil.copytree(ARCHIVE, self.content)
        shutil.copytree(ROOT / "theme", self.theme)
        self.conf = folder / "conf.py"
        self.conf.write_text(
            CONF.format(
                root=str(ROOT), content=str(self.content), output=str(folder / "output"),
                theme=str(self.theme), cache=str(folder / "results.sqlite"),
            )
            + more,
            encoding="utf-8",
        )  # fmt: skip

    def edit(self, path: Path, change: Callable[[str], str]) -> None:
        before = path.read_text("utf-8")
        after = change(before)
        assert after != before, path
        path.write_text(after, encoding="utf-8")

    def note(self, one: Path, rule: str, left: str = "") -> None:
        """Put a source and its ledger beside the articles; left: a line that ingest left out."""
        (self.folder / "sources").mkdir(exist_ok=True)
        body = one.read_text("utf-8").partition("\n\n")[2].strip()
        first, *others = (line for line in body.splitlines() if line and not line.startswith("{:"))
        lines = [first, left, *others]
        text = "\n".join(lines)
        (self.folder / "sources" / "made-up.txt").write_text(text, encoding="utf-8")
        record = {
            "source": {
                "name": "made-up.txt", "form": "text", "encoding": "utf-8",
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
            },
            "articles": [{"slug": one.stem}],
            "places": [{"name": one.name, "spans": ["1", f"3-{len(lines)}"], "characters": len(text)}],
            "dropped": [{"rule": "page-number", "line": 2, "text": left}],
            "flags": [{"rule": rule, "line": 1, "text": first}],
        }  # fmt: skip
        one.with_name("ingest.json").write_text(json.dumps(record), encoding="utf-8")

    def article(self, number: bool = False) -> Path:
        """Return an article of an issue, one with a document number if asked for."""
        found = sorted(p for p in self.content.rglob("*.md") if p.name != "issue.md")
        return next(p for p in found if not number or "\nDoc_number:" in p.read_text("utf-8"))

    def check(self, settings: dict[str, Any]) -> tuple[str, ...]:
        """Build, compare with a build that keeps nothing, and return what was written."""
        changes = build(str(self.conf))
        fresh = self.folder / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        build_into(
            fresh,
            self.content,
            {"THEME": str(self.theme), "OWN_THEME": "", "BUILD_CACHE": "", "BUILD_PROCESSES": 1, **settings},
        )
        assert_same(self.folder / "output", fresh)
        return changes.written


@pytest.fixture
def given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give back what AS_IF_LARGE sets: settings are read in this process too, which has other tests after this one."""
    monkeypatch.setattr(local, "_LEAST", local._LEAST)


@pytest.mark.usefixtures("given_back")
def test_every_kind_of_change_gives_the_bytes_of_a_build_without_cache(tmp_path: Path) -> None:
    archive = Archive(tmp_path, AS_IF_LARGE)
    settings: dict[str, Any] = {}
    first = archive.check(settings)

    one = archive.article()
    archive.edit(one, lambda text: text.rstrip("\n") + "\n\n另行通知，不再重复。\n")
    written = archive.check(settings)
    assert 0 < len(written) < len(first) / 3

    archive.edit(one, lambda text: text.replace("Title: ", "Title: 更正", 1))
    archive.check(settings)

    held = archive.article(number=True)
    header = dict(line.split(": ", 1) for line in held.read_text("utf-8").split("\n\n")[0].splitlines())
    place = archive.content / "documents" / "repeal"
    place.mkdir(parents=True)
    text = REPEAL.format(title=header["Title"], number=header["Doc_number"])
    (place / "jia-repeal.md").write_text(text, encoding="utf-8")
    archive.check(settings)

    named = place.with_name("named") / "jia-named.md"
    named.parent.mkdir()
    named.write_text(NAMED, encoding="utf-8")
    assert "appointments/index.html" in archive.check(settings)
    archive.edit(named, lambda text: text.replace("李晓峰", "郑玉兰"))
    assert "appointments/person/z.html" in archive.check(settings)

    # Pages of numbers that are only cited, of their code, and of what is cited and not held.
    repeal = place / "jia-repeal.md"
    archive.edit(repeal, lambda text: text + "\n依据《乙省人民政府关于某事的通知》（乙政发〔2029〕3号）。\n")
    assert "number/yizhengfa/2029/3.html" in archive.check(settings)
    archive.edit(repeal, lambda text: text.replace("某事", "此事"))
    archive.check(settings)
    archive.edit(
        repeal, lambda text: text.replace("Title: 甲县人民政府关于", "Title: 甲县人民政府办公室关于")
    )
    written = archive.check(settings)
    assert {"number/yizhengfa/2029/3.html", "cited-not-held.html"} & set(written)

    code = header["Doc_number"].partition("〔")[0]
    (archive.content / "codes.toml").write_text(f'["{code}"]\nslug = "jiafu"\n', encoding="utf-8")
    archive.check(settings)

    (archive.content / "redirects.txt").write_text("old/page.html index.html\n", encoding="utf-8")
    archive.check(settings)

    issue = max(archive.content.rglob("issue.md")).parent
    shutil.rmtree(issue)
    archive.check(settings)

    archive.edit(
        archive.theme / "templates" / "_article.html", lambda text: text.replace("抄送：", "抄送给：")
    )
    archive.check(settings)
    # Two builds later it is still said that the pages of the issue are gone.
    assert f"{issue.parent.name}/{issue.name.replace('-', '/')}/index.html" in missed.load(
        tmp_path, tmp_path / "output"
    )

    settings["SITENAME"] = "另一个文库"
    archive.edit(archive.conf, lambda text: text + 'SITENAME = "另一个文库"\n')
    archive.check(settings)

    # What every page loads is put together without the part that saves pages.
    settings["SERVICE_WORKER"] = False
    archive.edit(archive.conf, lambda text: text + "SERVICE_WORKER = False\n")
    assert any(name.startswith("theme/js/page") for name in archive.check(settings))

    (tmp_path / "results.sqlite").write_bytes(b"damaged" * 1000)
    archive.edit(archive.article(), lambda text: text.rstrip("\n") + "\n\n再次通知。\n")
    archive.check(settings)


def test_a_correction_leaves_the_keys_of_other_pages_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same bytes alone would not tell that the key of all pages changes with each build, and all are rendered anew."""
    made: list[list[state.Row]] = []
    stayed: list[set[str]] = []
    read = state.read_report

    def noted(path: Path, known: Mapping[str, Entry]) -> state.Report:
        found = read(path, known)
        made.append(found.rows)
        stayed.append(found.stay)
        return found

    monkeypatch.setattr(state, "read_report", noted)
    archive = Archive(tmp_path)
    build(str(archive.conf))
    one = archive.article()
    archive.edit(one, lambda text: text.rstrip("\n") + "\n\n另行通知，不再重复。\n")
    # Objects lie elsewhere then: a key with an address in it is another one, on systems too that begin alike each time.
    monkeypatch.setenv("PYTHONMALLOC", "malloc")
    build(str(archive.conf))
    first, second = ({name: key for name, key, *_ in rows} for rows in made)
    pages = {name for name in first if name.endswith(".html") and first[name]}
    texts = {page for page in pages if f"{page.removesuffix('.html')}.json" in first}
    assert len(texts) > 5
    others = {name for name in texts if first[name] != second[name]}
    assert {name.rpartition("/")[2] for name in others} == {f"{one.stem}.html"}
    assert sum(first[name] == second[name] for name in pages) > 0.8 * len(pages)
    # And so many were not even written into the new site.
    assert len(pages & stayed[1]) > 0.8 * len(pages)


def test_texts_that_are_kept_no_more_are_read_again(tmp_path: Path) -> None:
    """Of what did not change only records are read; its text is read where a page, here each, is made anew."""
    archive = Archive(tmp_path)
    archive.check({})
    bodies = Bodies(Store(None), chosen("", 1))
    found = [
        article.load(p.read_text("utf-8")) for p in archive.content.rglob("*.md") if p.name != "issue.md"
    ]
    gone = [bodies.key(body, meta.kind == "diary") for meta, body in found if not meta.withdrawn]
    with contextlib.closing(sqlite3.connect(tmp_path / "results.sqlite")) as file, file:
        held = file.executemany("DELETE FROM results WHERE key = ?", [(key,) for key in gone]).rowcount
    assert held > 5
    archive.edit(archive.theme / "templates" / "article.html", lambda text: text.replace("目录", "提纲"))
    archive.check({})


def test_what_a_process_beside_asks_for_is_kept_as_long_as_anything(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "BUILD_PROCESSES = 2\n")
    one = archive.article()
    for number in range(4):  # the fourth run notes what was of use
        archive.edit(one, lambda text, number=number: f"{text.rstrip()}\n\n另行通知{number}。\n")  # type: ignore[misc]
        build(str(archive.conf))
    rows = Derived(Store(None), "documents of the index")._names
    with contextlib.closing(sqlite3.connect(tmp_path / "results.sqlite")) as file:
        asked = dict(file.execute("SELECT key, run FROM asked"))
    assert {asked[row] for row in rows if row in asked} == {4}


def test_a_file_that_keeps_its_size_and_time_is_read_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.check({})
    one = archive.article()
    held = one.stat()
    text = one.read_text("utf-8")
    place = text.rindex("。")
    one.write_text(f"{text[:place]}！{text[place + 1 :]}", encoding="utf-8")
    os.utime(one, ns=(held.st_atime_ns, held.st_mtime_ns))
    assert one.stat().st_size == held.st_size
    assert archive.check({})


def test_ledgers_and_sources_that_change_are_read_again(tmp_path: Path) -> None:
    """Each state is built twice: first it is read anew, then, with a comma elsewhere, it is taken as kept."""
    archive = Archive(tmp_path)
    one = archive.article(number=True)
    elsewhere = next(p for p in (archive.content / "documents").rglob("*.md"))

    def check() -> str:
        for _ in range(2):
            time.sleep(0.1)
            archive.edit(elsewhere, lambda text: text.rstrip("\n") + "，\n")
            archive.check({})
        pages = snapshot(archive.folder / "output")
        names = ("coverage.html", *sorted(name for name in pages if one.stem in name and ".html" in name))
        return "".join(pages[name].decode() for name in names)

    archive.note(one, "unfinished-paragraph")
    first = check()
    assert "此段在来源中没有写完" in first
    archive.note(one, "mixed", left="——印在页边的字——")
    second = check()
    assert "此处编号重新开始" in second and "此段在来源中没有写完" not in second
    assert "<del>——印在页边的字——</del>" in second and "<del>" not in first
    flag = json.loads(one.with_name("ingest.json").read_text("utf-8"))["flags"][0]
    row = ", ".join(f"{name} = {json.dumps(flag[name], ensure_ascii=False)}" for name in flag)
    one.with_name("decisions.toml").write_text(f"right = [{{{row}}}]\n", encoding="utf-8")
    decided = check()
    assert "此处编号重新开始" not in decided and "<del>——印在页边的字——</del>" in decided
    (tmp_path / "sources" / "made-up.txt").write_text("别的文字\n", encoding="utf-8")
    assert "<del>——印在页边的字——</del>" not in check()
    (tmp_path / "sources" / "made-up.txt").unlink()
    check()
    one.with_name("ingest.json").unlink()
    assert "made-up.txt" not in check()


def test_code_and_data_of_the_program_count(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1", encoding="utf-8")
    before = keys.program(tmp_path)
    assert keys.program(tmp_path) == before
    (tmp_path / "a.py").write_text("x = 2", encoding="utf-8")
    after = keys.program(tmp_path)
    (tmp_path / "words.toml").write_text("", encoding="utf-8")
    assert len({before, after, keys.program(tmp_path)}) == 3


def test_what_cannot_be_told_has_no_key() -> None:
    with pytest.raises(keys.NoKey):
        keys.digest(object())
    assert keys.digest("ab", "c") != keys.digest("a", "bc")
    assert keys.digest(("a",), "b") != keys.digest("a", ("b",))
    assert keys.digest({"b": 1, "a": 2}) == keys.digest({"a": 2, "b": 1})


def test_the_key_of_settings_is_the_same_for_the_same_values_and_names_what_it_cannot_tell() -> None:
    one = {"A": {"b": (1, {"x", "y"}), 2: None}, "C": re.compile("a+"), "D": Path("x"), "E": keys.digest}
    same = {"E": keys.digest, "D": Path("x"), "C": re.compile("a+"), "A": {2: None, "b": [1, {"y", "x"}]}}
    assert keys.settings(one) == keys.settings(same)
    others = [
        {**one, "A": {"b": (1, {"x"}), 2: None}},
        {**one, "C": re.compile("a+", re.I)},
        {**one, "E": keys.program},
    ]
    assert len({keys.settings(other) for other in (one, *others)}) == 4
    assert keys.settings({"A": {1: "x"}}) != keys.settings({"A": {"1": "x"}})
    for value in (object(), lambda text: text, Path.exists, [{"deep": object()}]):
        with pytest.raises(keys.NoKey, match=r"^OWN "):
            keys.settings({"A": 1, "OWN": value})


def test_a_setting_that_nobody_can_tell_apart_is_named(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    archive = Archive(tmp_path)
    archive.conf.write_text(archive.conf.read_text("utf-8") + "OWN_THING = object()\n", encoding="utf-8")
    for _ in range(2):
        build(str(archive.conf))
        assert "the setting OWN_THING (object) holds something" in capfd.readouterr().err


def test_a_filter_of_the_keepers_own_is_asked_anew(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    page = archive.theme / "templates" / "article.html"
    archive.edit(page, lambda text: text.replace("{% endblock %}", "{{ 'x' | mine }}{% endblock %}"))
    helper = "JINJA_FILTERS = {'mine': lambda text: %r}\n"
    conf = archive.conf.read_text("utf-8")
    for said in ("first", "second"):
        archive.conf.write_text(conf + helper % f"said-{said}", encoding="utf-8")
        build(str(archive.conf))
        pages = [data for name, data in snapshot(archive.folder / "output").items() if name.endswith(".html")]
        assert any(f"said-{said}".encode() in data for data in pages)
        other = "second" if said == "first" else "first"
        assert not any(f"said-{other}".encode() in data for data in pages)
