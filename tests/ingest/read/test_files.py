"""Spreadsheets, OFD, bundles, further pages and pictures, read through the whole of ingest."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from gongbao.bulletin import pictures
from gongbao.ingest import command
from gongbao.ingest.model.source import SourceError
from gongbao.ingest.pictures import vector
from gongbao.ingest.read import read
from gongbao.ingest.read.sheet.formats import shown
from PIL import Image

from tests.ingest import made
from tests.ingest.record import faults


class WindowsInfo(zipfile.ZipInfo):
    """A file of a zip whose name stands there in GBK, and nothing says so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 — the library's own name
        return self.filename.encode("gb18030"), 0


def article(to: Path) -> str:
    (path,) = [p for p in to.rglob("*.md") if p.name != "issue.md"]
    return path.read_text(encoding="utf-8")


SHOWN = [
    ("1234.5", "#,##0.00", "1,234.50"),
    ("0.125", "0.0%", "12.5%"),
    ("45292", 'yyyy"年"m"月"d"日"', "2024年1月1日"),
    ("-1200", "#,##0_);(#,##0)", "(1,200)"),
    ("0", '0;-0;"—"', "—"),
    ("12", "000", "012"),
    ("0.30000000000000004", "General", "0.3"),
    ("45292", '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二四年一月一日"),
]


@pytest.mark.parametrize(("value", "code", "text"), SHOWN, ids=[text for _, _, text in SHOWN])
def test_a_number_is_shown_as_its_format_does(value: str, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_a_sheet_is_a_title_a_unit_a_table_and_a_note(tmp_path: Path) -> None:
    rows = [
        ["养护资金安排表", "盖住的旧标题", "养护资金安排表"],
        ["单位：万元"],
        ["乡镇", "里程", "占比"],
        ["东山镇", ("=", "B9", 12.5), (0.35, 2)],
        ["注：以年底统计为准。"],
    ]
    file = tmp_path / "表.xlsx"
    file.write_bytes(
        made.workbook({"表": rows, "底稿": [["甲", "乙"], ["丙", "丁"]]}, {"表": ["A1:C1"]}, 底稿="hidden")
    )
    lines = [(line.text, line.hint, line.drop) for line in read(file).lines if line.text]
    assert lines == [
        ("养护资金安排表", "", ""),
        ("单位：万元", "", ""),
        ("乡镇\t里程\t占比", "table", ""),
        ("东山镇\t12.5\t35.00%", "table", ""),
        ("注：以年底统计为准。", "", ""),
        ("盖住的旧标题", "", "hidden-text"),
        ("甲 乙", "", "hidden-text"),
        ("丙 丁", "", "hidden-text"),
    ]


def test_a_sheet_that_is_named_again_is_read_once(tmp_path: Path) -> None:
    whole = zipfile.ZipFile(
        io.BytesIO(made.workbook({"表": [["乡镇", "里程"], ["东山镇", 3]], "另": [["甲", "乙"]]}))
    )
    file = tmp_path / "表.xlsx"
    with zipfile.ZipFile(file, "w") as package:
        for name in whole.namelist():
            package.writestr(name, whole.read(name).replace(b'r:id="rId2"', b'r:id="rId1"'))
    lines = [line.text for line in read(file).lines if line.text]
    assert lines == ["乡镇\t里程", "东山镇\t3"]


def test_a_formula_that_was_never_computed_stands_as_it_is_and_is_told(tmp_path: Path) -> None:
    rows = [["乡镇", "里程"], ["东山镇", 12], ["西山镇", 3], ["合计", ("=", "SUM(B2:B3)", "")]]
    file = tmp_path / "表.xlsx"
    file.write_bytes(made.workbook({"表": rows}))
    source = read(file)
    assert [line.text for line in source.lines if line.hint == "table"][-1] == "合计\t=SUM(B2:B3)"
    assert [(item.kind, item.text, item.rule) for item in source.objects] == [
        ("formula", "=SUM(B2:B3)", "formula-not-computed")
    ]


def test_the_title_of_several_sheets_stands_above_the_name_of_the_first(tmp_path: Path) -> None:
    head = ["乡镇", "户数"]
    file = tmp_path / "表.xlsx"
    file.write_bytes(
        made.workbook(
            {"第一批": [["补贴发放汇总表"], head, ["东山镇", 12]], "第二批": [head, ["西山乡", 7]]},
            {"第一批": ["A1:B1"]},
        )
    )
    assert command.run(file, tmp_path / "to") == 0
    text = article(tmp_path / "to")
    assert text.startswith("Title: 补贴发放汇总表\n")
    assert text.index("第一批") < text.index("东山镇") < text.index("第二批")


def test_tables_of_a_sheet_that_a_blank_row_parts_are_two_under_titles_beside_their_units(
    tmp_path: Path,
) -> None:
    head = ["项目", "预算数", "决算数"]
    rows = [["收支情况表"], ["表一　收入", "", "单位：万元"], head, ["税收", 12, 11], [""]]
    rows += [["表二　支出", "", "单位：万元"], head, ["教育", 8, 9]]
    file = tmp_path / "表.xlsx"
    file.write_bytes(made.workbook({"表": rows}, {"表": ["A1:C1"]}))
    lines = [(line.text, line.hint) for line in read(file).lines]
    title, unit = "表一　收入　　单位：万元", "表二　支出　　单位：万元"
    one, two = ("项目\t预算数\t决算数", "table"), ("税收\t12\t11", "table")
    assert lines[:5] == [("收支情况表", ""), ("", ""), (title, ""), one, two]
    assert lines[5:9] == [("", ""), (unit, ""), one, ("教育\t8\t9", "table")]


def test_an_ofd_is_laid_out_and_its_paragraphs_are_whole(tmp_path: Path) -> None:
    lines = ["为做好农村道路养护工作，经县政府研究，现将有关事项通", "知如下，请各乡镇人民政府认真贯彻执行。"]
    page = [(60, 40, 7, "云岭县人民政府关于养护的通知"), (38, 60, 5.6, lines[0]), (27, 70, 5.6, lines[1])]
    file = tmp_path / "通知.ofd"
    file.write_bytes(made.ofd([page]))
    assert "".join(lines) in [line.text.strip("\f") for line in read(file).lines]


def test_a_zip_of_windows_is_one_document_with_its_attachments_in_order(tmp_path: Path) -> None:
    file = tmp_path / "养护.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in (
            ("附件2.考核办法.docx", made.word(["第一条　考核每年一次。"])),
            ("附件1.任务表.xlsx", made.workbook({"Sheet1": [["乡镇", "里程"], ["东山镇", 3]]})),
            ("关于养护的通知.docx", made.word(made.notice("任务见附件1。", made.picture()))),
        ):
            archive.writestr(WindowsInfo(name), data)
    assert command.run(file, tmp_path / "content") == 0
    text = article(tmp_path / "content")
    places = [
        text.index(words)
        for words in (
            "任务见附件1。",
            "![",
            "任务表 {: .attachment }",
            "东山镇",
            "考核办法 {: .attachment }",
            "考核每年一次",
        )
    ]
    assert places == sorted(places)


def test_documents_in_folders_of_a_zip_have_each_their_own_attachments(tmp_path: Path) -> None:
    file = tmp_path / "民政.zip"
    notice = "安溪县民政局关于{}的通知", "各乡镇人民政府：", "请按要求办理。", "安溪县民政局", "2024年3月4日"
    with zipfile.ZipFile(file, "w") as archive:
        for n, matter in ((2, "寒潮救助"), (1, "收费检查"), (10, "慈善评估")):
            words = [one.format(matter) for one in notice]
            archive.writestr(f"发文/{n}.{matter}/通知.docx", made.word(words))
        sheet = made.workbook({"Sheet1": [["单位", "项目"], ["殡仪馆", "接运费"]]})
        archive.writestr("发文/1.收费检查/附件：检查表.xlsx", sheet)
    assert command.run(file, tmp_path / "content") == 0
    texts = {
        path.name: path.read_text(encoding="utf-8")
        for path in (tmp_path / "content").rglob("*.md")
        if path.name != "issue.md"
    }
    orders = {int(text.split("Order: ")[1].split()[0]): text for text in texts.values()}
    assert ["收费检查" in orders[1], "寒潮救助" in orders[2], "慈善评估" in orders[3]] == [True] * 3
    assert ["殡仪馆" in orders[n] for n in (1, 2, 3)] == [True, False, False]


def test_a_document_that_a_zip_holds_in_two_forms_is_one(tmp_path: Path) -> None:
    file = tmp_path / "发文.zip"
    words = [one for one in made.notice("任务见附件。") if isinstance(one, str)]
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("关于养护的通知.docx", made.word(words))
        archive.writestr("关于养护的通知.txt", "\n".join(words))
        archive.writestr("附件：任务表.xlsx", made.workbook({"Sheet1": [["乡镇", "里程"], ["东山镇", 3]]}))
    assert command.run(file, tmp_path / "content") == 0
    assert "东山镇" in article(tmp_path / "content")
    ledger = json.loads(next((tmp_path / "content").rglob("ingest.json")).read_text(encoding="utf-8"))
    assert "关于养护的通知.txt" in json.dumps(ledger["objects"], ensure_ascii=False)


def test_what_a_zip_holds_is_read_or_told(tmp_path: Path) -> None:
    def words(serial: int) -> str:
        return "\n".join(str(one) for one in made.notice()).replace("46号", f"{serial}号")

    file = tmp_path / "发文.zip"
    with zipfile.ZipFile(file, "w") as archive:
        # One name and two numbers, a name that hides, a file that is empty, what a system left.
        archive.writestr("通知.txt", words(1))
        archive.writestr("通知.TXT", words(2))
        archive.writestr(".通知.txt", words(3))
        archive.writestr("空.txt", "\r\n")
        archive.writestr("._通知.txt", words(4))
    source = read(file)
    assert [line.text for line in source.lines if line.text.startswith("云政发")] == [
        f"云政发〔2024〕{n}号" for n in (1, 2, 3)
    ]
    assert [(one.kind, one.text, one.rule) for one in source.objects] == [
        ("attachment", "空.txt", "unread-file")
    ]


def test_a_picture_that_was_not_sent_along_is_told(tmp_path: Path) -> None:
    whole, file = tmp_path / "whole.docx", tmp_path / "通知.docx"
    whole.write_bytes(made.word(made.notice(made.picture())))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(file, "w") as archive:
        for name in old.namelist():
            if "media" not in name:
                archive.writestr(name, old.read(name))
    assert command.run(file, tmp_path / "content") == 0
    ledger = json.loads(next((tmp_path / "content").rglob("ingest.json")).read_text(encoding="utf-8"))
    assert [one["rule"] for one in ledger["objects"]] == ["picture-not-there"]
    assert [one["rule"] for one in ledger["flags"]] == ["picture-not-there"]


def test_an_attachment_without_a_title_is_called_as_the_list_calls_it(tmp_path: Path) -> None:
    file = tmp_path / "养护.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "关于养护的通知.docx", made.word(made.notice("任务见附件。", "附件：1．任务表", "2．里程表"))
        )
        for n in (1, 2):
            archive.writestr(f"附件{n}.xlsx", made.workbook({"Sheet1": [["乡镇", "里程"], ["东山镇", n]]}))
    assert command.run(file, tmp_path / "content") == 0
    text = article(tmp_path / "content")
    assert [line for line in text.splitlines() if ".attachment }" in line] == [
        "## 任务表 {: .attachment }",
        "## 里程表 {: .attachment }",
    ]


def test_further_pages_of_an_article_are_read_with_its_first(tmp_path: Path) -> None:
    page = "<html><body><h1>{title}</h1><div><p>{text}</p><p>{link}</p></div></body></html>"
    first = page.format(
        title=made.TITLE,
        text="一、养护里程为三百公里，各乡镇应当按期完成。",
        link="<a href='t1_1.html'>下一页</a>",
    )
    second = page.format(title=made.TITLE, text="二、养护资金由县财政安排，不得挪作他用。", link="")
    (tmp_path / "t1.html").write_text(first, encoding="utf-8")
    (tmp_path / "t1_1.html").write_text(second, encoding="utf-8")
    assert command.run(tmp_path / "t1_1.html", tmp_path / "content") == 0
    text = article(tmp_path / "content")
    assert text.index("养护里程") < text.index("养护资金")


def test_a_photograph_loses_where_and_by_whom_it_was_taken(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = "secret place", "secret author"
    photo = made.picture("JPEG", exif=exif)
    file = tmp_path / "通知.docx"
    file.write_bytes(made.word(made.notice("范围见下图。", photo, "图1 养护范围示意图")))
    assert command.run(file, tmp_path / "content") == 0
    (kept,) = (tmp_path / "content").rglob("*.jpg")
    assert b"secret" in photo
    assert b"secret" not in kept.read_bytes()
    assert pictures.size(kept.read_bytes()) == (420, 260)
    assert "{: .photo }" in article(tmp_path / "content")


def test_decorations_are_left_out_by_name(tmp_path: Path) -> None:
    icon, line = made.picture(size=(20, 20)), made.picture(size=(600, 6))
    file = tmp_path / "通知.docx"
    file.write_bytes(made.word(made.notice(icon, line)))
    assert command.run(file, tmp_path / "content") == 0
    (ledger,) = (tmp_path / "content").rglob("ingest.json")
    objects = json.loads(ledger.read_text(encoding="utf-8"))["objects"]
    assert [one.get("rule") for one in objects if one["kind"] == "picture"] == [
        "picture-icon",
        "picture-line",
    ]


def test_pictures_of_a_sheet_are_kept_below_it_from_top_to_bottom(tmp_path: Path) -> None:
    rows = [["养护路线表"], ["乡镇", "里程"], ["东山镇", 12], ["西山乡", 7]]
    below, above = made.picture(colour="#8f1d2b"), made.picture()
    file = tmp_path / "附图.xlsx"
    file.write_bytes(
        made.with_drawing(
            made.workbook({"表": rows}), [(30, "西山乡路线图", below), (8, "东山镇路线图", above)]
        )
    )
    assert command.run(file, tmp_path / "content") == 0
    text = article(tmp_path / "content")
    assert text.index("西山乡 |") < text.index("![东山镇路线图]") < text.index("![西山乡路线图]")
    assert len(list((tmp_path / "content").rglob("*.png"))) == 2


@pytest.mark.parametrize("drawing", [made.windows_metafile, made.enhanced_metafile])
def test_a_metafile_becomes_a_picture_of_its_shape(drawing: Callable[[], bytes]) -> None:
    data = drawing()
    assert vector.is_metafile(data)
    made_of_it = vector.drawn(data)
    assert made_of_it is not None
    with Image.open(io.BytesIO(made_of_it)) as picture:
        ink = np.asarray(picture.convert("L")) < 128
    high, wide = ink.shape
    # A box: its sides are inked, its middle is not, and it is twice as wide as high.
    assert wide / high == pytest.approx(180 / 80, rel=0.1)
    assert ink[:, wide // 2].any()
    assert not ink[high // 3 : high * 2 // 3, wide // 3 : wide * 2 // 3].any()


def test_the_encoding_of_a_file_within_another_is_said_beside_the_source(tmp_path: Path) -> None:
    notice = "云岭县人民政府关于清淤的通知\n云岭府发〔2023〕5号\n\n各乡镇：\n\n现通知如下。\n\n云岭县人民政府\n2023年5月6日\n"
    path = tmp_path / "包.zip"
    for broken in ("通知.txt", "附件1.txt"):
        with zipfile.ZipFile(path, "w") as archive:
            for name in ("通知.txt", "附件1.txt"):
                archive.writestr(name, notice.encode() * 3 + b"\xe6x" * (name == broken))
        if broken == "通知.txt":
            with pytest.raises(
                SourceError, match=r"^包\.zip › 通知\.txt: looks like UTF-8, .*into 包\.toml beside it$"
            ):
                read(path)
        else:
            (left,) = (one.text for one in read(path).objects if one.rule == "unread-attachment")
            assert left.startswith("附件1.txt: looks like UTF-8") and left.endswith("into 包.toml beside it")


def test_rows_between_lines_are_those_of_a_form(tmp_path: Path) -> None:
    rows = [
        [["云台县项目申报表"], [""]],
        [["项目名称"], [""]],
        [["申报单位"], [""]],
        [["设备"], ["数量"]],
        [[""], [""]],
        [["合计"], [""]],
    ]
    (tmp_path / "申报表.xlsx").write_bytes(made.workbook({"表": rows}, {"表": ["A1:B1"]}))
    assert command.run(tmp_path / "申报表.xlsx", tmp_path / "content") == 0
    want = {"title": "云台县项目申报表", "tables": [[5, 2]], "body_has": ["| 数量 |\n|  |  |\n| 合计 |"]}
    assert faults({"articles": [want]}, tmp_path / "content") == []
