"""The link check finds what breaks on a host, below a sub-path or on the disk, and nothing else."""

from pathlib import Path

import pytest
from gongbao.workshop.links import check

GOOD = [
    '<a href="b.html">b</a>',
    '<a href="sub/c.html#here">c</a>',
    '<a href="#top">up</a><p id="top"></p>',
    '<a href="">this page</a>',
    '<a href="b.html?q=%E5%85%AC%E6%8A%A5">query</a>',
    '<a href="%E5%85%AC%E6%8A%A5.html">coded name</a>',
    '<a href="https://example.org/">another site, followed</a>',
    '<a href="mailto:a@example.org">post</a>',
    '<link rel="canonical" href="https://example.org/a.html">',
    '<img src="data:image/png;base64,AAAA" alt="">',
    '<form action="b.html"></form>',
    '<svg><a href="b.html"><text>bar</text></a></svg>',
]
BAD = [
    ('<a href="missing.html">x</a>', "leads to no file"),
    ('<a href="B.html">x</a>', "leads to no file"),
    ('<a href="b.html#nowhere">x</a>', "leads to no id in b.html"),
    ('<a href="#nowhere">x</a>', "leads to no id in a.html"),
    ('<a href="sub/">x</a>', "leads to a folder: name its index.html"),
    ('<a href="/b.html">x</a>', "begins at the root of the host"),
    ('<a href="../b.html">x</a>', "leaves the folder of the site"),
    ('<a href="javascript:alert(1)">x</a>', "begins with javascript:"),
    ('<a href="data:text/html,x">x</a>', "begins with data:"),
    ('<script src="https://example.org/x.js"></script>', "is loaded from another site"),
    ('<script src="//example.org/x.js"></script>', "is loaded from another site"),
    ('<link rel="stylesheet" href="https://example.org/x.css">', "is loaded from another site"),
    ('<img srcset="b.html 1x, missing.png 2x" alt="">', "'missing.png' leads to no file"),
    ('<meta http-equiv="refresh" content="0; url=gone.html">', "'gone.html' leads to no file"),
    ('<form action="gone.html"></form>', "leads to no file"),
    ('<p id="x"></p><p id="x"></p>', "the id 'x' stands 2 times"),
]


def site(folder: Path, body: str) -> Path:
    page = "<!DOCTYPE html><html lang='zh'><head><meta charset='utf-8'></head><body>{}</body></html>"
    (folder / "sub").mkdir()
    (folder / "a.html").write_text(page.format(body), encoding="utf-8")
    for name in ("b.html", "公报.html", "sub/c.html"):
        (folder / name).write_text(page.format("<p id='here'></p>"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("body", GOOD)
def test_a_good_address_is_passed(tmp_path: Path, body: str) -> None:
    assert check(site(tmp_path, body)) == []


@pytest.mark.parametrize(("body", "fault"), BAD)
def test_a_bad_address_is_named_with_its_page(tmp_path: Path, body: str, fault: str) -> None:
    found = check(site(tmp_path, body))
    assert len(found) == 1
    assert found[0].startswith("a.html: ")
    assert fault in found[0]


def test_the_archive_has_no_broken_link(archive_site: Path) -> None:
    assert check(archive_site) == []


def test_the_sample_has_no_broken_link(sample_site: Path) -> None:
    assert check(sample_site) == []
