"""The client folds, cuts and reduces text as the builder does: the same vectors, in Chromium."""

from pathlib import Path

import pytest
from gongbao.search.variants import traditional_to_simplified
from playwright.sync_api import Page

from tests.search.making import NUMBER_RULES, VECTORS, document, make_site

pytestmark = pytest.mark.usefixtures("one_page")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("text"), [document("甲", "乙")])


@pytest.fixture
def client(page: Page, site: Path, file_address) -> Page:
    """Return a page with the client, and with the whole table of variants."""
    page.goto(file_address(site) + "page.html")
    page.evaluate(
        "pairs => Gongbao.start().then(() => Gongbao.text.setVariants(pairs))",
        "".join(map("".join, traditional_to_simplified().items())),
    )
    return page


def test_text_is_folded(client: Page) -> None:
    found = client.evaluate("texts => texts.map(Gongbao.text.fold)", [text for text, _ in VECTORS["fold"]])
    assert found == [folded for _, folded in VECTORS["fold"]]


def test_folding_with_a_map_gives_the_same_text_and_points_into_the_source(client: Page) -> None:
    texts = [text for text, _ in VECTORS["fold"]]
    found = client.evaluate("texts => texts.map(Gongbao.text.foldMapped)", texts)
    # A final sigma depends on the letters beside it, which clusters do not see.
    same = [n for n, text in enumerate(texts) if "Σ" not in text]
    assert [found[n]["folded"] for n in same] == [VECTORS["fold"][n][1] for n in same]
    for text, mapped in zip(texts, found, strict=True):
        units = len(text.encode("utf-16-le")) // 2
        assert len(mapped["starts"]) == len(mapped["ends"]) == len(mapped["folded"].encode("utf-16-le")) // 2
        assert all(0 <= a < b <= units for a, b in zip(mapped["starts"], mapped["ends"], strict=True))


def test_text_is_cut_into_units(client: Page) -> None:
    found = client.evaluate(
        "texts => texts.map((t) => Gongbao.text.units(t).map(({text, han, position}) => [text, han, position]))",
        [text for text, _ in VECTORS["units"]],
    )
    assert found == [units for _, units in VECTORS["units"]]


def test_references_are_reduced_to_keys(client: Page) -> None:
    rules = {"drop": NUMBER_RULES["drop"], "dropLast": NUMBER_RULES["drop_last"]}
    found = client.evaluate(
        "([texts, rules]) => texts.map((t) => Gongbao.number.key(t, rules))",
        [[t for t, _ in VECTORS["keys"]], rules],
    )
    assert found == [key for _, key in VECTORS["keys"]]


SLOTS = [
    ("綦", [["綦", 0]]),
    ("盐业", [["盐业", 0]]),
    ("盐业改", [["盐业", 0], ["业改", 1]]),
    ("盐业改革", [["盐业", 0], ["改革", 2]]),
    ("盐业改革的", [["盐业", 0], ["改革", 2], ["革的", 3]]),
    ("2018年5月", [["２０１８", 0], ["年", 1], ["５", 2], ["月", 3]]),
    ("第18号令", [["第", 0], ["１８", 1], ["号令", 2]]),
    ("管理，规定", [["管理", 0], ["规定", 3]]),
    ("OPEN-source", [["open", 0], ["source", 2]]),
]


@pytest.mark.parametrize(("text", "slots"), SLOTS)
def test_a_phrase_is_covered_by_as_few_terms_as_can_be(
    client: Page, text: str, slots: list[list[object]]
) -> None:
    found = client.evaluate(
        "text => Gongbao.query.parse(text).groups[0][0].slots.map(({term, offset}) => [term, offset])", text
    )
    assert found == slots


QUERIES = [
    ("盐业 改革", [[["盐业"]], [["改革"]]], []),
    ("盐业　改革", [[["盐业"]], [["改革"]]], []),
    ('"盐业 改革"', [[["盐业", "改革"]]], []),
    ("“盐业 改革” 通知", [[["盐业", "改革"]], [["通知"]]], []),
    ("关于“放管服”改革", [[["关于", "放管服", "改革"]]], []),
    ("盐业 -改革", [[["盐业"]]], [["改革"]]),
    ("盐业 －改革", [[["盐业"]]], [["改革"]]),
    ('盐业 -"改革 方案"', [[["盐业"]]], [["改革", "方案"]]),
    ("盐业 OR 食盐", [[["盐业"], ["食盐"]]], []),
    ("通知 盐业 OR 食盐 方案", [[["通知"]], [["盐业"], ["食盐"]], [["方案"]]], []),
    ("OR 盐业 OR", [[["盐业"]]], []),
    ("盐业 or 食盐", [[["盐业"]], [["or"]], [["食盐"]]], []),
    ("2018-05-16", [[["2018", "05", "16"]]], []),
    ("2018 年 5 月 16 日", [[["2018年5月16日"]]], []),
    ("甲府发 〔2018〕 18 号", [[["甲府发", "2018", "18号"]]], []),
    ("-改革", [], [["改革"]]),
    ("- -- \" “", [], []),
    ('"没有关', [[["没有关"]]], []),
    ("", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "groups", "negative"), QUERIES)
def test_a_query_is_read(client: Page, text: str, groups: list[object], negative: list[object]) -> None:
    """Runs of units that stand next to each other are one text; separators divide them."""
    shown = """text => {
      const runs = ({ units }) => units.reduce((out, unit, i) => {
        if (i && units[i - 1].offset + 1 === unit.offset) out[out.length - 1] += unit.text;
        else out.push(unit.text);
        return out;
      }, []);
      const { groups, not } = Gongbao.query.parse(text);
      return [groups.map((group) => group.map(runs)), not.map(runs)];
    }"""
    assert client.evaluate(shown, text) == [groups, negative]
