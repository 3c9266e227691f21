"""Lines of time and comparisons as pages show them, on a made-up archive of a draft, two versions and a change."""

import json
from pathlib import Path

import pytest
from gongbao.workshop.build import build_into
from lxml import html

from tests.conftest import COUNTY

OLD = "nanlu-gongbao/2019/03/nanlu-fubanfa-2019-7.html"
NEW = "nanlu-gongbao/2023/02/nanlu-fubanfa-2023-11.html"
CHANGE = "nanlu-gongbao/2023/02/nanlu-fubanfa-2023-12.html"
DRAFT = "documents/nanlu-jieshui-caogao.html"
STEPS = [
    ("2019-06-01", "公布", OLD),
    ("2023-04-10", "征求意见稿", DRAFT),
    ("2023-07-03", "公布，代替前文", NEW),
    ("2023-07-15", "修改", CHANGE),
]


@pytest.mark.parametrize("url", [OLD, NEW, CHANGE, DRAFT])
def test_every_document_of_a_line_shows_it(county_site: Path, url: str) -> None:
    told = json.loads((county_site / url).with_suffix(".json").read_text(encoding="utf-8"))
    assert [(s["day"], s["what"], s["url"]) for s in told["line"]] == STEPS
    tree = html.fromstring((county_site / url).read_bytes())
    words = [e.text_content() for e in tree.xpath('//ol[@class="line-steps"]//*[@class="line-word"]')]
    assert words == [word for _, word, _ in STEPS]
    assert len(tree.xpath('//ol[@class="line-steps"]/li[@class="here"]')) == 1


def test_two_versions_side_by_side(county_site: Path) -> None:
    (link,) = html.fromstring((county_site / NEW).read_bytes()).xpath(
        '//p[@class="line-note"]/a[contains(., "2019")]/@href'
    )
    page = (county_site / NEW).parent / link.rpartition("/")[2]
    tree = html.fromstring(page.read_bytes())
    rows = tree.xpath('(//table[@class="compare"])[2]/tbody/tr')
    shown = {"".join(r.xpath("./td[2]//text()")).strip()[:3]: r for r in rows}
    fourth = shown["第四条"]
    assert fourth.get("class") == "changed"
    assert fourth.xpath("./td[1]//del/text()") == ["月", "务"]
    assert fourth.xpath("./td[2]//ins/text()") == ["和个人", "合格的", "季度", "利", "实际"]
    assert shown["第六条"].get("class") == "added"
    assert shown["第二条"].get("class") == "same"
    assert "有修改" in tree.xpath('//table[@class="compare"]')[1].xpath("./thead/tr/th[2]")[0].text_content()


def test_the_setting_switches_both_off(tmp_path: Path) -> None:
    build_into(tmp_path / "output", COUNTY, {"VERSIONS": False})
    assert list((tmp_path / "output").rglob("*.compare.*")) == []
    assert "沿革" not in (tmp_path / "output" / NEW).read_text(encoding="utf-8")


def test_a_list_of_repealed_documents_is_no_version(status_site: Path) -> None:
    told = json.loads(
        (status_site / "qingxi-gongbao/2023/01/qingxi-fufa-2023-8.json").read_text(encoding="utf-8")
    )
    assert "line" not in told
    told = json.loads(
        (status_site / "qingxi-gongbao/2023/01/qingxi-fufa-2023-3.json").read_text(encoding="utf-8")
    )
    assert [s["what"] for s in told["line"]] == ["公布", "更正"]


def test_what_was_withdrawn_is_compared_with_nothing(status_site: Path) -> None:
    told = json.loads(
        (status_site / "qingxi-gongbao/2023/01/qingxi-fufa-2023-7.json").read_text(encoding="utf-8")
    )
    assert "line" not in told
