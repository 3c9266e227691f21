"""A made-up archive with what real ones have: joint documents, orders, double issues, gaps, one title twice, two printings."""

import csv
import gzip
import io
import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup, Tag
from gongbao.export import bulk
from gongbao.workshop.build import build_into

ARCHIVE = Path(__file__).parent / "archive"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("numbers")
    shutil.copytree(ARCHIVE, folder / "content")
    build_into(folder / "output", folder / "content", {"SITEURL": "https://example.org/gongbao"})
    return folder / "output"


def main(site: Path, page: str) -> Tag:
    found = BeautifulSoup((site / page).read_text(encoding="utf-8"), "lxml").main
    assert found is not None
    return found


def words(element: Tag | None) -> str:
    assert element is not None
    return re.sub(r"\s+", "", element.get_text())


def test_a_code_lists_its_serials_as_numbers_with_the_gaps_between_them(site: Path) -> None:
    rows = [words(li) for li in main(site, "number/jiafubanfa/index.html").select(".serials li")]
    assert [row[:11] for row in rows] == [
        "甲府办发〔2018〕7号"[:11], "第8号未收录", "甲府办发〔2018〕9号"[:11], "甲府办发〔2018〕10号"[:11], "第11号未收录", "甲府办发〔2018〕12号"[:11],
    ]  # fmt: skip


def test_two_printings_of_one_number_are_on_one_page(site: Path) -> None:
    page = main(site, "number/jiafufa/2018/3.html")
    links = [a["href"] for a in page.select(".rows .row-title")]
    assert links == [
        "../../../jia-gongbao/2018/04/jia-fufa-2018-3.html",
        "../../../jia-gongbao/2018/z1/jia-fufa-2018-3-2.html",
    ]
    assert "同一文件的2次刊印" in words(page)


def test_a_repeal_is_told_with_its_sentence_and_leads_to_the_paragraph(site: Path) -> None:
    for page in (
        "number/jiafufa/2018/3.html",
        "jia-gongbao/2018/04/jia-fufa-2018-3.html",
        "jia-gongbao/2018/z1/jia-fufa-2018-3-2.html",
    ):
        status = main(site, page).select_one(".notices")
        assert status is not None
        assert "已被甲府发〔2018〕10号废止" in words(status)
        assert "《甲县养犬管理办法》（甲府发〔2018〕3号）同时废止。" in words(status.select_one(".evidence"))
        link = status.select_one(".evidence a")
        assert link is not None
        target, _, anchor = str(link["href"]).partition("#")
        assert (site / page).parent.joinpath(target).resolve() == (
            site / "jia-gongbao/2018/08/jia-fufa-2018-10.html"
        ).resolve()
        repealing = main(site, "jia-gongbao/2018/08/jia-fufa-2018-10.html").find(id=anchor)
        assert isinstance(repealing, Tag) and "同时废止" in words(repealing)


def test_a_repeal_by_an_earlier_document_is_refused_and_says_why(site: Path) -> None:
    page = main(site, "number/jiafufa/2018/3.html")
    early = next(li for li in page.select(".citation") if "甲府发〔2017〕40号" in words(li))
    assert words(early.select_one(".relation")) == "被提及"
    assert "不作废止认定" in words(early.select_one(".doubt"))
    assert page.select_one(".notice-repealed") is None or "〔2017〕40号废止" not in words(
        page.select_one(".notices")
    )


def test_an_amendment_and_the_term_stand_beside_the_repeal(site: Path) -> None:
    status = words(main(site, "number/jiafufa/2018/3.html").select_one(".notices"))
    assert "已被甲府发〔2018〕5号修改" in status
    assert "有效期至2023年4月30日（自2018年5月1日起算）" in status


def test_nothing_is_called_in_force(site: Path) -> None:
    for path in site.rglob("*.html"):
        for status in BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").select(
            ".notice-line, .status-none"
        ):
            assert "有效" not in status.get_text().replace("有效期", "")


def test_of_two_documents_with_one_title_a_title_alone_means_neither(site: Path) -> None:
    references = main(site, "jia-gongbao/2018/08/jia-fubanfa-2018-12.html").select(".citation")
    ambiguous = next(r for r in references if "要求" in words(r))
    assert "2件文件同用这一标题" in words(ambiguous)
    assert ambiguous.select_one(".citation-line a") is None
    # The sentence itself stands in the text; the page's script shows it there.
    links = [str(link["href"]) for r in references for link in r.select(".citation-line a")]
    assert [href for href in links if href.endswith("number/jiafubanfa/2018/9.html")]


def test_a_joint_document_stands_under_each_agency(site: Path) -> None:
    for slug in ("jia-xian-ren-min-zheng-fu-ban-gong-shi", "jia-xian-gong-an-ju"):
        assert "关于开展养犬登记的通知" in words(main(site, f"agency/{slug}.html"))


def test_orders_stand_without_a_year_and_announcements_with_their_agency(site: Path) -> None:
    assert "甲县户外广告管理规定" in words(main(site, "number/jiaxianrenminzhengfu-ling/0/12.html"))
    assert "甲县财政局关于公布收费目录的公告" in words(
        main(site, "number/jiaxiancaizhengju-gonggao/2018/2.html")
    )


def test_a_number_that_is_only_cited_has_a_page_with_the_title_as_cited(site: Path) -> None:
    page = words(main(site, "number/guowuyuan-ling/0/707.html"))
    assert "动物防疫管理条例" in page
    assert "本库未收录这份文件的文本" in page
    assert "国务院令第707号" in words(main(site, "cited-not-held.html"))


def test_the_coverage_page_tells_missing_issues_and_numbers_but_no_double_issue_or_supplement(
    site: Path,
) -> None:
    page = words(main(site, "coverage.html"))
    assert "2018年缺第7期" in page
    assert "总期数缺第77期" in page
    assert "甲府办发〔2018〕：缺8、11号" in page
    assert "甲府发〔2018〕：缺4、6–9号" in page


def test_page_json_and_csv_say_the_same(site: Path) -> None:
    records = json.loads((site / "catalogue.json").read_text(encoding="utf-8"))["articles"]
    rows = list(csv.DictReader(io.StringIO((site / "catalogue.csv").read_text(encoding="utf-8-sig"))))
    assert len(records) == len(rows) == 11
    for record, row in zip(records, rows, strict=True):
        for name, cell in row.items():
            value = record.get(name, "")
            assert cell == ("; ".join(value) if isinstance(value, list) else str(value))
        assert record.keys() <= row.keys()
        own = json.loads((site / record["url"].replace(".html", ".json")).read_text(encoding="utf-8"))
        assert {name: own[name] for name in record} == record
        page = words(main(site, record["url"]))
        for name in ("title", "doc_number", "section", "status"):
            assert re.sub(r"\s", "", record.get(name, "")) in page, (record["url"], name)
        with gzip.open(
            site / f"data/{bulk.year_of(SimpleNamespace(**{'year': None, 'date': None, **record}))}.jsonl.gz",
            "rt",
            encoding="utf-8",
        ) as lines:
            (whole,) = [line for line in map(json.loads, lines) if line["url"] == record["url"]]
        for block in whole["text"]:
            assert re.sub(r"\s", "", block["text"]) in page


def test_a_table_with_merged_cells_is_whole_as_csv(site: Path) -> None:
    text = (site / "documents/jia-fufa-2017-40.table-1.csv").read_text(encoding="utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["序号", "文件", "份数"],
        ["1", "甲县节水办法", "2"],
        ["2", "甲县节水办法", "3"],
        ["合计", "合计", "5"],
    ]


def test_every_link_of_these_pages_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    ids: dict[Path, set[str]] = {}
    pages = {p: BeautifulSoup(p.read_text(encoding="utf-8"), "lxml") for p in site.rglob("*.html")}
    for path, soup in pages.items():
        ids[path.resolve()] = {str(e["id"]) for e in soup.find_all(id=True)}
    dead = []
    for path, soup in pages.items():
        for a in soup.select("main a[href]"):
            target, _, anchor = str(a["href"]).partition("#")
            if "://" in target or path.name in ("404.html", "search.html"):
                continue
            file = (path.parent / target).resolve() if target else path.resolve()
            if not file.is_file() or (anchor and file in ids and anchor not in ids[file]):
                dead.append((str(path.relative_to(site)), str(a["href"])))
    assert dead == []


def test_the_same_archive_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    content = site.parent / "content"
    build_into(tmp_path / "again", content, {"SITEURL": "https://example.org/gongbao"})
    first = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    again = {
        p.relative_to(tmp_path / "again"): p.read_bytes()
        for p in (tmp_path / "again").rglob("*")
        if p.is_file()
    }
    assert first == again
