"""Every occurrence is found and nothing else: answers against a plain scan of the texts."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.search.document import Document
from gongbao.search.folding import HAN
from playwright.sync_api import Page

from tests.search.making import document, make_site, real_documents

pytestmark = pytest.mark.usefixtures("one_page")

ANSWERS = """async (texts) => {
  const out = [];
  for (const text of texts) {
    const { total, hits } = await Gongbao.search(text, { limit: 1e6, snippets: false, grades: false });
    out.push({ total, urls: hits.map((hit) => hit.url).sort() });
  }
  return out;
}"""
# Few characters, so that pairs meet everywhere while phrases do not: the hardest case for an index of pairs.
LETTERS = "甲乙丙丁綦𠀀"


def made_up() -> list[Document]:
    rng = random.Random(3)
    found = []
    for number in range(60):
        lines = [
            "".join(rng.choice(LETTERS + "，") for _ in range(rng.randint(1, 40)))
            for _ in range(rng.randint(1, 6))
        ]
        found.append(document(f"第{number}篇", "\n".join(lines)))
    return found


def scan(documents: list[Document], text: str) -> list[str]:
    """Return the addresses of the documents in which a text stands, by looking at every paragraph."""
    return sorted(d.url for d in documents if any(text in p.text for p in d.paragraphs))


def substrings(documents: list[Document], count: int) -> list[str]:
    """Draw runs of 1 to 8 Han characters from the texts."""
    rng = random.Random(11)
    found: list[str] = []
    while len(found) < count:
        text = rng.choice(rng.choice(documents).paragraphs).text
        length = rng.randint(1, 8)
        start = rng.randrange(max(1, len(text) - length + 1))
        part = text[start : start + length]
        if re.fullmatch(f"[{HAN}]{{{length}}}", part):
            found.append(part)
    return found


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, list[Document]]]:
    """Return indexes cut into very small shards: of real texts, and of texts of six characters."""
    return {
        name: (make_site(tmp_path_factory.mktemp(name), documents), documents)
        for name, documents in (("real", real_documents()), ("made-up", made_up()))
    }


@pytest.mark.parametrize("name", ["real", "made-up"])
def test_recall_and_precision_of_substrings_are_one(
    page: Page, file_address: Callable[[Path], str], sites: dict[str, tuple[Path, list[Document]]], name: str
) -> None:
    site, documents = sites[name]
    asked = substrings(documents, 300)
    page.goto(file_address(site) + "page.html")
    page.set_default_timeout(120_000)
    answers = page.evaluate(ANSWERS, asked)
    wrong = [
        (text, answer["urls"], wanted)
        for text, answer in zip(asked, answers, strict=True)
        if answer["urls"] != (wanted := scan(documents, text)) or answer["total"] != len(wanted)
    ]
    assert wrong == []
    assert sum(answer["total"] for answer in answers) > 3 * len(asked)


def test_runs_that_stand_nowhere_are_not_found_though_all_their_pairs_do(
    page: Page, file_address: Callable[[Path], str], sites: dict[str, tuple[Path, list[Document]]]
) -> None:
    site, documents = sites["made-up"]
    rng = random.Random(17)
    asked = ["".join(rng.choice(LETTERS) for _ in range(rng.randint(4, 8))) for _ in range(200)]
    page.goto(file_address(site) + "page.html")
    page.set_default_timeout(120_000)
    answers = page.evaluate(ANSWERS, asked)
    assert [a["urls"] for a in answers] == [scan(documents, text) for text in asked]
    assert sum(not a["total"] for a in answers) > 50


TEXTS = [
    ("a", "关于盐业体制改革的通知", "盐业管理，规定如下。\n各镇人民政府"),
    ("b", "盐业", "改革\n体制"),
    ("c", "甲府发〔2018〕18号", "2018 年 5 月 16 日印发，GDP 增长7.5%"),
    ("d", "二〇一八年", "第15月16日 opening remarks by the Open Source desk"),
    ("e", "綦江区发布後", "張三豐與𠀀"),
    ("f", "Ｆｕｌｌ　ｗｉｄｔｈ", "二O二四年，二○二四年"),
]
QUERIES = [
    ("盐业", "ab"),
    ("盐业体制改革", "a"),
    ("盐业改革", ""),  # a paragraph's end is between them
    ("业体", "a"),
    ("盐业 体制", "ab"),
    ('"盐业 体制"', ""),
    ("管理规定", ""),  # a comma is between them
    ("管理，规定", "a"),
    ("管理、规定", "a"),
    ('"管理 规定"', "a"),
    ("盐业 -通知", "b"),
    ("-盐业", "cdef"),
    ("-盐业 -綦江", "cdf"),
    ("通知 OR 体制", "ab"),
    ("盐业 通知 OR 甲府", "a"),
    ("号", "c"),
    ("18号", "c"),
    ("甲府发[2018]18 号", "c"),
    ("甲府发（2018）18号", "c"),
    ("甲府发【２０１８】１８号", "c"),
    ("2018年5月", "c"),
    ("2018 年 5 月 16 日", "c"),
    ("2018年5月1", "c"),  # the last word may be the beginning of a longer one
    ('"2018年5月1"', ""),
    ("018年", ""),
    ("5月16日", "c"),  # and not 15月16日
    ("gdp增长", "c"),
    ("GDP 增长", "c"),
    ("7.5%", "c"),
    ("open", "d"),
    ("OPEN source", "d"),
    ('"open source"', "d"),
    ('"source open"', ""),
    ("openi", "d"),
    ("pening", ""),
    ("二○一八", "d"),
    ("二Ｏ一八年", "d"),
    ("二〇二四年", "f"),
    ("綦江區發布后", "e"),
    ("张三丰与", "e"),
    ("𠀀", "e"),
    ("full width", "f"),
    ("，。", ""),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    documents = [Document(url, document(title, body).paragraphs, (title,)) for url, title, body in TEXTS]
    return make_site(tmp_path_factory.mktemp("small"), documents)


def test_the_query_language_finds_what_it_says(
    page: Page, file_address: Callable[[Path], str], small: Path
) -> None:
    page.goto(file_address(small) + "page.html")
    answers = page.evaluate(ANSWERS, [text for text, _ in QUERIES])
    found = {text: "".join(answer["urls"]) for (text, _), answer in zip(QUERIES, answers, strict=True)}
    assert found == dict(QUERIES)


def test_marks_of_snippets_are_what_was_asked_for(
    page: Page, file_address: Callable[[Path], str], small: Path
) -> None:
    page.goto(file_address(small) + "page.html")
    shown = page.evaluate(
        """async (texts) => {
          const out = {};
          for (const text of texts) {
            const { hits } = await Gongbao.search(text);
            out[text] = hits.flatMap((hit) => hit.snippets.flatMap(({ text, marks }) => marks.map(([a, b]) => text.slice(a, b))));
          }
          return out;
        }""",
        ["管理、规定", "2018 年 5 月 16 日", "gdp增长", "张三丰", "二〇二四年", "openi", "𠀀"],
    )
    assert shown == {
        "管理、规定": ["管理，规定"],
        "2018 年 5 月 16 日": ["2018 年 5 月 16 日"],
        "gdp增长": ["GDP 增长"],
        "张三丰": ["張三豐"],
        "二〇二四年": ["二O二四年", "二○二四年"],
        "openi": ["opening"],
        "𠀀": ["𠀀"],
    }


HOSTILE = [
    "[.*+?^${}()|\\]", "(?<=a)b", "title:盐业", "盐业~2", "盐业^10", "+盐业", "*", "**盐*", "-", "--", "OR", "OR OR", '"', '""', "“",
    "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "\x00\x01\x7f", "\ud800", "😀👨‍👩‍👧", "\u202e盐业", "__proto__",
    "constructor", "toString OR hasOwnProperty", "盐" * 10_000, "盐业改革" * 2_500, "1 " * 3_000, "%E7%9B%90", "\n\t盐业\n", "ﷺ",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_query_is_a_query(
    page: Page, file_address: Callable[[Path], str], small: Path, text: str
) -> None:
    page.goto(file_address(small) + "page.html")
    answer = page.evaluate("text => Gongbao.search(text)", text)
    assert 0 <= answer["total"] <= len(TEXTS)
    assert all(hit["title"] for hit in answer["hits"])
    assert page.evaluate("Object.keys(Object.prototype)") == []
    # The next question is answered as ever.
    assert page.evaluate("Gongbao.search('盐业').then(({ total }) => total)") == 2


def test_a_query_that_is_too_long_is_cut_and_says_so(
    page: Page, file_address: Callable[[Path], str], small: Path
) -> None:
    page.goto(file_address(small) + "page.html")
    assert page.evaluate("Gongbao.search('盐'.repeat(10000)).then(({ cut }) => cut)") is True
    assert page.evaluate("Gongbao.search('盐业').then(({ cut }) => cut)") is False
