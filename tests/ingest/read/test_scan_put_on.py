"""What lies over a scan or beside it is taken out before it is read, or told: streaks, bars, borders, watermarks, rulers."""

import cv2
import numpy as np
import pytest
from gongbao.ingest.read.pdf.geometry import Rule
from gongbao.ingest.read.scan import lines, marks, ornament, prepare, rules
from gongbao.ingest.read.scan.engine import Engine, Sign
from gongbao.ingest.read.scan.lines import Line
from gongbao.ingest.read.scan.reversed_type import with_dark_type
from gongbao.ingest.read.scan.streaks import without_streaks
from gongbao.ingest.read.scan.watermark import without_watermark

INK, PAPER = (30, 30, 30), (250, 250, 250)


def page(high: int = 900, wide: int = 700) -> np.ndarray:
    """Return a page of eight lines of strokes."""
    picture = np.full((high, wide, 3), PAPER[0], np.uint8)
    for y in range(80, 480, 50):
        for x in range(60, wide - 60, 24):
            cv2.rectangle(picture, (x, y), (x + 14, y + 20), INK, 3)
    return picture


def signs(text: str, sure: float = 0.99) -> list[Sign]:
    return [Sign(sign, (n + 0.5) / len(text), sure) for n, sign in enumerate(text)]


def test_a_streak_from_edge_to_edge_is_drawn_over_and_the_rules_of_a_table_are_not() -> None:
    clean = page()
    streaked = clean.copy()
    cv2.line(streaked, (301, 0), (299, 899), (90, 90, 90), 2)
    cv2.line(streaked, (0, 700), (699, 700), (140, 140, 140), 1)
    found = without_streaks(streaked)
    assert found[600:690].min() > 235
    assert found[705:].min() > 235
    assert abs(found.astype(int) - clean)[:, :290].max() <= abs(found.astype(int) - clean).max() < 230
    ruled = clean.copy()
    for x in (50, 350, 650):
        cv2.line(ruled, (x, 0), (x, 899), INK, 2)
    for y in (60, 500, 800):
        cv2.line(ruled, (50, y), (650, y), INK, 2)
    assert without_streaks(ruled) is ruled
    assert without_streaks(clean) is clean


@pytest.mark.parametrize("colour", [(150, 80, 30), (110, 110, 110)])
def test_white_type_on_a_dark_bar_is_dark_on_white(colour: tuple[int, int, int]) -> None:
    picture = page()
    cv2.rectangle(picture, (60, 600), (640, 650), colour, -1)
    solid = picture.copy()
    for x in range(80, 260, 40):
        cv2.rectangle(picture, (x, 612), (x + 24, 638), PAPER, 4)
    found = with_dark_type(picture)
    assert found[625, 300:].min() > 240
    assert found[612, 80:104].max() < 60
    assert (found[:590] == picture[:590]).all()
    # A bar without type is none.
    assert with_dark_type(solid) is solid


def test_the_grain_of_a_dark_border_becomes_no_rules() -> None:
    picture = page().astype(np.float32)
    picture[:, 350:] *= 0.8
    picture[:60] = 50
    picture += np.random.default_rng(3).normal(0, 8, picture.shape[:2])[:, :, None]
    clean = prepare.cleaned(picture.clip(0, 255).astype(np.uint8))
    assert not [rule for rule in rules.find_rules(clean, 1.0) if rule.y1 < 60]


def test_feet_of_signs_one_below_the_other_are_no_rule_on_a_picture_of_two_pages() -> None:
    # A table on the left page: three upright rules, and in the middle of a column strokes as upright as these.
    picture = np.full((842, 1190, 3), PAPER[0], np.uint8)
    for y in range(100, 301, 40):
        cv2.line(picture, (60, y), (500, y), INK, 1)
        if y < 300:
            cv2.line(picture, (355, y + 4), (355, y + 36), INK, 2)
    for x in (60, 280, 500):
        cv2.line(picture, (x, 100), (x, 300), INK, 1)
    for size in (1, 2):
        large = cv2.resize(picture, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
        tall = [rule for rule in rules.find_rules(large, 1 / size) if rule.y1 - rule.y0 > 100]
        assert [round(rule.x0 / 20) for rule in sorted(tall, key=lambda rule: rule.x0)] == [3, 14, 25]


def test_pale_words_askew_become_paper_and_are_told() -> None:
    picture = page()
    pale = np.zeros(picture.shape[:2], np.uint8)
    boxes = [
        np.array([(60, y), (640, y), (640, y + 24), (60, y + 24)], np.float32) for y in range(78, 478, 50)
    ]
    for x in (100, 340):
        across, down = np.array([200, -115]), np.array([30, 52])
        corner = np.array([x, 720])
        mark = np.array([corner, corner + across, corner + across + down, corner + down])
        for part in np.linspace(0, 0.9, 6):
            at = corner + across * part
            cv2.line(pale, tuple((at + 4).astype(int)), tuple((at + down).astype(int)), 255, 8)
        boxes.append(mark.astype(np.float32))
    marked = picture.copy()
    marked[(pale > 0) & (picture[:, :, 0] > 200)] = 205
    found = without_watermark(marked, np.array(boxes), Engine(1))
    assert len(found.marks) == len(found.words) == 2
    assert found.picture[500:].min() > 240
    assert found.picture[:480].min() < 60
    # Without them nothing is lifted, however pale it is.
    assert without_watermark(marked, np.array(boxes[:8]), Engine(1)).picture is marked


def test_what_repeats_itself_is_an_ornament_and_what_is_cut_off_is_the_next_page() -> None:
    border = np.full((60, 1200, 3), 250, np.uint8)
    for x in range(30, 1200, 44):
        cv2.circle(border, (x, 30), 16, INK, 3)
    words = np.full((60, 1200, 3), 250, np.uint8)
    for n in range(26):
        cv2.line(words, (20 + 44 * n, 8 + n * 7 % 23), (50 + 44 * n, 52 - n * 11 % 29), INK, 4)
    assert ornament.is_periodic(border)
    assert not ornament.is_periodic(words)
    found = [
        *((border, "aaaaaaaa", Line(20, 20, 1150, 80)), (words, "枫林县人民政府", Line(20, 200, 1150, 260))),
        # Leaders stand beside an entry; the marks of a ruler stand in a row of their own.
        *((border, "．．．．．", Line(600, 300, 1150, 360)), (words, "枫林县", Line(0, 300, 590, 360))),
        *((words[:, :20], "1", Line(40 * n, 1500, 40 * n + 20, 1540)) for n in range(10)),
        *(
            (words[:, :40], sign, Line(1160, 500 + 90 * n, 1200, 545 + 90 * n))
            for n, sign in enumerate("处回签")
        ),
    ]
    crops, texts, at = zip(*found, strict=True)
    read = [signs(text) for text in texts]
    assert ornament.ornaments(crops, read, at) == [0, *range(4, 14)]
    assert ornament.cut_off(read, at, 1200) == [14, 15, 16]
    assert ornament.cut_off(read, at, 1300) == []


def test_figures_in_a_cell_are_no_marks_of_a_pen_and_feet_of_signs_no_rule() -> None:
    at = [Line(200, 100 + 60 * n, 500, 140 + 60 * n) for n in range(6)] + [Line(900, 100, 960, 140)]
    read = [signs("枫林县人民政府通知") for _ in range(6)] + [signs("126", 0.5)]
    crops = [np.full((40, int(line.x1 - line.x0), 3), 255, np.uint8) for line in at]
    assert marks.without_pen(crops, read, at, {6})[1] == []
    assert [words for *_, words in marks.without_pen(crops, read, at)[1]] == ["126"]
    feet, edge = Rule(190, 132, 480, 132), Rule(190, 143, 700, 143)
    assert lines.is_stroke(feet, at, 1.0)
    assert not lines.is_stroke(edge, at, 1.0)
