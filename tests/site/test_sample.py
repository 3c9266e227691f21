"""The sample archive as its readers get it: the issue page against the printed one, and every page whole."""

import json
import re
import unicodedata
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup
from gongbao.workshop import ROOT

GOLDEN = yaml.safe_load((ROOT / "tests" / "ingest" / "golden" / "003.yaml").read_text(encoding="utf-8"))
ISSUE = "qijiang-gongbao/2018/05/index.html"


def fold(text: object) -> str:
    """Make texts comparable: width and blanks are the printer's business."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(text)))


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def golden_pages() -> dict[str, object]:
    """Return the printed page of each title of the table of contents, and of each section that has one itself."""
    pages = {}
    for section in GOLDEN["source"]["contents"]:
        pages[fold(section["section"])] = section["page"]
        pages |= {fold(entry["title"]): entry["page"] for entry in section["entries"]}
    return pages


def golden_rows() -> list[tuple[str, str, str]]:
    pages = golden_pages()
    rows = []
    for article in GOLDEN["articles"]:
        title, section = fold(article["title"]), fold(article["section"])
        rows.append((section, title, str(pages.get(title) or pages[section])))
    return rows


def test_the_issue_page_lists_sections_titles_and_pages_as_printed(sample_site: Path) -> None:
    rows = []
    for line in soup(sample_site / ISSUE).select("main .contents-line"):
        section = line.find_previous("h3").get_text()
        page = line.find(class_="page")
        number = re.search(r"\d+", page.get_text())[0] if page else ""
        rows.append((fold(section), fold(line.find("a").get_text()), number))
    assert rows == golden_rows()
    assert len(rows) == 13
    assert len({section for section, _, _ in rows}) == 7


def test_each_line_of_the_issue_page_leads_to_the_article_with_that_title(sample_site: Path) -> None:
    issue = sample_site / ISSUE
    for link in soup(issue).select("main .contents-line a"):
        target = (issue.parent / urlsplit(link["href"]).path).resolve()
        assert fold(link.get_text()) in fold(soup(target).find("h1").get_text())


def test_previous_and_next_lead_through_the_issue_in_order(sample_site: Path) -> None:
    issue = sample_site / ISSUE
    order = [
        (issue.parent / urlsplit(link["href"]).path).resolve()
        for link in soup(issue).select("main .contents-line a")
    ]
    walked = [order[0]]
    while following := soup(walked[-1]).select_one("main a[rel=next]"):
        walked.append((walked[-1].parent / urlsplit(following["href"]).path).resolve())
        assert len(walked) <= len(order)
    assert walked == order


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


@pytest.mark.parametrize("site", ["sample_site", "archive_site"])
def test_every_page_is_whole_and_forbids_inline_scripts(site: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(site)
    for path in pages(folder):
        page = soup(path)
        name = path.relative_to(folder).as_posix()
        assert page.html["lang"].lower() == "zh-cn", name
        assert page.title.get_text().strip(), name
        policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        if page.find("meta", attrs={"http-equiv": "refresh"}) is None:
            assert len(page.find_all("h1")) == 1, name
            assert policy, name
            assert "unsafe" not in policy["content"], name
        scripts = [each for each in page.find_all("script") if not each.get("src")]
        assert all(
            each.get("type") == "application/ld+json" and json.loads(each.string) for each in scripts
        ), name
        assert page.find_all("style") == [], name
        assert page.select("[style]") == [], name
        assert not [
            tag for tag in page.find_all() for attribute in tag.attrs if attribute.startswith("on")
        ], name


def test_no_page_names_the_machine_that_built_it(sample_site: Path) -> None:
    for path in sample_site.rglob("*"):
        if path.suffix in {".html", ".js", ".json", ".xml", ".csv", ".txt"}:
            data = path.read_bytes()
            # Scripts of the index are written in UTF-16 and say so in their first two bytes.
            text = data.decode("utf-16" if data.startswith(b"\xff\xfe") else "utf-8")
            assert str(ROOT) not in text, path
