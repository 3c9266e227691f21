"""A site in two languages: each page leads to the same page of the other one."""

from pathlib import Path

import pytest
from gongbao.workshop.build import BuildError, build_into
from lxml import html

from tests.conftest import COUNTY

CHINESE, ENGLISH = "https://www.example.gov.cn/gongbao", "https://www.example.gov.cn/gongbao-en"


def built(to: Path, language: str, own: str, others: list[tuple[str, str, str]]) -> Path:
    build_into(to, COUNTY, {"DEFAULT_LANG": language, "SITEURL": own, "EDITIONS": others})
    return to


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("pair")
    return {
        "zh-CN": built(place / "zh", "zh-CN", CHINESE, [("en", "English", ENGLISH)]),
        "en": built(place / "en", "en", ENGLISH, [("zh-CN", "中文", CHINESE)]),
    }


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def test_both_have_the_same_addresses(pair: dict[str, Path]) -> None:
    assert pages(pair["zh-CN"]) == pages(pair["en"])


@pytest.mark.parametrize(("language", "other", "name"), [("zh-CN", "en", "English"), ("en", "zh-CN", "中文")])
def test_each_page_leads_to_its_counterpart_and_back(
    pair: dict[str, Path], language: str, other: str, name: str
) -> None:
    roots = {"zh-CN": CHINESE, "en": ENGLISH}
    for url in sorted(pages(pair[language]) - {"404.html"}):
        page = html.parse(pair[language] / url).getroot()
        assert page.get("lang") == language
        told = {link.get("hreflang"): link.get("href") for link in page.xpath("//head/link[@hreflang]")}
        assert told == {each: f"{root}/{url}" for each, root in roots.items()}, url
        assert page.xpath('//meta[@property="og:url"]/@content') == [f"{roots[language]}/{url}"]
        (link,) = page.xpath("//header//nav//a[@hreflang]")
        assert (link.text, link.get("lang"), link.get("href")) == (name, other, f"{roots[other]}/{url}")


def test_a_page_without_an_address_leads_to_the_other_home(pair: dict[str, Path]) -> None:
    page = html.parse(pair["en"] / "404.html").getroot()
    assert page.xpath("//header//nav//a[@hreflang]/@href") == [f"{CHINESE}/index.html"]
    assert page.xpath("//head/link[@hreflang]") == []


@pytest.mark.parametrize(
    "edition", [("en", "English", "../en"), ("en", "English", f"{ENGLISH}/"), ("en", ENGLISH)]
)
def test_an_edition_that_cannot_be_led_to_stops_the_build(small_site, edition: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BuildError, match=r"EDITIONS: .* names no site"):
        small_site({"documents/x/x.md": "Title: 甲\nSlug: x\n\n文。\n"}, EDITIONS=[edition])
