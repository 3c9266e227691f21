"""Fields of an archive's own: on the page, searched, narrowing results, in data and schema, with list pages."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from gongbao.bulletin import article
from gongbao.bulletin.own_fields import OwnFieldError
from gongbao.ingest import command
from gongbao.workshop.build import BuildError

FIELDS = {
    "Index_number": {"label": "索引号", "pattern": r"\d{9}/\d{4}-\d{5}"},
    "Topic": {"label": "主题分类", "several": True, "filter": True, "list": True},
    "Remark": {"label": "内部记号", "page": False, "searchable": False, "data": False},
}
DOCUMENT = """Title: 云岭县人民政府办公室关于做好春季造林工作的通知
Slug: yunling-fubanfa-2023-4
Kind: document
Publication: documents
{more}
各镇人民政府：做好造林工作。
"""
FILE = "documents/yunling/yunling-fubanfa-2023-4.md"
Site = Callable[..., Path]


def document(*lines: str) -> dict[str, str]:
    return {FILE: DOCUMENT.format(more="".join(f"{line}\n" for line in lines))}


@pytest.fixture
def built(small_site: Site) -> Path:
    lines = ("索引号：009876543/2023-00021", "Topic: 农业、林业; 公告公示", "Remark: 甲三")
    return small_site(document(*lines), FIELDS=FIELDS)


def test_a_field_is_on_the_page_with_links_to_its_lists(built: Path) -> None:
    page = (built / "documents/yunling-fubanfa-2023-4.html").read_text(encoding="utf-8")
    assert "<dt>索引号</dt><dd>009876543/2023-00021</dd>" in page
    assert '<a href="../topic/gong-gao-gong-shi.html">公告公示</a>' in page
    assert "甲三" not in page


def test_each_value_has_a_list_page_and_a_feed_and_the_foot_leads_there(built: Path) -> None:
    index = (built / "topic/index.html").read_text(encoding="utf-8")
    assert "农业、林业" in index
    assert "造林" in (built / "topic/gong-gao-gong-shi.html").read_text(encoding="utf-8")
    assert (built / "feeds/topic/gong-gao-gong-shi.xml").is_file()
    assert '<a href="topic/index.html">按主题分类</a>' in (built / "index.html").read_text(
        encoding="utf-8"
    ).replace("./", "")


def test_a_field_is_in_catalogue_csv_json_and_schema(built: Path) -> None:
    data = json.loads((built / "catalogue.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, json.loads((built / "catalogue.schema.json").read_text(encoding="utf-8")))
    (record,) = data["articles"]
    assert record["index_number"] == "009876543/2023-00021"
    assert record["topic"] == ["农业、林业", "公告公示"]
    assert "remark" not in record
    with (built / "catalogue.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["index_number"], row["topic"]) == ("009876543/2023-00021", "农业、林业; 公告公示")
    beside = json.loads((built / "documents/yunling-fubanfa-2023-4.json").read_text(encoding="utf-8"))
    assert beside["topic"] == ["农业、林业", "公告公示"]


def test_a_site_without_own_fields_has_the_schema_of_every_archive(small_site: Site) -> None:
    built = small_site(document())
    assert "index_number" not in (built / "catalogue.schema.json").read_text(encoding="utf-8")


def test_a_list_by_any_value_needs_no_field(small_site: Site) -> None:
    lists = {"author": {"value": "bulletin.byline", "label": "作者"}}
    built = small_site(document("Byline: 李岭"), LISTS=lists)
    assert "造林" in (built / "author/li-ling.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("settings", "lines", "said"),
    [
        ({}, ["索引号：1"], "is no header line"),
        ({"FIELDS": FIELDS}, ["Index_number: 21号"], "line 5: Index_number: '21号' is not as"),
        ({"FIELDS": {"Topic": {}}}, [], "Topic.*has no label"),
        ({"FIELDS": {"topic": {"label": "主题"}}}, [], "write a key as Index_number"),
        ({"FIELDS": {"Topic": {"label": "主题", "filtre": True}}}, [], "filtre.*is not known"),
        ({"FIELDS": {"Topic": {"label": "文号"}}}, [], "there is a field 文号 already"),
        ({"LISTS": {"agency": {"value": "title", "label": "x"}}}, [], "name a folder that the site has not"),
        ({"LISTS": {"x": {"value": "nothing.there:f", "label": "x"}}}, [], "no such function"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_written(
    small_site: Site, settings: dict[str, object], lines: list[str], said: str
) -> None:
    with pytest.raises(BuildError, match=said):
        small_site(document(*lines), **settings)


def test_a_header_with_own_fields_is_written_as_it_was_read() -> None:
    own = article.own_fields(FIELDS)
    text = "Title: 通知\nSlug: a\nKind: document\nPublication: documents\nTopic: 农业; 林业\n\n正文\n"
    assert article.dump(*article.load(text, own)) == text
    with pytest.raises(OwnFieldError):
        article.own_fields({"Title": {"label": "甲"}})


CARD = """索引号：{index}
主题分类：农业、林业;公告公示
发文机关：云岭县人民政府办公室
发文字号：云岭府办发〔2023〕4号
成文日期：2023年3月2日

云岭县人民政府办公室
关于做好春季造林工作的通知

各镇人民政府：
做好造林工作。

云岭县人民政府办公室
2023年3月2日
"""


def ingested(folder: Path, text: str, given: str = "") -> tuple[int, str]:
    """Ingest a text into an archive that has the fields; return the exit code, and the article."""
    source = folder / "通知.txt"
    source.write_text(text, encoding="utf-8")
    if given:
        source.with_suffix(".toml").write_text(given, encoding="utf-8")
    code = command.run(source, folder / "content", own=article.own_fields(FIELDS))
    files = list((folder / "content").rglob("*.md"))
    return code, files[0].read_text(encoding="utf-8") if files else ""


def test_ingest_reads_a_field_from_the_index_card_of_a_page(tmp_path: Path) -> None:
    code, text = ingested(tmp_path, CARD.format(index="009876543/2023-00021"))
    meta, _ = article.load(text, article.own_fields(FIELDS))
    assert code == 0
    assert meta.own == (("Index_number", ("009876543/2023-00021",)), ("Topic", ("农业、林业", "公告公示")))


def test_what_is_not_as_the_field_wants_it_is_kept_and_flagged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = ingested(tmp_path, CARD.format(index="XX-1"))
    assert code == 0
    assert "Index_number" not in text
    assert "Note: 索引号：XX-1\n" in text
    assert "索引号 is not as the setting FIELDS wants it; it is kept in Note" in capsys.readouterr().out


def test_a_field_may_be_given_beside_the_source_and_is_marked_as_given(tmp_path: Path) -> None:
    text = CARD.format(index="009876543/2023-00021").partition("\n\n")[2]
    given = '"主题分类" = ["农业、林业", "公告公示"]\n[article.1]\nindex_number = "009876543/2023-00022"\n'
    code, made = ingested(tmp_path, text, given)
    meta, _ = article.load(made, article.own_fields(FIELDS))
    assert code == 0
    assert dict(meta.own)["Index_number"] == ("009876543/2023-00022",)
    assert meta.given == ("Topic", "Index_number")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('"索引号" = "XX-1"', "Index_number: 'XX-1' is not as the setting FIELDS wants it"),
        ('"统一编号" = "1"', "统一编号 is no fact that can be given; known are kind"),
    ],
)
def test_a_given_field_that_cannot_be_is_refused(
    tmp_path: Path, given: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, made = ingested(tmp_path, CARD.format(index="009876543/2023-00021"), given)
    assert (code, made) == (1, "")
    assert f"通知.toml: {said}" in capsys.readouterr().err
