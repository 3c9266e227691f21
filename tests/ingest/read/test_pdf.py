"""PDF with a text layer: lines, columns, tables, paragraphs, furniture."""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from gongbao.ingest.model.blanks import close_up
from gongbao.ingest.model.marks import plain
from gongbao.ingest.read.pdf import read_pdf
from gongbao.ingest.read.pdf.radicals import as_written
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.forms import as_pdf, from_text
from tests.ingest.read.sheet import LEFT, RIGHT, SENTENCE, TOP, Sheet, saved, shown


def test_a_paragraph_is_one_line_and_a_short_line_ends_it(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "某某市人民政府", 22)
    sheet.middle(TOP - 35, "关于某事的通知", 22)
    sheet.put(LEFT, TOP - 80, "各区县人民政府：")
    y = sheet.column(LEFT, TOP - 108, RIGHT - LEFT, [SENTENCE * 2, "一、总体要求", SENTENCE, SENTENCE[:24]])
    sheet.put(RIGHT - 200, y - 28, "某某市人民政府")
    sheet.put(RIGHT - 190, y - 56, "2018年5月16日")
    assert shown(sheet.source(tmp_path)) == [
        "某某市人民政府",
        "关于某事的通知",
        "各区县人民政府：",
        SENTENCE * 2,
        "一、总体要求",
        SENTENCE,
        SENTENCE[:24],
        "某某市人民政府",
        "2018年5月16日",
    ]


def test_an_entry_of_the_contents_ends_in_its_page_however_full_its_line(tmp_path: Path) -> None:
    entries = ["某某市人民政府关于印发某某办法的通知…………………………（2）"[-27:], "【人事任免】"]
    sheet = Sheet()
    for n, entry in enumerate([SENTENCE[:27], entries[0], entries[1], SENTENCE[:27]]):
        sheet.put(LEFT, TOP - 28 * n, entry)
    assert [line for line in shown(sheet.source(tmp_path)) if line in entries] == entries


def test_what_stands_whole_below_a_title_goes_on_in_no_line_however_wide(tmp_path: Path) -> None:
    lines = [
        "（2012年10月26日枫林县第四届人大常委会第三十六次会议通过）",
        "第一章　总则",
        "——2012年8月28日在枫林县第四届人大常委会第三十五次会议上",
        "县公安局局长　罗霆",
        # A title goes on.
        "枫林县第四届人民代表大会常务委员会关于接受罗霆辞去县公安局",
        "局长职务请求的决定",
    ]
    sheet = Sheet()
    for n, text in enumerate(lines):
        sheet.middle(TOP - 28 * n, text)
    sheet.column(LEFT, TOP - 168, RIGHT - LEFT, [SENTENCE * 2])
    found = [line.strip() for line in shown(sheet.source(tmp_path))]
    assert found == [*lines[:4], lines[4] + lines[5], SENTENCE * 2]


def test_what_a_machine_sets_far_out_over_a_page_moves_no_margin(tmp_path: Path) -> None:
    sentence = SENTENCE.replace("（GDP增长8.5%）", "")
    texts = [sentence * 2, "二、" + sentence, "三、" + sentence]
    sheet = Sheet()
    sheet.put(LEFT - 52, TOP + 60, "FROM : FENGLIN FANGBAN 17:42 P1", 10)
    sheet.column(LEFT, TOP, RIGHT - LEFT, texts)
    assert [line.strip() for line in shown(sheet.source(tmp_path))][1:] == texts


def test_an_entry_without_leaders_a_sender_and_copies_go_on_in_no_line(tmp_path: Path) -> None:
    texts = ["某某市人民政府关于修路架桥的通知（某政发〔2020〕12号）3", "某某市人民政府关于春耕的意见"]
    sheet = Sheet()
    for n, text in enumerate([SENTENCE[:27], *texts]):
        sheet.put(LEFT, TOP - 28 * n, text)
    sheet.put(RIGHT - 80, TOP - 112, "（县法院）")
    sheet.put(LEFT, TOP - 140, "报送：市委，市政府，市人大，县委县政府县人大县政协领导")
    sheet.put(LEFT, TOP - 168, "发送：各镇人民政府")
    found = [line.strip() for line in shown(sheet.source(tmp_path))]
    assert found[-4:] == [
        texts[1],
        "（县法院）",
        "报送：市委，市政府，市人大，县委县政府县人大县政协领导",
        "发送：各镇人民政府",
    ]


def test_a_hanging_list_of_attachments_keeps_its_items(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE * 2])
    sheet.put(LEFT + 32, TOP - 140, "附件：1．某某市盐业体制改革工作领导小组成员名单及任")
    sheet.put(LEFT + 104, TOP - 168, "务分工表")
    sheet.put(LEFT + 80, TOP - 196, "2．名单")
    assert shown(sheet.source(tmp_path))[1:] == [
        "附件：1．某某市盐业体制改革工作领导小组成员名单及任务分工表",
        "2．名单",
    ]


def test_a_paragraph_below_a_full_line_of_names_is_one_of_its_own(tmp_path: Path) -> None:
    sheet = Sheet()
    y = sheet.column(
        LEFT,
        TOP,
        16 * 16,
        [SENTENCE * 2, "五月二日，区长主持召开碰头会平、刘敏、杨洪、蒋江等人参加了。"],
    )
    sheet.column(LEFT, y, 16 * 16, ["五月二日，区长调研农村公路和桥梁养护。"])
    assert [line.strip() for line in shown(sheet.source(tmp_path))][2:] == [
        "五月二日，区长调研农村公路和桥梁养护。",
    ]


def test_blanks_behind_a_signature_do_not_fill_its_line(tmp_path: Path) -> None:
    sheet = Sheet()
    y = sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
    for text in ("甲县人民政府\u3000\u3000", "2021年4月2日\u3000\u3000"):
        wide = sum(16 if char > "\x7f" else 8 for char in text)
        sheet.put(RIGHT - wide, y, text)
        y -= 28
    sheet.put(LEFT, y, "附件")
    found = [line.strip() for line in shown(sheet.source(tmp_path))]
    assert found[1:] == ["甲县人民政府", "2021年4月2日", "附件"]


def test_halves_of_a_paragraph_on_two_pages_stay_two_lines(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE * 3])
    sheet.turn()
    sheet.put(LEFT, TOP, "续行的下半句。")
    source = sheet.source(tmp_path)
    assert shown(source) == [SENTENCE * 3, "\f续行的下半句。"]
    assert [line.page for line in source.lines] == [1, 2]


def test_notes_below_a_short_rule_are_notes(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE * 2])
    sheet.canvas.line(LEFT, 150, LEFT + 120, 150)
    sheet.put(LEFT, 130, "①指甲事。", 10)
    sheet.put(LEFT, 112, "②指乙事。", 10)
    source = sheet.source(tmp_path)
    assert [line.text for line in source.lines if line.hint == "footnote"] == ["①指甲事。", "②指乙事。"]


def test_distances_become_blanks_but_spread_lines_do_not(tmp_path: Path) -> None:
    sheet = Sheet()
    for index, char in enumerate("通知"):
        sheet.put(LEFT + 100 + 80 * index, TOP, char, 20)
    for index, char in enumerate("稍稍撒开的一行字"):
        sheet.put(LEFT + 19 * index, TOP - 40, char, 16)
    sheet.put(LEFT, TOP - 80, "Word")
    sheet.put(LEFT + 48, TOP - 80, "by")
    sheet.put(LEFT + 72, TOP - 80, "word")
    assert shown(sheet.source(tmp_path)) == ["通\u3000\u3000\u3000知", "稍稍撒开的一行字", "Word by word"]


def test_a_table_without_rules_is_read_row_by_row(tmp_path: Path) -> None:
    sheet = Sheet()
    rows = (
        ("街道", "任务数", "完成率"),
        ("城关街道", "320", "99.4%"),
        ("东湖街道", "210", "100%"),
        ("合计", "530", "99.6%"),
    )
    for index, row in enumerate(rows):
        for x, cell in zip((100, 220, 440), row, strict=True):
            sheet.put(x, TOP - 26 * index, cell, 14)
    assert [line.split() for line in shown(sheet.source(tmp_path))] == [list(row) for row in rows]


def test_names_set_to_one_width_stay_apart(tmp_path: Path) -> None:
    sheet = Sheet()
    for x, name in ((100, "洪"), (132, "亮"), (196, "郭小川"), (292, "马"), (324, "骏")):
        sheet.put(x, TOP, name)
    assert close_up(shown(sheet.source(tmp_path))[0]) == "洪亮\u3000郭小川\u3000马骏"


def test_type_that_is_drawn_twice_is_read_once(tmp_path: Path) -> None:
    sheet = Sheet()
    for shift in (0, 0.3, 0.6):
        sheet.put(LEFT + shift, TOP, "重影的标题", 22)
    sheet.put(LEFT, TOP - 40, "谢谢人人")
    assert shown(sheet.source(tmp_path)) == ["重影的标题", "谢谢人人"]


def test_a_watermark_is_dropped_and_a_turned_page_is_read(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
    sheet.canvas.saveState()
    sheet.canvas.translate(200, 300)
    sheet.canvas.rotate(45)
    sheet.put(0, 0, "内部资料", 60)
    sheet.canvas.restoreState()
    sheet.turn()
    sheet.canvas.setPageRotation(90)
    sheet.canvas.saveState()
    sheet.canvas.rotate(90)
    sheet.put(100, -200, "横排的表一")
    sheet.put(100, -240, "第二行")
    sheet.canvas.restoreState()
    source = sheet.source(tmp_path)
    assert [(line.text, line.drop) for line in source.lines] == [
        (SENTENCE, ""),
        ("内部资料", "watermark"),
        ("\f横排的表一", ""),
        ("第二行", ""),
    ]


@pytest.mark.parametrize(
    ("drawn", "meant"), [("⼈", "人"), ("⺠", "民"), ("⻛", "风"), ("民", "民"), ("Ａ", "Ａ"), ("①", "①")]
)
def test_radicals_are_read_as_the_characters_that_they_look_like(drawn: str, meant: str) -> None:
    assert as_written(drawn) == meant


LONG = from_text(
    "某府发〔2018〕3号\n各区县人民政府：\n"
    + "\n".join(f"第{n}段。{SENTENCE * (1 + n % 4)}" for n in range(40))
    + "\n某某市人民政府\n2018年5月16日",
    title="某某市人民政府\n关于某事的通知",
)


@pytest.mark.parametrize("columns", [1, 2])
def test_a_long_text_comes_back_word_for_word(tmp_path: Path, columns: int) -> None:
    source = saved(tmp_path, as_pdf(LONG, columns))
    expected = [*LONG.title.split("\n"), *(line for line in LONG.lines if isinstance(line, str))]
    found = [line.strip("\f") for line in shown(source)]
    assert "".join(found) == "".join(expected)
    # Only where a page ends may a paragraph be in two.
    pages = max(line.page or 0 for line in source.lines)
    assert pages >= 3 or columns == 2
    assert len(set(expected) - set(found)) < pages


def test_text_beside_a_table_is_not_lost(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.grid([LEFT + 250, LEFT + 320, RIGHT], [700.0, 660.0, 620.0])
    for row, texts in enumerate([("甲", "乙"), ("丙", "丁")]):
        for column, text in enumerate(texts):
            sheet.put(LEFT + 260 + 70 * column, 672 - 40 * row, text, 12)
    sheet.put(LEFT, 680, "表旁的字", 12)
    sheet.put(LEFT, 640, "表旁的另一行", 12)
    found = shown(sheet.source(tmp_path))
    assert {"表旁的字", "表旁的另一行", "甲\t乙", "丙\t丁"} == set(found)


TEXTS = st.sampled_from(
    ["公报", "一、总体要求", "2018年5月16日", "— 1 —", "Word", "，后半句。", SENTENCE[:30], "附件1"]
)
MARKS = st.one_of(
    st.tuples(
        st.just("text"), st.integers(20, 560), st.integers(20, 820), TEXTS, st.sampled_from([8, 10.5, 16, 22])
    ),
    st.tuples(
        st.just("turned"),
        st.integers(-20, 620),
        st.integers(-20, 860),
        # Words of their own, since the library takes the same sign at the same place for bold type.
        st.just("转排戊己庚辛"),
        st.sampled_from([40, 90, 180, 270]),
    ),
    st.tuples(
        st.just("rule"),
        st.integers(20, 560),
        st.integers(20, 820),
        st.integers(20, 560),
        st.integers(20, 820),
    ),
    st.tuples(
        st.just("grid"), st.integers(20, 300), st.integers(20, 600), st.integers(20, 120), st.integers(15, 90)
    ),
)


@settings(max_examples=120)
@given(st.lists(st.lists(MARKS, max_size=25), min_size=1, max_size=4))
def test_no_layout_loses_or_doubles_a_character(
    pages: list[list[tuple[str, int, int, str | int, float]]],
) -> None:
    sheet = Sheet()
    drawn: Counter[str] = Counter()

    def draws(text: str) -> None:
        drawn.update("".join(unicodedata.normalize("NFKC", text).split()))

    sheet.put(100, 100, "每份文件都有的一行字")
    draws("每份文件都有的一行字")
    for marks in pages:
        spots = set()
        turned = False
        for kind, x, y, a, b in marks:
            # The same words drawn over themselves are bold type that a printer faked: they count once.
            faked = any(abs(y - other) < max(b, size) and str(a) == said for other, said, size in spots)
            if kind == "text" and not faked and not any(abs(y - other) < 3 for other, _, _ in spots):
                sheet.put(x, y, str(a), b)
                draws(str(a))
                spots.add((y, str(a), b))
            elif kind == "turned" and not turned:
                sheet.canvas.saveState()
                sheet.canvas.translate(x, y)
                sheet.canvas.rotate(b)
                sheet.put(0, 0, str(a))
                sheet.canvas.restoreState()
                draws(str(a))
                turned = True
            elif kind == "rule":
                sheet.canvas.line(x, y, *((a, y) if abs(int(a) - x) > abs(b - y) else (x, b)))
            elif kind == "grid":
                sheet.grid([x + n * int(a) for n in range(4)], [y + n * b for n in range(3)])
        sheet.turn()
    found: Counter[str] = Counter()
    for line in read_pdf(sheet.data(), "any.pdf").lines:
        text = line.text.replace("^^", "").replace("<<", "") if line.hint == "table" else line.text
        # Figures that seem raised are written as such.
        found.update("".join(unicodedata.normalize("NFKC", plain(text)).split()))
    assert found == drawn


def one_glyph_for_two(twice: bool) -> bytes:
    """Return a PDF whose font has one glyph for ——; twice: the line is drawn a second time, as faked bold type is."""
    signs = {1: "——", **dict(enumerate("对重度残疾人每月加发补助", start=2))}
    unicode_ = "".join(f"<{n:02x}> <{text.encode('utf-16-be').hex()}>\n" for n, text in signs.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange {len(signs)} beginbfchar\n{unicode_}endbfchar\n"
        "endcmap end end"
    )
    line = f"BT /F 16 Tf 80 700 Td <{bytes(signs).hex()}> Tj ET\n"
    content = line + (line.replace("80 700", "80.4 700") if twice else "")
    widths = " ".join("2000" if n == 1 else "1000" for n in signs)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        f"<< /Type /Font /Subtype /TrueType /BaseFont /Arial /FirstChar 1 /LastChar {len(signs)} /Widths [{widths}] "
        "/Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    out, places = "%PDF-1.4\n", []
    for n, held in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{n} 0 obj\n{held}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return f"{out}{end}startxref\n{len(out)}\n%%EOF\n".encode("latin-1")


@pytest.mark.parametrize("twice", [False, True])
def test_a_glyph_that_stands_for_two_signs_is_both(tmp_path: Path, twice: bool) -> None:
    assert shown(saved(tmp_path, one_glyph_for_two(twice))) == ["——对重度残疾人每月加发补助"]


def test_figures_raised_in_the_size_of_their_line_are_raised(tmp_path: Path) -> None:
    sheet = Sheet()
    at = LEFT
    for words, off in (
        ("开采3.5×10", 0),
        ("4", 6),
        ("m", 0),
        ("3", 6),
        ("，含CO", 0),
        ("2", -3),
        ("共2处。", 0),
    ):
        sheet.put(at, TOP + off, words)
        at += sheet.canvas.stringWidth(words, "STSong-Light", 16)
    # A figure that stands by itself, higher than the words of its row, is a column's.
    sheet.put(LEFT, TOP - 60, "第12组")
    sheet.put(LEFT + 200, TOP - 54, "35")
    found = shown(sheet.source(tmp_path))
    assert found[0] == "开采3.5×10⁴m³，含CO₂共2处。"
    assert "35" in found[1]


def test_who_took_a_picture_stands_behind_the_words_about_it(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
    sheet.middle(TOP - 120, "图为老支书在凤凰岭查看松树长势。", 12)
    sheet.middle(TOP - 138, "（温如玉摄）", 12)
    assert shown(sheet.source(tmp_path))[1:] == ["图为老支书在凤凰岭查看松树长势。（温如玉摄）"]


def test_blanks_that_are_drawn_open_a_paragraph(tmp_path: Path) -> None:
    sheet = Sheet()
    # The first line fills its row to the last square: what follows would not have fitted.
    first = "您提出的关于打造夜间消费集聚区的提案收悉，现答复如下："
    for row, words in enumerate([first, "一、今年安排专项资金。", "二、确定三处。"]):
        sheet.put(LEFT, TOP - 26 * row, "\u3000\u3000" + words, 15)
    sheet.put(LEFT + 30, TOP - 78, "三、以后每年报告。", 15)
    found = [line.strip("\u3000") for line in shown(sheet.source(tmp_path))]
    assert found == [first, "一、今年安排专项资金。", "二、确定三处。", "三、以后每年报告。"]
