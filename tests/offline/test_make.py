"""The packages hold what they say, offer themselves on the site, and come out the same every time."""

import hashlib
import os
import re
import shutil
import signal
import sys
import zipfile
from pathlib import Path

import pytest
from gongbao.offline import extras, inputs, packages, unfinished
from gongbao.workshop import ROOT, checksums, links
from gongbao.workshop.build import build
from lxml import html

from tests.offline.packing import lay_out, pack, packing

NAMES = [
    "archive.zim",
    "archive.zip",
    "yunling-gongbao-2024-01.epub",
    "yunling-gongbao-2024-01.pdf",
    "yunling-gongbao-2024-01.zip",
    "yunling-gongbao-2024-03.epub",
    "yunling-gongbao-2024-03.pdf",
    "yunling-gongbao-2024-03.zip",
    "yunling-gongbao-2024.epub",
]

ISSUE_ZIPS = ("yunling-gongbao-2024-01.zip", "yunling-gongbao-2024-03.zip")


def unpack(path: Path, target: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(target)
    return target / path.stem


def test_the_archive_and_every_issue_have_their_packages(packed: Path) -> None:
    assert sorted(p.name for p in (packed / "dist").iterdir()) == sorted([*NAMES, packages.LIST, inputs.LIST])
    for package in packages.read(packed / "dist").packages:
        data = (packed / "dist" / package.name).read_bytes()
        assert (package.size, package.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_a_zip_is_a_whole_site_in_one_folder(packed: Path, tmp_path: Path) -> None:
    for name in NAMES:
        if name.endswith(".zip"):
            with zipfile.ZipFile(packed / "dist" / name) as archive:
                assert {member.split("/")[0] for member in archive.namelist()} == {Path(name).stem}
            site = unpack(packed / "dist" / name, tmp_path)
            assert links.check(site) == []
            assert (site / "index.html").is_file()
            assert not (site / "404.html").exists()
            assert not (site / "downloads.html").exists()
            assert checksums.verify(packed / "dist" / name).whole
            assert checksums.verify(site).whole


def test_the_zip_of_an_issue_holds_that_issue_alone(packed: Path, tmp_path: Path) -> None:
    site = unpack(packed / "dist" / "yunling-gongbao-2024-03.zip", tmp_path)
    texts = sorted((packed / "content" / "yunling-gongbao" / "2024-03").glob("yunling-*.md"))
    assert [p.stem for p in texts] == sorted(
        p.stem for p in (site / "yunling-gongbao" / "2024" / "03").glob("yunling-*.html")
    )
    assert [p.name for p in (site / "yunling-gongbao" / "2024").iterdir()] == ["03"]
    home = html.parse(site / "index.html").findtext(".//title")
    assert home == "云岭县人民政府公报2024年第3期（总第43期）"
    assert "本包只收这一期" in (site / "index.html").read_text("utf-8")


def test_the_page_of_downloads_names_every_package_with_its_true_size(packed: Path) -> None:
    site = packed / "output"
    page = html.parse(site / "downloads.html")
    offered = {
        a.get("href").removeprefix("./"): a.getparent().text_content()
        for a in page.iterfind(".//main//a[@download]")
    }
    assert sorted(offered) == sorted(f"downloads/{name}" for name in NAMES)
    for package in packages.read(packed / "dist").packages:
        assert package.size_label in offered[package.url]
        assert (site / package.url).read_bytes() == (packed / "dist" / package.name).read_bytes()
        assert package.sha256 in page.getroot().text_content()
    issue = html.parse(site / "yunling-gongbao" / "2024" / "03" / "index.html")
    beside = [a.get("href") for a in issue.iterfind(".//ul[@class='downloads']//a[@download]")]
    assert sorted(beside) == [
        f"../../../downloads/yunling-gongbao-2024-03.{kind}" for kind in ("epub", "pdf", "zip")
    ]
    publication = html.parse(site / "yunling-gongbao" / "index.html")
    books = [a.get("href") for a in publication.iterfind(".//section[@class='year']//a[@download]")]
    assert books == ["../downloads/yunling-gongbao-2024.epub"]
    foot = [a.get("href") for a in issue.iterfind(".//footer//nav//a")]
    assert "../../../downloads.html" in foot
    assert [fault for fault in links.check(site) if not fault.startswith("404.html")] == []
    assert checksums.verify(site).whole


def test_a_site_without_packages_says_nothing_of_them(archive_site: Path) -> None:
    assert not (archive_site / "downloads.html").exists()
    assert "下载与校验" not in (archive_site / "index.html").read_text("utf-8")
    assert checksums.verify(archive_site).whole


def test_a_site_newer_than_its_packages_says_so(packed: Path, tmp_path: Path, capfd) -> None:
    settings = lay_out(tmp_path)
    shutil.copytree(packed / "dist", tmp_path / "dist")
    build(str(settings))
    assert "本站又有更新" not in (tmp_path / "output" / "downloads.html").read_text("utf-8")
    text = tmp_path / "content" / "documents" / "yunling-yinshui" / "yunling-fuhan-2024-9.md"
    text.write_text(text.read_text("utf-8") + "\n又一段。\n", encoding="utf-8")
    build(str(settings))
    assert "本站又有更新" in (tmp_path / "output" / "downloads.html").read_text("utf-8")
    assert "run `inv offline`" in capfd.readouterr().err


def told(packed: Path) -> list[packages.Package]:
    """Return the packages, without what differs from run to run: the ZIM."""
    return [p for p in packages.read(packed / "dist").packages if p.kind != "zim"]


def test_the_same_archive_gives_the_same_bytes(packed: Path, tmp_path: Path) -> None:
    other = tmp_path / "other-place"
    settings = lay_out(other, "https://example.org/gongbao")
    for path in sorted((other / "content").rglob("*"), reverse=True):
        os.utime(path, (10**9, 10**9))
    pack(settings, PYTHONHASHSEED="12345", TZ="America/Los_Angeles")
    for name in [*NAMES, inputs.LIST]:
        if not name.endswith(".zim"):
            assert (packed / "dist" / name).read_bytes() == (other / "dist" / name).read_bytes(), name
    assert told(packed) == told(other)
    # Only the ZIM, and the pages that tell its size or sum, differ.
    ours, theirs = (
        checksums.read((folder / "output" / checksums.NAME).read_bytes(), "") for folder in (packed, other)
    )
    differing = {name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)}
    of_zim = {"downloads/archive.zim", "downloads.html", "service-worker.js"}
    assert {name for name in differing if not name.startswith("offline/")} <= of_zim
    assert "downloads/archive.zip" in ours


def test_what_the_program_makes_of_its_catalogues_is_no_change_of_it(tmp_path: Path) -> None:
    settings = lay_out(tmp_path)
    theme = shutil.copytree(ROOT / "theme", tmp_path / "theme")
    with settings.open("a", encoding="utf-8") as file:
        file.write(f"THEME = {str(theme)!r}\n")
    (theme / "words.po").touch()
    before = inputs.of_program(str(settings))
    for made in ("words.mo", "words.17.tmp", "__pycache__/words.pyc"):
        (theme / made).parent.mkdir(exist_ok=True)
        (theme / made).write_bytes(b"made")
    assert inputs.of_program(str(settings)) == before
    # A package has what was made alone.
    (theme / "words.po").unlink()
    assert inputs.of_program(str(settings)) != before


def test_what_did_not_change_is_not_made_again(packed: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    settings = lay_out(home, "https://example.org/gongbao")
    dist = shutil.copytree(packed / "dist", home / "dist")
    before = {p.name: p.read_bytes() for p in dist.iterdir()}
    assert "dist/: nothing changed since its packages were made" in pack(settings)
    text = next((home / "content" / "yunling-gongbao" / "2024-03").glob("yunling-*.md"))
    text.write_text(text.read_text("utf-8") + "\n又一段。\n", encoding="utf-8")
    damaged = dist / "yunling-gongbao-2024-01.pdf"
    damaged.write_bytes(bytes(reversed(damaged.read_bytes())))
    said = [
        line.split("/")[1].split(" ", 1)[1] for line in pack(settings).splitlines() if re.match(r"\d+/", line)
    ]
    assert sorted(said) == [
        "archive.zim",
        "archive.zip",
        "yunling-gongbao-2024-01.pdf",
        "yunling-gongbao-2024-03.pdf",
        "yunling-gongbao-2024-03.zip",
    ]
    after = {p.name: p.read_bytes() for p in dist.iterdir()}
    assert {name for name in NAMES if after[name] == before[name]} == {
        f"yunling-gongbao-2024-01.{kind}" for kind in ("epub", "pdf", "zip")
    }


def test_a_run_that_was_interrupted_is_taken_up_by_the_next(tmp_path: Path) -> None:
    settings = lay_out(tmp_path)
    with packing(settings, without="ebooklib weasyprint libzim") as run:
        made = next(line for line in run.stdout if re.match(r"1/3 ", line)).split()[1]
        run.send_signal(signal.SIGINT)
    assert run.returncode and not (tmp_path / "dist").exists()
    kept = tmp_path / unfinished.PLACE
    # A second one may have been ready at the same time.
    taken = {path.name.split(".", 2)[2] for path in kept.iterdir()}
    assert made in taken
    left = kept.with_name("packing-of-a-run-that-was-killed")
    left.mkdir()
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "letter.txt").write_text("a person's", encoding="utf-8")
    said = pack(settings, without="ebooklib weasyprint libzim")
    names = {"archive.zip", *ISSUE_ZIPS, "letter.txt"}
    assert set(re.findall(r"^\d+/\d+ (\S+)", said, re.M)) == names - taken - {"letter.txt"}
    assert not kept.exists() and not left.exists()
    assert names < {path.name for path in (tmp_path / "dist").iterdir()}


def test_a_kept_package_that_is_damaged_or_made_from_else_is_not_taken(tmp_path: Path) -> None:
    shelf = unfinished.Unfinished(tmp_path / "kept")
    package, target = tmp_path / "a.zip", tmp_path / "made" / "a.zip"
    package.write_bytes(b"whole")
    target.parent.mkdir()
    assert not shelf.take(target, "f" * 64)
    shelf.keep(package, "f" * 64)
    assert not shelf.take(target, "0" * 64) and not shelf.take(target.with_name("b.zip"), "f" * 64)
    assert shelf.take(target, "f" * 64) and target.read_bytes() == b"whole"
    for path in shelf.folder.iterdir():
        path.write_bytes(b"other")
    assert not shelf.take(target, "f" * 64) and not target.exists()


def test_an_archive_with_a_mistake_leaves_the_packages_as_they_were(packed: Path, tmp_path: Path) -> None:
    settings = lay_out(tmp_path)
    dist = shutil.copytree(packed / "dist", tmp_path / "dist")
    before = {p.name: p.read_bytes() for p in dist.iterdir()}
    text = tmp_path / "content" / "documents" / "yunling-yinshui" / "yunling-fuhan-2024-9.md"
    text.write_text(text.read_text("utf-8").replace("Title:", "Titel:"), encoding="utf-8")
    with pytest.raises(AssertionError, match="dist/ is as it was"):
        pack(settings)
    assert {p.name: p.read_bytes() for p in dist.iterdir()} == before


@pytest.mark.parametrize(
    ("form", "module", "lock"),
    [("EPUB", "ebooklib", "epub"), ("PDF", "weasyprint", "typeset"), ("ZIM", "libzim", "zim")],
)
def test_a_form_whose_package_is_missing_is_left_out_with_the_command_that_brings_it(
    form: str, module: str, lock: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert extras.missing(form) == (
        f"{form} is left out, since {module} is not installed — to have it, run: "
        f".venv/bin/python -m pip install --require-hashes -r requirements/{lock}.txt"
    )
    assert (ROOT / "requirements" / f"{lock}.txt").is_file()


def test_without_any_extra_the_zips_are_made_and_none_is_kept_that_the_archive_changed_under(
    tmp_path: Path,
) -> None:
    settings = lay_out(tmp_path)
    shutil.rmtree(tmp_path / "content" / "yunling-gongbao" / "2024-01")
    with packing(settings, without="ebooklib weasyprint libzim") as run:
        left_out = [run.stdout.readline().split(" is ")[0] for _ in range(3)]
        assert "the whole archive" in run.stdout.readline()
        text = next((tmp_path / "content").rglob("yunling-*.md"))
        text.write_text(text.read_text("utf-8"), encoding="utf-8")
        _, errors = run.communicate()
    assert (run.returncode, left_out) == (0, ["EPUB", "PDF", "ZIM"])
    assert "the archive changed while dist/ was made of it" in errors
    assert inputs.read(tmp_path / "dist") == {}
    made = [package.name for package in packages.read(tmp_path / "dist").packages]
    assert made == ["archive.zip", "yunling-gongbao-2024-03.zip"]
