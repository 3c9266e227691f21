"""What the keeper adds: pages, files that are copied as they are, and what a site in China shows in its foot."""

from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.issues import own
from gongbao.workshop.build import BuildError, build_into
from lxml import html


def laid_out(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_pages_files_and_particulars(tmp_path: Path) -> None:
    home = laid_out(
        tmp_path,
        {
            "content/documents/jia/jia.md": "Title: 甲\nSlug: jia\n\n正文。\n",
            "content/pages/about.md": "Title: 关于本站\n\n本站由甲县档案馆整理。\n",
            "files/CNAME": "gongbao.example.gov.cn\n",
            "files/.well-known/check.txt": "1234",
        },
    )
    build_into(
        home / "output",
        home / "content",
        {
            "SITE_PARTICULARS": [("主办单位", "甲县人民政府办公室", ""), ("ICP备案号", "甲ICP备1号", "https://beian.miit.gov.cn/")],
            "PUBLIC_SECURITY_NUMBER": "甲公网安备 50000000000001号",
            "MENUITEMS": [("首页", "index.html"), ("县政府", "https://www.example.gov.cn/")],
        },
    )  # fmt: skip
    assert (home / "output/CNAME").read_text(encoding="utf-8") == "gongbao.example.gov.cn\n"
    assert (home / "output/.well-known/check.txt").read_text(encoding="utf-8") == "1234"
    page = html.fromstring((home / "output/pages/about.html").read_bytes())
    assert "本站由甲县档案馆整理。" in page.text_content()
    foot = html.fromstring((home / "output/documents/jia.html").read_bytes()).xpath(
        "//footer[@class='site-foot']"
    )[0]
    links = {a.text_content(): a.get("href") for a in foot.iter("a")}
    assert links["关于本站"] == "../pages/about.html"
    assert links["甲ICP备1号"] == "https://beian.miit.gov.cn/"
    assert links["甲公网安备 50000000000001号"].endswith("code=50000000000001")
    assert "主办单位：甲县人民政府办公室" in foot.text_content()
    assert page.xpath('//nav[@aria-label="全站"]//a/@href') == [
        "../index.html",
        "https://www.example.gov.cn/",
    ]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"files/index.html": "x"}, "rename yours"),
        ({"content/pages/About.md": "Title: 甲\n\n乙\n"}, "small letters"),
        ({"content/pages/about.md": "乙\n"}, "header"),
    ],
)
def test_a_mistake_stops_the_build(tmp_path: Path, files: dict[str, str], told: str) -> None:
    home = laid_out(tmp_path, {"content/documents/jia/jia.md": "Title: 甲\nSlug: jia\n\n正文。\n", **files})
    with pytest.raises(BuildError, match=told):
        build_into(home / "output", home / "content")


def test_what_is_shared_says_title_kind_and_address(small_site: Callable[..., Path]) -> None:
    output = small_site(
        {"documents/x/x.md": 'Title: 关于"甲&乙"的通知\nSlug: x\n\n正文。\n'}, SITEURL="https://e.org/x"
    )
    for name, kind in (("documents/x.html", "article"), ("index.html", "website")):
        page = html.fromstring((output / name).read_bytes())
        shared = {m.get("property"): m.get("content") for m in page.xpath("//meta[@property]")}
        assert shared["og:type"] == kind
        assert shared["og:title"] == page.findtext(".//title")
        assert shared["og:description"] == page.xpath('//meta[@name="description"]/@content')[0]
        assert shared["og:url"] == f"https://e.org/x/{name}"
    assert b"og:url" not in (output / "404.html").read_bytes()
    assert '关于"甲&乙"的通知' in (
        html.fromstring((output / "documents/x.html").read_bytes()).findtext(".//title") or ""
    )


@pytest.mark.parametrize("name", ["forms/.git/config", ".git", "forms/.GIT"])
def test_what_git_keeps_among_the_files_is_not_published(tmp_path: Path, name: str) -> None:
    path = tmp_path / "files" / name
    path.parent.mkdir(parents=True)
    path.touch()
    (tmp_path / "files" / ".gitignore").touch()
    with pytest.raises(own.OwnError, match=f"files/{name}: what git keeps for itself"):
        own.copy(tmp_path / "files", tmp_path / "output")
