"""Status first: each badge stands in each place where its document does, and no other document has one."""

import csv
import gzip
import json
import re
import zipfile
from pathlib import Path

import pytest
from gongbao.workshop.build import BuildError, build_into
from lxml import html

from tests.conftest import STATUS

ISSUE = "qingxi-gongbao/2023/01"
# number → badges in their order, and words that the first notice says
EXPECTED = {
    "1": (["已废止", "继续有效"], "已被青溪府发〔2024〕1号废止"),
    "2": (["有修改"], "已被青溪府发〔2024〕2号修改"),
    "3": (["有更正"], "刊登后有更正，见《更正》"),
    "4": (["有效期至2025年1月31日"], "有效期至2025年1月31日（自2023年2月1日起算）"),
    "5": (
        ["继续有效"],
        "青溪县人民政府办公室2024年1月20日公布继续有效，见《青溪县人民政府规范性文件清理结果》",
    ),
    "6": (["已失效"], "青溪县人民政府办公室2024年1月20日公布已失效"),
    "7": (["已撤下"], "本库已于2024年6月1日撤下这篇文字：含个人信息"),
    "8": ([], ""),
}
CASES = pytest.mark.parametrize("serial", EXPECTED)


def page(site: Path, url: str) -> html.HtmlElement:
    return html.fromstring((site / url).read_bytes())


def badges(element: html.HtmlElement) -> list[str]:
    return [str(b.text_content()) for b in element.xpath('.//*[contains(@class, "badge ")]')]


def article(serial: str) -> str:
    return f"{ISSUE}/qingxi-fufa-2023-{serial}"


def row(site: Path, url: str, serial: str, within: str) -> html.HtmlElement:
    """Return the row of a list that leads to a document."""
    (found,) = page(site, url).xpath(f'//a[contains(@href, "qingxi-fufa-2023-{serial}.html")]/{within}')
    return found


@CASES
def test_above_the_title(status_site: Path, serial: str) -> None:
    (paper,) = page(status_site, article(serial) + ".html").xpath('//article[contains(@class, "paper")]')
    shown, words = EXPECTED[serial]
    assert badges(paper) == shown
    first = paper.xpath("./*")[0]
    assert first.get("class") == ("notices" if shown else "paper-head")
    assert words in first.text_content()


@CASES
@pytest.mark.parametrize(
    ("url", "within"),
    [
        (f"{ISSUE}/index.html", "parent::span"),
        ("agency/qing-xi-xian-ren-min-zheng-fu.html", "parent::td"),
        ("section/xian-zheng-fu-wen-jian.html", "parent::td"),
        ("genre/tong-zhi.html", "parent::td"),
        ("year/2023.html", "parent::td"),
    ],
)
def test_in_contents_and_lists(status_site: Path, serial: str, url: str, within: str) -> None:
    assert badges(row(status_site, url, serial, within)) == EXPECTED[serial][0]


@CASES
def test_on_the_page_of_the_number(status_site: Path, serial: str) -> None:
    tree = page(status_site, f"number/qingxi-fufa/2023/{serial}.html")
    shown, words = EXPECTED[serial]
    assert [badges(n)[0] for n in tree.xpath('//*[contains(@class, "notice-line")]')] == shown
    assert words in tree.text_content()
    (listed,) = page(status_site, "number/qingxi-fufa/index.html").xpath(
        f'//ol[@class="serials"]/li[a[contains(@href, "2023/{serial}.html")]]'
    )
    assert badges(listed) == shown


@CASES
def test_in_feeds(status_site: Path, serial: str) -> None:
    feed = html.fromstring((status_site / "feeds/year/2023.xml").read_bytes())
    (entry,) = feed.xpath(f'//entry[link[contains(@href, "qingxi-fufa-2023-{serial}.html")]]')
    shown, words = EXPECTED[serial]
    assert re.findall("［(.*?)］", entry.findtext("title") or "") == shown
    assert words in (entry.findtext("summary") or "")


def test_what_befell_documents_is_announced_in_a_feed_of_its_own(status_site: Path) -> None:
    feed = html.fromstring((status_site / "feeds/changes.xml").read_bytes())
    links = [entry.xpath('.//link[@rel="alternate"]/@href')[0] for entry in feed.xpath("//entry")]
    for serial in ("1", "2", "3"):
        assert f"../{article(serial)}.html" in links
    assert f"../{article('8')}.html" not in links
    days = [entry.findtext("updated") for entry in feed.xpath("//entry")]
    assert days == sorted(days, reverse=True)
    ids = [entry.findtext("id") for entry in feed.xpath("//entry")]
    assert len(set(ids)) == len(ids)


def test_issues_have_a_feed_with_their_contents(status_site: Path) -> None:
    feed = html.fromstring((status_site / "feeds/issues.xml").read_bytes())
    links = [entry.xpath('.//link[@rel="alternate"]/@href')[0] for entry in feed.xpath("//entry")]
    assert links == ["../qingxi-gongbao/2024/01/index.html", "../qingxi-gongbao/2023/01/index.html"]
    assert "更正" in feed.xpath("//entry/summary")[0].text_content()


def test_every_page_names_the_feed_of_texts_and_all_but_texts_the_others(status_site: Path) -> None:
    pages = [p for p in status_site.rglob("*.html") if b'http-equiv="refresh"' not in p.read_bytes()]
    assert len(pages) > 20
    for path in pages:
        found = html.fromstring(path.read_bytes()).xpath('//link[@type="application/atom+xml"]/@href')
        names = [href.partition("feeds/")[2] for href in found]
        # A text's own page, of which an archive has thousands, names the one that it is in.
        is_text = path.with_suffix(".json").is_file()
        assert names[:3] == (["all.xml"] if is_text else ["all.xml", "issues.xml", "changes.xml"]), path
        if path.name != "404.html":
            assert all((path.parent / href).is_file() for href in found)


@CASES
def test_in_citations(status_site: Path, serial: str) -> None:
    words = EXPECTED[serial][1]
    cited = page(status_site, article(serial) + ".html").xpath('//*[@class="cite-text"]')[0].text_content()
    assert words in cited
    assert cited.endswith("）") is bool(words)
    with gzip.open(status_site / "data/2023.jsonl.gz", "rt", encoding="utf-8") as lines:
        (told,) = [row for row in map(json.loads, lines) if row["url"] == article(serial) + ".html"]
    bib, ris = told["bibtex"], told["ris"]
    assert words in bib
    assert words in "".join(line for line in ris.splitlines() if line.startswith("N1  - "))


@CASES
def test_in_the_data(status_site: Path, serial: str) -> None:
    words = EXPECTED[serial][1]
    told = json.loads((status_site / (article(serial) + ".json")).read_text(encoding="utf-8"))
    assert len(told.get("notices", [])) == len(EXPECTED[serial][0])
    assert words in told["status"]
    assert told["status"] == (told.get("notices", [""])[0] if words else "本库未见废止")
    rows = csv.DictReader((status_site / "catalogue.csv").read_text(encoding="utf-8-sig").splitlines())
    (line,) = [r for r in rows if r["slug"] == f"qingxi-fufa-2023-{serial}"]
    assert words in line["status"]


@CASES
def test_in_the_contents_of_the_whole_issue(status_site: Path, serial: str) -> None:
    tree = page(status_site, f"{ISSUE}/print.html")
    (line,) = tree.xpath(f'//nav[contains(@class, "print-contents")]//li[position()={serial}]')
    assert badges(line) == EXPECTED[serial][0]


def test_the_latest_issue_on_the_home_page_shows_badges(small_site, status_site: Path) -> None:  # type: ignore[no-untyped-def]
    home = page(status_site, "index.html")
    assert badges(home.xpath('//*[@class="contents"]')[0]) == []


def test_a_correction_says_what_it_corrects(status_site: Path) -> None:
    tree = page(status_site, "qingxi-gongbao/2024/01/geng-zheng.html")
    (line,) = tree.xpath('//section[@aria-labelledby="references"]//p[@class="citation-line"]')
    assert line.text_content().split() == ["更正", "青溪府发〔2023〕3号", "青溪县人民政府关于春耕补贴的通知"]


def test_what_is_not_held_is_never_said_to_stand(status_site: Path) -> None:
    known = page(status_site, "number/qingxi-fufa/2019/9.html").text_content()
    assert "已被青溪府发〔2024〕2号废止" in known
    assert all(
        "本库未见废止" not in path.read_text(encoding="utf-8")
        for path in (status_site / "number").rglob("*.html")
        if "本库未收录这份文件" in path.read_text(encoding="utf-8")
    )


def test_a_later_repeal_goes_before_a_list_that_knew_nothing_of_it(status_site: Path) -> None:
    assert EXPECTED["1"][0] == ["已废止", "继续有效"]
    tree = page(status_site, article("1") + ".html")
    assert (
        "继续有效"
        not in tree.xpath('//*[@class="notice-line"]|//p[contains(@class, "notice-line")]')[0].text_content()
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[list]]\nstatus = '有效'\noffice='甲'\ndate='2024-01-01'\ntitle='乙'\ndocuments=['甲府发〔2020〕1号']", "write one of 继续有效"),
        ("[[list]]\nstatus = '废止'\noffice='甲'\ndate='2024-1-1'\ntitle='乙'\ndocuments=['甲府发〔2020〕1号']", "write it as 2025-01-10"),
        ("[[list]]\nstatus = '废止'\noffice='甲'\ndate='2024-01-01'\ntitle='乙'\ndocuments=['甲']", "write a document number"),
        ("[[list]]\nstatus = '废止'\noffice='甲'\ndate='2024-01-01'\ntitle='乙'\nsource='javascript:x'\ndocuments=['甲府发〔2020〕1号']", "write an address"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_used_stops_the_build(small_site, text: str, told: str) -> None:  # type: ignore[no-untyped-def]

    with pytest.raises(BuildError, match=told):
        small_site({"validity.toml": text}, archive=True)


def test_in_books(tmp_path: Path) -> None:
    build_into(tmp_path / "output", STATUS, {"BOOKS_TO": str(tmp_path)})
    with zipfile.ZipFile(tmp_path / "qingxi-gongbao-2023-01.epub") as book:
        for serial, (shown, words) in EXPECTED.items():
            (name,) = [n for n in book.namelist() if n.endswith(f"qingxi-fufa-2023-{serial}.xhtml")]
            chapter = html.fromstring(book.read(name))
            assert badges(chapter) == shown
            assert words in chapter.text_content()


def test_nothing_is_left_of_a_text_that_was_withdrawn(status_site: Path) -> None:
    kept = [path for path in status_site.rglob("*") if path.is_file()]
    assert kept
    for words in ("柳无名", "桃花巷", "桃花乡"):
        assert [p.name for p in kept if words.encode() in p.read_bytes()] == []
    tree = page(status_site, article("7") + ".html")
    assert tree.xpath('//meta[@name="robots"]/@content') == ["noindex"]


def test_a_blacked_out_text_does_not_show_its_source(small_site) -> None:  # type: ignore[no-untyped-def]
    text = "Title: 甲\nSlug: jia\nSource: jia.txt\n\n联系人████。\n"
    site = small_site({"documents/jia/jia.md": text})
    assert (site / "documents/jia.html").is_file()
    assert not (site / "documents/jia.source.html").exists()


def test_every_badge_of_a_term_can_be_compared_with_the_readers_day(status_site: Path) -> None:
    """Wherever 有效期至 stands on a page, in lists and on number pages too, the last day stands beside it for page.js."""
    found = 0
    for path in status_site.rglob("*.html"):
        for badge in html.fromstring(path.read_bytes()).xpath('//*[contains(@class, "badge-expiring")]'):
            found += 1
            assert badge.xpath("ancestor-or-self::*/@data-until") == ["2025-01-31"], path
    assert found > 5
