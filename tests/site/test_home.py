"""The front page: who publishes, what is new, what changed, the ways in; feeds by the day of adding."""

import shutil
from pathlib import Path

import pytest
from gongbao.workshop.build import BuildError, build_into
from lxml import html

from tests.conftest import COUNTY

OLD = "nanlu-gongbao/2019-03/nanlu-furen-2019-2.md"


def tree(site: Path, name: str = "index.html") -> html.HtmlElement:
    return html.fromstring((site / name).read_bytes())


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COUNTY, tmp_path / "content"))


def test_it_names_the_office_and_gives_examples_that_are_found(county_site: Path) -> None:
    page = tree(county_site)
    assert page.xpath('//p[@class="office"]/text()') == ["南麓县人民政府办公室"]
    (words,) = page.xpath('//input[@name="q"][@id="q"]/@placeholder')
    titles = [t.text_content() for t in page.xpath('//ol[@class="news-list"]//a')]
    assert any(words.removeprefix("例如：") in title for title in titles)
    (number,) = page.xpath('//input[@id="number"]/@placeholder')
    assert number.startswith("例如：南麓府")


def test_what_changed_and_the_ways_in_are_there_and_what_is_not_held_is_not(county_site: Path) -> None:
    page = tree(county_site)
    (changed,) = page.xpath('//section[@aria-labelledby="changed-title"]')
    assert "已废止" in changed.xpath(".//li")[1].xpath(".//*[contains(@class, 'badge')]/text()")
    ways = [" ".join(dt.text_content().split()) for dt in page.xpath('//section[@class="ways"]//dt')]
    assert ways == ["按公报", "按年份", "按机关", "按栏目", "按文种", "按文号", "专题", "下载与说明"]
    assert not page.xpath('//main//*[contains(text(), "未收")]')
    links = {str(a).removeprefix("./") for a in page.xpath("//main//a/@href")}
    assert {"diary/index.html", "appointments/index.html", "sitemap.html", "data/index.html"} <= links
    assert all((county_site / a.partition("#")[0]).is_file() for a in links)


def test_an_old_document_added_today_is_news_today(content: Path, tmp_path: Path) -> None:
    (content / "added.txt").write_text(f"2026-11-27 {OLD}\n", encoding="utf-8")
    build_into(tmp_path / "output", content)
    page = tree(tmp_path / "output")
    first = page.xpath('//section[@aria-labelledby="new-title"]//li')[0]
    assert "吴大有" in first.text_content()
    assert "2026年11月27日" in first.text_content()
    feed = html.fromstring((tmp_path / "output/feeds/all.xml").read_bytes())
    entry = feed.xpath("//entry")[0]
    assert "吴大有" in entry.findtext("title")
    assert entry.findtext("updated").startswith("2026-11-27")
    assert entry.findtext("published").startswith("2019-06-20")


def test_a_wrong_line_of_days_stops_the_build(content: Path, tmp_path: Path) -> None:
    (content / "added.txt").write_text(f"yesterday {OLD}\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"added.txt:1: .*write a day and a path"):
        build_into(tmp_path / "output", content)


def test_the_map_leads_to_every_list(county_site: Path) -> None:
    links = {str(a).removeprefix("./") for a in tree(county_site, "sitemap.html").xpath("//main//a/@href")}
    lists = [
        p.relative_to(county_site).as_posix()
        for kind in ("agency", "section", "genre", "year")
        for p in (county_site / kind).glob("*.html")
    ]
    assert len(lists) > 10
    assert set(lists) <= links


def test_an_archive_of_several_bulletins_names_no_office_unless_settings_do(small_site) -> None:  # type: ignore[no-untyped-def]
    issue = "Title: {0}公报\nPublication: {1}\nYear: 2020\nIssue: 1\n\n## 版权页\n\n- 主办单位：{0}人民政府办公室\n"
    one = {"jia/2020-01/issue.md": issue.format("甲县", "jia")}
    assert tree(small_site(one)).xpath('//p[@class="office"]/text()') == ["甲县人民政府办公室"]
    both = {**one, "yi/2020-01/issue.md": issue.format("乙县", "yi")}
    assert tree(small_site(both)).xpath('//p[@class="office"]') == []
    told = small_site(both, ARCHIVE_KEEPER="丙市档案馆")
    assert tree(told).xpath('//p[@class="office"]/text()') == ["丙市档案馆"]


def test_an_issue_has_a_heading_for_its_imprint_only_where_one_is_known(small_site) -> None:  # type: ignore[no-untyped-def]
    issue = "Title: 甲县公报\nPublication: jia\nYear: 2020\nIssue: {0}\n\n"
    remark = "## 其他\n\n- 甲县公报合订本\n"
    files = {
        "jia/2020-01/issue.md": issue.format(1),
        "jia/2020-02/issue.md": issue.format(2) + remark,
    }
    site = small_site(files)
    plain = tree(site, "jia/2020/01/index.html")
    assert plain.xpath('//aside[@class="masthead"]/*[self::h2 or self::h3]/text()') == ["本期"]
    assert plain.xpath("//aside//dl") == []
    told = tree(site, "jia/2020/02/index.html").xpath('//aside[@class="masthead"]')[0]
    assert told.xpath("h2/text()") == ["版权页"]
    for page in ("index.html", "print.html"):
        assert "甲县公报合订本" in tree(site, f"jia/2020/02/{page}").xpath("string(//main)")
