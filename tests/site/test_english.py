"""An English site says its own words in English: in lists, data, and books as well as on pages."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from gongbao.facsimile import iiif
from gongbao.facsimile.album import Album, Page
from gongbao.facsimile.shelf import Drawn
from gongbao.messages import site as site_words
from gongbao.offline import pdf
from gongbao.workshop.build import build_into
from lxml import html

from tests.conftest import COUNTY

TABLES = """Title: 关于公布名单的通知
Slug: jia

名单如下。

| 序号 | 姓名 |
| --- | --- |
| 1 | 甲 |

另附一表。

物资清单
{: .caption }

| 序号 | 物资 |
| --- | --- |
| 1 | 雨衣 |
"""


@pytest.fixture
def english() -> Iterator[None]:
    before = site_words.language()
    site_words.speak("en")
    yield
    site_words.speak(before)


def test_a_table_without_a_caption_is_called_by_its_place_and_another_by_its_own(
    small_site: Callable[..., Path],
) -> None:
    named = {"zh-CN": ["表1", "物资清单"], "en": ["Table 1", "物资清单"]}
    # The second site is built with what the first one kept.
    for language, names in named.items():
        site = small_site({"documents/jia/jia.md": TABLES}, DEFAULT_LANG=language)
        page = html.parse(site / "documents/jia.html").getroot()
        boxes = page.find_class("table-box")
        assert boxes[0].get("aria-label") == names[0]
        csv = [a.text for a in page.xpath("//a[contains(@href, '.csv')]")]
        assert csv == [f"{name}（CSV）" if language == "zh-CN" else f"{name} (CSV)" for name in names]


def test_the_list_of_undated_texts_is_called_so(small_site: Callable[..., Path]) -> None:
    site = small_site({"documents/jia/jia.md": TABLES}, DEFAULT_LANG="en")
    page = html.parse(site / "year/undated.html").getroot()
    assert page.findtext(".//h1") == "undated"
    assert "日期不详" not in page.text_content()
    assert "日期不详" not in html.parse(site / "year/index.html").getroot().text_content()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("english")
    (place / "books").mkdir()
    build_into(place / "site", COUNTY, {"DEFAULT_LANG": "en", "BOOKS_TO": str(place / "books")})
    return place


def test_books_call_their_pages_and_contents_in_english(made: Path) -> None:
    books = sorted((made / "books").glob("*.epub"))
    assert books
    for book in books:
        with zipfile.ZipFile(book) as held:
            contents = held.read("EPUB/nav.xhtml").decode()
        assert "<h2>Contents</h2>" in contents
        assert ">Masthead<" in contents
        assert "版权页" not in contents


def test_the_note_of_a_pdf_is_in_the_language_of_the_site(english: None) -> None:
    page = b'<html><head><title>t</title></head><body><header class="issue-head"><h1>t</h1></header></body></html>'
    assert "Set anew from the text of the bulletin" in pdf.prepared(page, "t", "", site_words.words(pdf.NOTE))


def test_a_manifest_names_its_facts_in_english_and_the_bulletin_as_it_is(english: None) -> None:
    page = Page(1, "a/1.webp", 80, 100, "a/1s.webp", 8, 10, 3, Drawn(1, "k", 80, 100, 9, 8, 10, 1))
    album = Album("a/", "scan", "某县公报", (page,), manifest="a/manifest.json")
    facts = [(site_words.words("刊名"), "某县公报")]
    found = iiif.manifest(album, "https://www.example.gov.cn", "a/index.html", facts, [], "某馆", ["text"])
    assert found["label"] == {"zh": ["某县公报"]}
    assert found["metadata"] == [{"label": {"en": ["Bulletin"]}, "value": {"zh": ["某县公报"]}}]
    assert found["requiredStatement"]["label"] == {"en": ["Kept by"]}
    assert found["items"][0]["label"] == {"en": ["p. 3"]}
