"""PDF: what does not lie in the lines of the page: turned and upright writing, stamps, fields, notes, cut tables."""

import io
from pathlib import Path

import pypdf
from gongbao.ingest import pipeline
from gongbao.ingest.model.source import Source
from PIL import Image
from pypdf.generic import read_object

from tests.ingest.read.sheet import FONT, LEFT, RIGHT, SENTENCE, TOP, Sheet, saved, shown


def turned_left(sheet: Sheet, x: float, y: float, text: str, size: float = 12) -> None:
    """Draw words that are read upwards, as on a landscape page that lies in an upright one."""
    sheet.canvas.saveState()
    sheet.canvas.translate(x, y)
    sheet.canvas.rotate(90)
    sheet.put(0, 0, text, size)
    sheet.canvas.restoreState()


def dropped(source: Source) -> list[tuple[str, str]]:
    return [(line.drop, line.text.strip()) for line in source.lines if line.drop]


def test_an_annex_set_sideways_is_read_in_its_own_direction(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "关于公布堤防名录的通知", 22)
    sheet.turn()
    for column, words in enumerate(
        [("堤防", "北堤", "南堤"), ("长度（米）", "1200", "870"), ("责任单位", "北坝镇", "南坝镇")]
    ):
        for row, word in enumerate(words):
            turned_left(sheet, 212 + 30 * row, 104 + 150 * column, word)
    sheet.grid([190, 220, 250, 280], [100, 250, 400, 550])
    source = sheet.source(tmp_path)
    assert shown(source)[1:] == ["\f堤防\t长度（米）\t责任单位", "北堤\t1200\t北坝镇", "南堤\t870\t南坝镇"]
    assert [line.hint for line in source.lines][1:] == ["table"] * 3
    box = source.lines[2].place.box  # type: ignore[union-attr]
    # The row stands upright on the printed page.
    assert box[2] - box[0] < 0.1
    assert box[3] - box[1] > 0.4


def test_words_turned_in_a_cell_stay_in_their_cell(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.grid([80, 120, 300, 500], [500, 560])
    sheet.grid([120, 300, 500], [500, 530, 560])
    turned_left(sheet, 105, 506, "汛期值班", 10)
    for y, words in ((540, ("水务局", "八人")), (510, ("气象局", "三人"))):
        sheet.put(130, y, words[0], 12)
        sheet.put(310, y, words[1], 12)
    assert shown(sheet.source(tmp_path)) == ["汛期值班\t水务局\t八人", "^^\t气象局\t三人"]


def test_writing_in_columns_is_read_from_the_right(tmp_path: Path) -> None:
    sheet = Sheet()
    columns = [
        "枫林县政府公报一九四九年第三期",
        "布告第七号查本县秋粮征收业已开",
        "始各区乡务须照章办理不得延误。",
    ]
    for n, column in enumerate(columns):
        for row, char in enumerate(column):
            sheet.put(RIGHT - 40 * n, TOP - 20 * row, char)
    assert "".join(shown(sheet.source(tmp_path))) == "".join(columns)


def test_a_pale_inscription_across_the_lines_is_set_aside(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.canvas.setFillGray(0.8)
    sheet.put(LEFT + 60, TOP - 66, "内部资料", 60)
    sheet.canvas.setFillGray(0)
    sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE * 3])
    source = sheet.source(tmp_path)
    assert shown(source) == [SENTENCE * 3]
    assert dropped(source) == [("watermark", "内部资料")]
    assert [(item.kind, item.text, item.rule) for item in source.objects] == [
        ("watermark", "内部资料", "watermark")
    ]


def test_pale_words_in_a_place_of_their_own_are_text(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.put(LEFT, TOP, SENTENCE[:20])
    sheet.canvas.setFillGray(0.7)
    sheet.put(LEFT, TOP - 60, "供稿：办公室")
    assert shown(sheet.source(tmp_path)) == [SENTENCE[:20], "供稿：办公室"]


def test_what_stands_off_the_page_is_set_aside(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.canvas.setCropBox((40, 40, 560, 780))
    sheet.put(LEFT, TOP, SENTENCE[:20])
    sheet.put(60, 800, "清样二校")
    source = sheet.source(tmp_path)
    assert shown(source) == [SENTENCE[:20]]
    assert dropped(source) == [("off-page", "清样二校")]


def test_what_was_typed_into_fields_is_text(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.put(LEFT, TOP, "申请编号：")
    sheet.put(LEFT, TOP - 40, "是否公开：")
    form = sheet.canvas.acroForm
    form.textfield(value="FL-2024-017", x=LEFT + 90, y=TOP - 4, width=200, height=22)
    form.checkbox(checked=True, x=LEFT + 90, y=TOP - 44, size=18)
    source = sheet.source(tmp_path)
    assert shown(source) == ["申请编号：FL-2024-017", "是否公开：☑"]
    assert {(item.kind, item.text, item.kept) for item in source.objects} == {
        ("form-value", "FL-2024-017", "text"),
        ("form-value", "☑", "text"),
    }


def test_files_that_are_attached_are_told(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.put(LEFT, TOP, SENTENCE[:20])
    writer = pypdf.PdfWriter(io.BytesIO(sheet.data()))
    writer.add_attachment("附件1.某表.xlsx", b"PK")
    pinned = "<</Type/Annot /Subtype/FileAttachment /Rect[60 60 80 80] /FS<</F(a.dwg) /EF<</F null>>>>>>"
    note = read_object(io.BytesIO(pinned.encode()), writer)
    writer.add_annotation(0, note)
    data = io.BytesIO()
    writer.write(data)
    source = saved(tmp_path, data.getvalue())
    assert shown(source) == [SENTENCE[:20]]
    assert [(one.kind, one.text, one.rule) for one in source.objects] == [
        ("attachment", "a.dwg", "embedded-file"),
        ("attachment", "附件1.某表.xlsx", "embedded-file"),
    ]


def test_raised_and_lowered_figures_are_no_plain_digits(tmp_path: Path) -> None:
    sheet = Sheet()

    def line(y: float, *parts: tuple[str, float]) -> None:
        x = LEFT
        for text, rise in parts:
            size = 10 if rise else 16
            sheet.put(x, y + rise, text, size)
            x += sheet.canvas.stringWidth(text, FONT, size)

    line(TOP, ("占地3.2×10", 0), ("4", 6), ("平方米，即320亩", 0))
    line(TOP - 40, ("减排CO", 0), ("2", -3), ("共8吨", 0))
    assert shown(sheet.source(tmp_path)) == ["占地3.2×10⁴平方米，即320亩", "减排CO₂共8吨"]


def test_a_table_over_two_pages_has_its_head_once_and_its_cut_row_whole(tmp_path: Path) -> None:
    sheet = Sheet()
    xs = [80.0, 130.0, 330.0, 500.0]

    def rows(*cells: tuple[str, str, str]) -> None:
        sheet.grid(xs, [700 - 30 * n for n in range(len(cells) + 1)])
        for n, row in enumerate(cells):
            for x, cell in zip(xs, row, strict=False):
                sheet.put(x + 4, 680 - 30 * n, cell, 12)

    head = ("序号", "工程名称", "所在地")
    rows(
        head,
        ("1", "北堤加固", "北坝镇"),
        ("2", "南堤加固", "南坝镇"),
        ("3", "石桥村至柳溪村引水渠", "石桥镇"),
    )
    sheet.turn()
    rows(head, ("", "清淤工程", ""), ("4", "东渠改线", "东山镇"), ("5", "西渠改线", "西山镇"))
    source = sheet.source(tmp_path)
    assert shown(source) == [
        "序号\t工程名称\t所在地",
        "1\t北堤加固\t北坝镇",
        "2\t南堤加固\t南坝镇",
        "3\t石桥村至柳溪村引水渠清淤工程\t石桥镇",
        "4\t东渠改线\t东山镇",
        "5\t西渠改线\t西山镇",
    ]
    assert dropped(source) == [("repeated-table-head", "序号\t工程名称\t所在地")]


def test_a_picture_is_kept_where_it_stands_and_a_small_sign_is_told(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.put(LEFT, TOP, SENTENCE[:20])
    photo = Image.linear_gradient("L").convert("RGB").resize((300, 200))
    sheet.canvas.drawInlineImage(photo, LEFT, TOP - 240, 300, 200)
    sheet.canvas.drawInlineImage(photo, RIGHT - 10, TOP, 8, 8)
    sheet.put(LEFT + 60, TOP - 270, "图1 北堤示意图")
    sheet.put(LEFT, TOP - 320, SENTENCE[:24])
    source = sheet.source(tmp_path)
    assert [(item.kind, item.line, item.rule, bool(item.file)) for item in source.objects] == [
        ("picture", 2, "", True),
        ("picture", 4, "picture-small", False),
    ]
    assert Image.open(io.BytesIO(source.files[source.objects[0].file])).size == (300, 200)
    blocks = pipeline.make(source).records[0].blocks
    assert [block.kind for block in blocks].count("picture") == 1
