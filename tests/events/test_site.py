"""Appointments and the diary as pages and data show them."""

import csv
import json
from pathlib import Path

import pytest
from gongbao.workshop.build import build_into
from lxml import html

from tests.conftest import COUNTY

NOTICE = "nanlu-gongbao/2023/02/nanlu-furen-2023-4.html"


def test_appointments_are_rows_with_the_sentence_they_rest_on(county_site: Path) -> None:
    rows = json.loads((county_site / "appointments.json").read_text(encoding="utf-8"))
    assert [(r["person"], r["action"], r["post"], r["note"]) for r in rows if r["date"] == "2023-07-05"] == [
        ("陈立新", "任", "县水利局局长", "试用期一年"),
        ("陈立新", "免", "县农业农村局副局长", ""),
        ("周海燕", "任", "县审计局副局长", ""),
        ("欧阳山", "任", "县审计局副局长", ""),
        ("吴大有", "免", "县水利局局长", ""),
    ]
    for row in rows:
        page, _, block = row["url"].partition("#")
        (paragraph,) = html.fromstring((county_site / page).read_bytes()).xpath(f'//*[@id="{block}"]')
        assert row["sentence"] in paragraph.text_content()
        assert row["person"] in row["sentence"]
        assert row["post"] in row["sentence"]
    table = csv.DictReader((county_site / "appointments.csv").read_text(encoding="utf-8-sig").splitlines())
    assert [r["person"] for r in table] == [r["person"] for r in rows]


def test_a_person_and_a_post_have_their_place(county_site: Path) -> None:
    person = html.fromstring((county_site / "appointments/person/w.html").read_bytes())
    rows = person.xpath('//section[h2="吴大有"]//tbody/tr')
    words = [[td.text_content() for td in row.xpath("./td")[:2]] for row in rows]
    assert words == [["任", "县水利局局长"], ["免", "县水利局局长"]]
    # The rank that every post of a county begins with is no letter to sort by.
    post = html.fromstring((county_site / "appointments/post/s.html").read_bytes())
    assert [str(h.text) for h in post.xpath("//main//section/h2")] == ["县审计局副局长", "县水利局局长"]
    assert person.xpath('//meta[@name="robots"]/@content') == ["noindex"]


def test_the_diary_has_a_page_for_each_month(county_site: Path) -> None:
    page = html.fromstring((county_site / "diary/2023/06.html").read_bytes())
    days = [str(d) for d in page.xpath('//table[@class="calendar"]//a/@href')]
    assert days == ["#d2", "#d15"]
    (entry,) = page.xpath('//section[h2/@id="d15"]//li')
    assert entry.text_content().startswith("（至6月17日）县政府组织农村供水工程验收。")
    rows = json.loads((county_site / "diary.json").read_text(encoding="utf-8"))
    assert [(r["day"], r["until"]) for r in rows] == [
        ("2023-06-02", ""), ("2023-06-02", ""), ("2023-06-15", "2023-06-17"),
    ]  # fmt: skip


def test_the_data_are_named_where_data_are(county_site: Path) -> None:
    catalogue = json.loads((county_site / "catalogue.json").read_text(encoding="utf-8"))
    assert [one["url"] for one in catalogue["also"]] == [
        "appointments.json", "appointments.csv", "diary.json", "diary.csv",
    ]  # fmt: skip
    page = (county_site / "data/index.html").read_text(encoding="utf-8")
    assert all(one["url"] in page for one in catalogue["also"])


def test_every_day_of_the_sample_archive_stands_in_its_calendar(sample_site: Path) -> None:
    rows = json.loads((sample_site / "diary.json").read_text(encoding="utf-8"))
    source = next(sample_site.parent.rglob("zheng-wu-yao-wen-2018-05.json"))
    told = json.loads(source.read_text(encoding="utf-8"))
    assert told["kind"] == "diary"
    assert len(rows) > 100
    assert {row["day"][:7] for row in rows} == {"2018-05"}


@pytest.mark.parametrize(("setting", "gone"), [("APPOINTMENTS", "appointments"), ("DIARY", "diary")])
def test_a_setting_switches_each_off(tmp_path: Path, setting: str, gone: str) -> None:
    output = tmp_path / "output"
    build_into(output, COUNTY, {setting: False})
    assert [p for p in output.rglob("*") if p.name.startswith(gone) and p.suffix != ".css"] == []
    assert f'href="{gone}/index.html"' not in (output / "index.html").read_text(encoding="utf-8")
