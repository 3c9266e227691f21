"""The site's own words: all of them in the catalogue, in English where a setting says so, and the Chinese site as ever."""

import re
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from gongbao.assets import small
from gongbao.messages import site
from gongbao.workshop import site_words
from gongbao.workshop.build import BuildError
from lxml import html

HAN = re.compile("[\u3400-\u9fff]")
BOOK = polib.pofile(str(site_words.path()))
# Values of made-up texts in the archive of tests are data; a page's own words stand outside of them.
ARTICLE = (
    "Title: Notice\nSlug: notice\nPublication: documents\nDoc_number: 甲府发〔2018〕1号\nDate: 2018-05-16\n"
    "Issued: 2018-05-16\n\nText.\n"
)


@pytest.fixture
def english() -> Callable[[], None]:
    yield lambda: site.speak("en")
    site.speak(site.SOURCE)


def test_the_catalogue_has_the_words_of_templates_scripts_and_code_and_no_others() -> None:
    assert {entry.msgid for entry in BOOK} == set(site_words.found()), "run `inv messages`"
    assert [entry.msgid for entry in BOOK if not entry.translated()] == []


@pytest.mark.parametrize("entry", BOOK, ids=lambda entry: entry.msgid[:20])
def test_what_a_sentence_is_filled_with_is_the_same(entry: polib.POEntry) -> None:
    named = r"%\((\w+)\)s|(?<!\$)\{(\w+)\}"
    here = set(re.findall(named, entry.msgid))
    for form in entry.msgstr_plural.values() or [entry.msgstr]:
        there = set(re.findall(named, form))
        # The months of a day have names elsewhere; one need not be written as a figure.
        assert (
            here == there
            or entry.msgid in ("{year}年{month}月{day}日", "{year}年{month}月")
            or (entry.msgid_plural and there < here)
        )
        code = r"\$\{(\w+)"
        assert set(re.findall(code, form)) <= {*re.findall(code, entry.msgid)}


def test_what_counts_has_a_singular_in_english_and_one_form_in_chinese(english: Callable[[], None]) -> None:
    assert [e.msgid for e in BOOK if e.msgid_plural and e.msgid_plural != e.msgid] == []
    assert site.words("%(issues)s 期") == "%(issues)s 期"
    english()
    assert site.translated("%(issues)s 期", {"issues": 1}) == "%(issues)s issue"
    assert site.translated("%(issues)s 期", {"issues": 2}) == "%(issues)s issues"
    # The first whole number is what is counted, whatever stands before it.
    assert site.translated("%(title)s目录：%(articles)s篇", {"title": "甲", "articles": 1}).endswith(
        "%(articles)s text"
    )


def test_an_english_site_counts_one_as_one(small_site: Callable[..., Path]) -> None:
    files = {
        "jia/2020-01/issue.md": "Title: 甲报\nPublication: jia\nYear: 2020\nIssue: 1\n\n",
        "jia/2020-01/a.md": "Title: 甲\nSlug: a\nPublication: jia\nYear: 2020\nIssue: 1\nOrder: 1\n\n文。\n",
        "documents/x/notice.md": ARTICLE,
    }
    output = small_site(files, DEFAULT_LANG="en", SITENAME="Archive")
    wrong = re.compile(r"(?<![\d.])1 (?:issues|texts|documents|entries|undated texts)\b")
    for path in output.rglob("*.html"):
        assert wrong.findall(html.parse(path).getroot().text_content()) == [], path.relative_to(output)
    assert "1 issue of a bulletin" in (output / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", site_words.templates(), ids=lambda path: path.name)
def test_no_template_says_something_past_the_catalogue(path: Path) -> None:
    assert site_words.past_the_catalogue(path.read_text(encoding="utf-8")) == []


def test_what_goes_past_the_catalogue_is_seen() -> None:
    found = site_words.past_the_catalogue(
        '<p>{{ _("收录") }}</p>\n{# 说明 #}\n<p title="另有">3</p>\n<p>件</p>'
    )
    assert found == ['<p title="另有">3</p>', "<p>件</p>"]


def test_scripts_are_copied_in_the_language_of_the_site(english: Callable[[], None], tmp_path: Path) -> None:
    english()
    kept = {entry.msgid for entry in BOOK if entry.msgid == entry.msgstr}
    for path in site_words.scripts():
        copy = tmp_path / path.name
        copy.write_bytes(path.read_bytes())
        small.scripts(tmp_path)
        (made,) = tmp_path.iterdir()
        left = [text for text in site.literals(made.read_text(encoding="utf-8")) if HAN.search(text)]
        assert not [text for text in left if text not in kept], path.name
        made.unlink()


def test_a_pattern_and_a_word_in_it_are_told_apart(english: Callable[[], None]) -> None:
    english()
    assert site.in_script('x(/["检索"]/,"检索",`第${n}页`)') == 'x(/["检索"]/,"Search",`第${n}页`)'
    site.speak("zh-CN")
    assert site.in_script('x("检索")') == 'x("检索")'


def test_an_english_site_speaks_english(small_site: Callable[..., Path]) -> None:
    output = small_site(
        {"documents/x/notice.md": ARTICLE}, DEFAULT_LANG="en", SITENAME="Archive", ARCHIVE_DESCRIPTION=""
    )
    said = {entry.msgid.strip() for entry in BOOK if entry.msgid != entry.msgstr}
    for path in sorted(output.rglob("*.html")):
        page = html.parse(path).getroot()
        assert page.get("lang") == "en", path.name
        for element in page.xpath('//*[not(ancestor-or-self::*[@lang="zh-CN"]) and not(self::script)]'):
            shown = [
                element.text,
                element.tail,
                *(element.get(name) for name in ("aria-label", "placeholder", "title")),
            ]
            for text in filter(None, shown):
                assert text.strip() not in said, f"{path.relative_to(output)}: {text.strip()}"
    page = (output / "documents" / "notice.html").read_text(encoding="utf-8")
    assert '<time datetime="2018-05-16">16 May 2018</time>' in page
    assert 'lang="zh-CN"' in page
    assert "No repeal found in this archive" in page


def test_a_language_without_words_is_refused(small_site: Callable[..., Path]) -> None:
    with pytest.raises(BuildError, match="the site has no words in 'fr' — write zh-CN or en"):
        small_site({"documents/x/notice.md": ARTICLE}, DEFAULT_LANG="fr")


@pytest.mark.parametrize("language", ["../../x", "en/../en", "9" * 5000, ".", "\u202e"])
def test_what_is_no_language_is_no_path_either(language: str) -> None:
    assert not site.known(language)
    site.speak(language)
    assert site.language() == site.SOURCE
