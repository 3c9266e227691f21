"""What of a scanned page is no type, and which sign is meant: judged from lines and signs alone."""

import numpy as np
import pytest
from gongbao.ingest.read.scan import dashes, marks, prepare, scripts
from gongbao.ingest.read.scan.engine import Sign
from gongbao.ingest.read.scan.line_starts import with_starts
from gongbao.ingest.read.scan.lines import Line, joined
from gongbao.ingest.read.scan.seals import without_seals
from gongbao.ingest.read.scan.setting import sizes_of
from gongbao.ingest.read.scan.settle import lost_zeros, settle, specks
from gongbao.ingest.read.scan.through import without_show_through
from PIL import Image, ImageDraw


def test_a_hole_in_the_margin_is_told_and_no_text() -> None:
    lines = [Line(200, 100 + 60 * n, 1200, 140 + 60 * n) for n in range(8)]
    words = ["枫林县人民政府关于做好秋粮收购工作的通知"] * 8
    # A hole on the height of a date, and a bullet that its text stands right behind.
    lines += [Line(60, 700, 90, 730), Line(200, 760, 1200, 800)]
    words += ["●", "●枫林县粮食局关于粮食收购资格的公告"]
    signs = [[Sign(sign, (n + 0.5) / len(text), 0.99) for n, sign in enumerate(text)] for text in words]
    crops = [np.full((int(line.y1 - line.y0), int(line.x1 - line.x0), 3), 255, np.uint8) for line in lines]
    kept, gone = marks.without_pen(crops, signs, lines)
    assert gone == [("punched-hole", 8, "●", "●")]
    assert ["".join(sign.text for sign in line) for line in kept] == [*words[:8], "", words[9]]


def test_a_signature_by_hand_and_the_edge_over_a_page_are_told_and_no_text() -> None:
    lines = [Line(200, 100 + 60 * n, 1200, 140 + 60 * n) for n in range(6)]
    lines += [Line(700, 500, 820, 540), Line(850, 470, 1100, 580), Line(700, 5, 800, 60)]
    words = ["枫林县人民政府关于做好秋粮收购工作的通知"] * 6 + ["县长", "2M", "U"]

    def of(sure: float) -> list[list[Sign]]:
        return [
            [
                Sign(sign, (n + 0.5) / len(text), sure if len(text) < 3 else 0.99)
                for n, sign in enumerate(text)
            ]
            for text in words
        ]

    assert marks.signatures(of(0.8), lines) == [7]
    # A number in type of the usual height is none.
    assert marks.signatures(of(0.8), [*lines[:7], Line(850, 500, 1100, 545), lines[8]]) == []
    crops = [np.full((int(line.y1 - line.y0), int(line.x1 - line.x0), 3), 255, np.uint8) for line in lines]
    for sure, told in ((0.5, [("pen-mark", 8, "U", "U")]), (0.95, [])):
        assert marks.without_pen(crops, of(sure), lines)[1] == told


def test_a_seal_on_coloured_paper_is_no_text() -> None:
    page = Image.new("RGB", (1240, 1754), (180, 180, 245)[::-1])
    ImageDraw.Draw(page).ellipse((700, 1200, 1000, 1500), outline=(200, 40, 40), width=10)
    bgr = np.asarray(page)[:, :, ::-1].copy()
    found = without_seals(bgr)
    # The ring is as bright as the paper or brighter; the paper is as it was.
    assert found.min() >= 180
    assert (found[:1000] == bgr[:1000]).all()


@pytest.mark.parametrize(("dark", "gone"), [(0.25, True), (0.45, False)])
def test_a_pale_line_with_many_doubted_signs_shines_through(dark: float, gone: bool) -> None:
    words = "案食全安品事县代"
    crops = [np.full((48, 48 * len(words), 3), 250, np.uint8) for _ in range(5)]
    for n, crop in enumerate(crops):
        # A stroke for each sign; that of the last line is pale.
        crop[8:40, 8::16] = 250 - int(150 * (dark if n == 4 else 1))
    sure = [1.0, 0.99, 1.0, 0.4, 1.0, 0.97, 0.3, 1.0]
    signs = [
        [Sign(sign, (k + 0.5) / len(words), sure[k] if n == 4 else 0.99) for k, sign in enumerate(words)]
        for n in range(5)
    ]
    kept, told = without_show_through(crops, signs)
    assert [len(line) for line in kept] == [len(words)] * 4 + [0 if gone else len(words)]
    assert [words for _, words, _ in told] == [words] * gone


def test_boxes_of_one_row_that_lap_over_are_one_line() -> None:
    row = [Line(100, 100, 380, 140), Line(372, 101, 600, 141), Line(640, 100, 800, 140)]
    below = [Line(376, 142, 600, 180)]
    assert joined([*row, *below]) == [Line(100, 100, 600, 141), below[0], row[2]]


@pytest.mark.parametrize(("sure", "marks_found"), [(0.6, 2), (0.97, 0)])
def test_words_by_hand_down_the_margin_are_told_and_no_text(sure: float, marks_found: int) -> None:
    lines = [Line(200, 100 + 60 * n, 1200, 140 + 60 * n) for n in range(8)]
    # One sign was found alone, two below it as one; a section's name is printed so, and read without doubt.
    lines += [Line(80, 220, 120, 260), Line(82, 270, 120, 360, upright=True)]
    words = ["枫林县人民政府关于做好秋粮收购工作的通知"] * 8 + ["阅", "办理"]
    signs = [
        [Sign(sign, (n + 0.5) / len(text), 0.99 if len(text) > 2 else sure) for n, sign in enumerate(text)]
        for text in words
    ]
    crops = [np.full((int(line.y1 - line.y0), int(line.x1 - line.x0), 3), 255, np.uint8) for line in lines]
    kept, gone = marks.without_pen(crops, signs, lines)
    assert [(rule, words) for rule, _, words, _ in gone] == [("pen-mark", "阅"), ("pen-mark", "办理")][
        :marks_found
    ]
    assert sum(not line for line in kept) == marks_found


@pytest.mark.parametrize(
    ("levels", "uprights", "worn", "is_stamp", "date"),
    [
        ((), (), 0, True, ""),
        ((60,), (), 0, True, ""),
        ((), (), 150, True, ""),
        ((60,), (130, 260), 0, False, ""),
        # A date by hand goes over the lower side.
        ((60,), (), 0, True, "12"),
    ],
)
def test_a_frame_of_colour_is_a_stamp_unless_rules_part_it_like_a_table(
    levels: tuple[int, ...], uprights: tuple[int, ...], worn: int, is_stamp: bool, date: str
) -> None:
    page = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(page)
    left, top, right, foot = 1100, 120, 1490, 240
    for y in (top, *(top + level for level in levels), foot):
        draw.line((left + worn if y == top else left, y, right, y), (40, 50, 180), 5)
    for x in (left, *(left + upright for upright in uprights), right):
        draw.line((x, top, x, foot), (40, 50, 180), 5)
    for n, _ in enumerate(date):
        draw.line((left + 220 + 40 * n, foot - 30, left + 200 + 40 * n, foot + 18), (40, 50, 180), 6)
    _picture, frames = marks.without_stamps(np.asarray(page)[:, :, ::-1].copy())
    assert bool(frames) == is_stamp


@pytest.mark.parametrize(
    ("words", "squares", "meant"),
    [
        ("—农业基础不断夯实", 2, "——农业基础不断夯实"),
        ("—农业基础不断夯实", 1, "—农业基础不断夯实"),
        ("我们的目标—共同富裕", 2, "我们的目标——共同富裕"),
        ("北京—上海高速公路", 1, "北京—上海高速公路"),
        ("二期2017—2025年", 2, "二期2017—2025年"),
    ],
)
def test_a_dash_that_takes_two_squares_is_a_dash_of_two(words: str, squares: int, meant: str) -> None:
    em = 40.0
    ends = [0.0]
    for sign in words:
        ends.append(ends[-1] + em * (squares if sign == "—" else 0.5 if sign.isdecimal() else 1))
    line = Line(100, 100, 100 + ends[-1], 148)
    signs = [
        Sign(sign, (a + b) / 2 / ends[-1], 0.9) for sign, a, b in zip(words, ends, ends[1:], strict=False)
    ]
    found, changed = dashes.with_both_halves(signs, line, em)
    assert "".join(sign.text for sign in found) == meant
    assert len(changed) == (words != meant)


def test_a_negative_is_read_as_the_page_that_was_taken() -> None:
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    for y in range(200, 1500, 40):
        draw.line((200, y, 1000, y), "black", 8)
    paper = np.asarray(page)
    assert (prepare.positive((255 - paper).astype(np.uint8)) == paper).all()
    dark = Image.new("RGB", (1240, 1754), (60, 60, 60))
    # A page on a dark desk is none.
    ImageDraw.Draw(dark).rectangle((250, 300, 990, 1400), fill="white")
    for picture in (paper, np.asarray(dark)):
        assert prepare.positive(picture) is picture


@pytest.mark.parametrize(
    ("lines", "sure", "meant"),
    [
        # A page in a simplified Kai face that is read so in part.
        (["关于陈国栋等职务任免的通知", "各县（市）财政、发展、劳动、农业、产业、质监、贸易、电气局", "經縣政府會議研究"], 0.8, "经县政府会议研究"),
        # The name on a page is printed so, as far as the engine can tell; a page in traditional forms is one.
        (["关于陈国栋等职务任免的通知", "各县（市）财政、发展、劳动、农业、产业、质监、贸易、电气局", "經縣政府會議研究"], 0.99, "經縣政府會議研究"),
        (["關於陳國棟等職務任免的通知", "各縣（市）財政局、審計局", "经县政府會議研究"], 0.8, "经县政府會議研究"),
    ],
)  # fmt: skip
def test_the_forms_of_a_page_are_judged_together(lines: list[str], sure: float, meant: str) -> None:
    signs = [[Sign(sign, (n + 0.5) / len(line), sure) for n, sign in enumerate(line)] for line in lines]
    out, changed = scripts.with_forms_of_page(signs)
    assert "".join(sign.text for sign in out[-1]) == meant
    assert "".join(sign for _, _, sign in changed) == ("經縣會議" if meant != lines[-1] else "")


def test_a_stroke_in_a_row_of_figures_is_a_dash_where_no_rules_part_the_cells() -> None:
    rows = [
        ("工业增加值", "一", "6.3"),
        ("固定资产投资", "一", "-"),
        # Nothing stands left of the first, which counts; the last stands beside words.
        ("一", "12.5", "说明"),
        ("县城", "一", "本月数未报"),
    ]
    lines, words = [], []
    for n, row in enumerate(rows):
        for k, word in enumerate(row):
            lines.append(Line(100 + 400 * k, 100 + 60 * n, 100 + 400 * k + 30 * len(word), 130 + 60 * n))
            words.append(word)
    signs = [[Sign(sign, (n + 0.5) / len(word), 0.9) for n, sign in enumerate(word)] for word in words]
    read, changed = dashes.with_lone_dashes(lines, signs, [False] * len(lines))
    assert ["".join(sign.text for sign in one) for one in read] == [
        *("工业增加值", "—", "6.3"),
        *("固定资产投资", "—", "—"),
        *("一", "12.5", "说明"),
        *("县城", "一", "本月数未报"),
    ]
    assert [text for _, text in changed] == ["一", "一", "-"]


@pytest.mark.parametrize(
    ("words", "places", "left"),
    [
        # A speck in a number takes less room than its point; figures of sections are set alike.
        ("增长1.7.8%；", [0.5, 1.5, 2.25, 2.45, 2.85, 3.25, 3.7, 4.4, 5.5], "增长17.8%；"),
        ("按1.7.8节；", [0.5, 1.25, 1.65, 2.05, 2.45, 2.85, 3.5, 4.5], "按1.7.8节；"),
        (".按期完成", [0.1, 0.6, 1.6, 2.6, 3.6], "按期完成"),
        ("按期完成。.", [0.5, 1.5, 2.5, 3.5, 4.3, 5.3], "按期完成。"),
        # Nor has a year in brackets a point behind it, nor the name of who signs.
        (
            "(61.).农字第7号",
            [0.2, 0.6, 1.1, 1.4, 1.7, 2.0, 2.6, 3.6, 4.6, 5.3, 6.0],
            "(61)农字第7号",
        ),
        # A point alone in a cell is none; a dash there may be one.
        (".", [0.5], ""),
        ("．枫林县", [0.5, 1.5, 2.5, 3.5], "枫林县"),
        ("-", [0.5], "-"),
        ("枫林县人民政府.", [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.1], "枫林县人民政府"),
    ],
)
def test_a_speck_beside_signs_is_no_full_stop(words: str, places: list[float], left: str) -> None:
    em = 1 / 6
    signs = [Sign(sign, at * em, 0.97) for sign, at in zip(words, places, strict=True)]
    gone = specks(signs, em)
    assert "".join(sign.text for n, sign in enumerate(signs) if n not in gone) == left


@pytest.mark.parametrize(
    ("words", "places", "meant"),
    [
        ("自二一三年起", [0.5, 1.5, 3.5, 4.5, 5.5, 6.5], "自二〇一三年起"),
        ("到二〇八年底", [0.5, 1.5, 3.4, 4.4, 5.4, 6.4], "到二〇〇八年底"),
        # Without room for a sign none was passed over; nor where the year would be of no century that is meant.
        ("自二一三年起", [0.5, 1.5, 2.5, 3.5, 4.5, 5.5], "自二一三年起"),
        ("自一九三年起", [0.5, 1.5, 2.5, 4.5, 5.5, 6.5], "自一九三年起"),
    ],
)
def test_a_zero_of_a_year_that_was_passed_over_is_told_by_its_room(
    words: str, places: list[float], meant: str
) -> None:
    em = 1 / 7
    signs = [Sign(sign, at * em, 0.97) for sign, at in zip(words, places, strict=True)]
    at = lost_zeros(signs, em)
    assert "".join("〇" * (n in at) + sign for n, sign in enumerate(words)) == meant


def test_each_zero_of_a_year_is_settled() -> None:
    assert settle("截至二OO○年底")[0] == "截至二〇〇〇年底"
    # 二 stands at the end of the line above.
    assert settle("○一三年底")[0] == "〇一三年底"


def test_a_line_that_lacks_its_number_is_made_longer_over_what_a_copy_left_of_it() -> None:
    lines = [Line(100 + 80 * (n == 4), 100 + 60 * n, 900, 140 + 60 * n) for n in range(8)]
    lines[5] = Line(260, 400, 900, 440)
    strokes = [[185, 408, 20, 4], [190, 428, 14, 4], [228, 428, 7, 7]]
    assert with_starts(lines, strokes, 40)[5].x0 == 184
    # Two specks of the paper, one beside the other, are no number; nor is anything beside the margin.
    assert with_starts(lines, strokes[1:], 40)[5].x0 == 260
    assert with_starts(lines, [[20, 408, 20, 4], [25, 428, 14, 4]], 40) == lines


def test_a_blank_within_a_line_does_not_make_its_type_larger() -> None:
    line = Line(100, 100, 420, 148)
    steps = [0.5, 1.5, 2.5, 5.0, 6.0, 7.0, 8.0]
    signs = [Sign(sign, at / 8.5, 0.99) for sign, at in zip("副州长罗布次仁", steps, strict=True)]
    without = [Sign(sign, (n + 0.5) / 7, 0.99) for n, sign in enumerate("副州长罗布次仁")]
    apart, solid = sizes_of([line, Line(100, 300, 100 + 7 * 320 / 8.5, 348)], [signs, without])
    assert apart == pytest.approx(solid)
