"""Scans: pictures of pages are recognised and go through the layout of PDFs."""

import io
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from gongbao.ingest import pipeline
from gongbao.ingest.model.source import Place, Source, SourceError, SourceObject
from gongbao.ingest.read import read, scan
from gongbao.ingest.read.scan import work
from gongbao.ingest.read.scan.settle import RULES, settle
from PIL import Image, ImageDraw

from tests.ingest.read.sheet import LEFT, RIGHT, TOP, Sheet, shown

DPI = 150
BODY = "为进一步做好全县秋粮收购工作，切实保护种粮农民利益，现就有关事项通知如下，请认真贯彻执行。"


@pytest.fixture(autouse=True)
def own_results(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep results in a folder of the test's own, and read in this process, where the models are loaded once."""
    monkeypatch.chdir(tmp_path_factory.mktemp("work"))
    monkeypatch.setattr(work, "_processors", lambda: 1)


def drawn(sheet: Sheet) -> list[Image.Image]:
    """Return the pages of a sheet as a scanner takes them: grey paper, a little noise."""
    document = pdfium.PdfDocument(sheet.data())
    noise = np.random.default_rng(7)
    pictures = []
    for page in document:
        picture = page.render(scale=DPI / 72).to_numpy()[:, :, ::-1].astype(np.int16)
        spoiled = picture - 8 + noise.normal(0, 3, picture.shape[:2])[:, :, None]
        pictures.append(Image.fromarray(np.clip(spoiled, 0, 255).astype(np.uint8)))
    return pictures


def as_pdf(pictures: list[Image.Image]) -> bytes:
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=DPI, quality=92)
    return out.getvalue()


def scanned(folder: Path, pictures: list[Image.Image]) -> Source:
    file = folder / "扫描.pdf"
    file.write_bytes(as_pdf(pictures))
    return read(file)


def notice() -> Sheet:
    sheet = Sheet()
    sheet.middle(TOP, "枫林县人民政府", 22)
    sheet.middle(TOP - 34, "关于做好秋粮收购工作的通知", 22)
    sheet.put(LEFT, TOP - 80, "各乡镇人民政府：")
    sheet.column(LEFT, TOP - 108, RIGHT - LEFT, [BODY, "一、压实收购责任"])
    sheet.put(RIGHT - 160, TOP - 280, "枫林县人民政府")
    sheet.put(RIGHT - 150, TOP - 308, "2024年9月10日")
    return sheet


NOTICE = [
    "枫林县人民政府",
    "关于做好秋粮收购工作的通知",
    "各乡镇人民政府：",
    BODY,
    "一、压实收购责任",
    "枫林县人民政府",
    "2024年9月10日",
]


def test_a_page_laid_upside_down_and_askew_under_a_seal_is_read_whole(tmp_path: Path) -> None:
    picture = drawn(notice())[0]
    stamp = Image.new("RGB", picture.size, "white")
    x, y = int((RIGHT - 100) * DPI / 72), int((842 - TOP + 285) * DPI / 72)
    draw = ImageDraw.Draw(stamp)
    draw.ellipse((x - 115, y - 115, x + 115, y + 115), outline=(205, 30, 40), width=9)
    draw.regular_polygon((x, y, 45), 5, fill=(205, 30, 40))
    under = np.minimum(np.asarray(picture), np.asarray(stamp)).astype(np.uint8)
    askew = Image.fromarray(under).rotate(1.3, fillcolor="white").rotate(180)
    source = scanned(tmp_path, [askew])
    assert shown(source) == NOTICE
    box = source.lines[3].place.box  # type: ignore[union-attr]
    assert box == pytest.approx((0.13, 0.23, 0.88, 0.31), abs=0.04)


def test_a_ruled_table_with_upright_words_keeps_its_cells(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "汛期值班安排表", 22)
    xs, ys = [90.0, 130.0, 330.0, 500.0], [520.0, 560.0, 600.0, 640.0]
    sheet.grid(xs, [600, 640])
    sheet.grid([90, 130], [520, 600])
    sheet.grid(xs[1:], ys[:3])
    for x, word in zip(xs, ("时段", "单位", "人数"), strict=False):
        sheet.put(x + 4, 614, word, 14)
    for n, char in enumerate("主汛期间"):
        sheet.put(103, 583 - 19 * n, char, 14)
    for y, words in ((574, ("水务局办公室", "8")), (534, ("气象局", "—"))):
        sheet.put(138, y, words[0], 14)
        sheet.put(340, y, words[1], 14)
    source = scanned(tmp_path, drawn(sheet))
    assert shown(source) == [
        "汛期值班安排表",
        "时段\t单位\t人数",
        "主汛期间\t水务局办公室\t8",
        "^^\t气象局\t—",
    ]


def test_a_spread_is_two_pages_of_one_picture(tmp_path: Path) -> None:
    left, right = Sheet(), Sheet()
    left.column(LEFT, TOP, RIGHT - LEFT, ["左页：" + BODY])
    right.column(LEFT, TOP, RIGHT - LEFT, ["右页：" + BODY])
    pages = [drawn(left)[0], drawn(right)[0]]
    spread = Image.new("RGB", (pages[0].width * 2, pages[0].height), "white")
    for n, page in enumerate(pages):
        spread.paste(page, (n * page.width, 0))
    source = scanned(tmp_path, [spread])
    assert [line.strip("\f") for line in shown(source)] == ["左页：" + BODY, "右页：" + BODY]
    boxes = [line.place.box for line in source.lines]  # type: ignore[union-attr]
    assert boxes[0][2] < 0.5 < boxes[1][0]  # type: ignore[index]


@pytest.mark.parametrize("layer", ["right", "wrong"])
def test_a_text_layer_is_taken_only_where_it_says_what_the_picture_shows(tmp_path: Path, layer: str) -> None:
    picture = drawn(notice())[0]
    sheet = notice()
    if layer == "wrong":
        sheet = Sheet()
        for n in range(8):
            sheet.put(LEFT, TOP - 28 * n, "文字识别结果乱码无法辨认之一二三四五六", 16)
    sheet.canvas.drawInlineImage(picture, 0, 0, *sheet.canvas._pagesize)
    source = sheet.source(tmp_path)
    told = [item.rule for item in source.objects if item.kind == "text-layer"]
    assert (shown(source), told) == (NOTICE, ["wrong-text-layer"] if layer == "wrong" else [])


def test_loose_pictures_of_a_folder_are_one_text_in_natural_order(tmp_path: Path) -> None:
    folder = tmp_path / "第3期"
    folder.mkdir()
    pages = []
    for words in ("第一页的文字内容", "第二页的文字内容", "第三页的文字内容"):
        sheet = Sheet()
        sheet.put(LEFT, TOP, words, 22)
        pages.append(drawn(sheet)[0].crop((0, 0, 1240, 400)))
    pages[0].save(folder / "2.png")
    pages[1].save(folder / "10.tif", save_all=True, append_images=[pages[2]])
    source = read(folder)
    assert (source.form, [line.strip("\f") for line in shown(source)]) == (
        "scan",
        ["第一页的文字内容", "第二页的文字内容", "第三页的文字内容"],
    )


def test_a_page_that_was_read_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = drawn(notice())[0]
    first = scanned(tmp_path, [picture])

    def never(*_: object) -> None:
        raise AssertionError("read a second time")

    monkeypatch.setattr(work, "recognise", never)
    again = scanned(tmp_path, [picture])
    assert (again.lines, again.objects) == (first.lines, first.objects)


def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = []
    for words in ("第一页写粮食", "第二页写防汛", "第三页写教育"):
        sheet = Sheet()
        sheet.put(LEFT, TOP, words, 22)
        pages.append(drawn(sheet)[0].crop((0, 0, 1240, 300)))
    whole = scanned(tmp_path, pages)
    monkeypatch.chdir(tmp_path)
    begun: list[int] = []
    real = work.recognise

    def stops_at_the_second(picture: np.ndarray, engine: object) -> object:
        begun.append(1)
        if len(begun) in (2, 3):
            raise KeyboardInterrupt
        return real(picture, engine)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "recognise", stops_at_the_second)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            scanned(tmp_path, pages)
    again = scanned(tmp_path, pages)
    assert (again.lines, again.objects) == (whole.lines, whole.objects)
    assert len(begun) == 3 + 2


def test_what_the_engine_doubts_and_what_was_settled_is_told(tmp_path: Path) -> None:
    sheet = notice()
    sheet.put(LEFT, TOP - 400, "见枫府发[2024）7号和二O二四年文件。", 16)
    source = scanned(tmp_path, drawn(sheet))
    assert shown(source) == [*NOTICE, "见枫府发〔2024〕7号和二〇二四年文件。"]
    settled = {item.text.split(":")[0] for item in source.objects if item.kind == "settled"}
    assert settled <= {rule.name for rule in RULES} | {"speck"}
    doubt = SourceObject("doubt", 1, "枫府[发]〔202", "text", "", Place(1, (0.2, 0.1, 0.22, 0.12)))
    edition = pipeline.make(replace(source, objects=(*source.objects, doubt)))
    flags = [
        (flag.rule, flag.text) for flag in edition.flags if flag.rule in {"doubtful-sign", "settled-sign"}
    ]
    assert any(rule == "doubtful-sign" and "枫府[发]〔202" in text for rule, text in flags)
    assert len(settled) == sum(rule == "settled-sign" for rule, _ in flags)
    assert all(line.sure and line.sure > 0.7 for line in source.lines)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_settling_rule_changes_its_example_and_leaves_the_other(rule: object) -> None:
    text, changed = settle(rule.before)  # type: ignore[attr-defined]
    assert text == rule.after  # type: ignore[attr-defined]
    assert {name for name, *_ in changed} == {rule.name}  # type: ignore[attr-defined]
    assert settle(rule.leaves) == (rule.leaves, [])  # type: ignore[attr-defined]


def test_brackets_of_a_number_that_stands_without_its_code_are_settled() -> None:
    assert settle("[2020〕18号")[0] == "〔2020〕18号"


def test_without_the_packages_a_scan_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Below all who ask: what a module that is loaded only now took over would stay when this test is done.
    monkeypatch.setattr(scan, "find_spec", lambda _name: None)
    with pytest.raises(SourceError, match=r"扫描\.pdf: a scanned PDF .*requirements/ocr\.txt"):
        scanned(tmp_path, [Image.new("RGB", (600, 800), "white")])
    picture = tmp_path / "页.png"
    Image.new("RGB", (60, 80), "white").save(picture)
    with pytest.raises(SourceError, match=r"页\.png: pictures of pages; .*requirements/ocr\.txt"):
        read(picture)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"II*\0" + b"\xff" * 40, b"\xff\xd8\xff\xe0broken"])
def test_a_damaged_picture_is_named(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "坏.png"
    file.write_bytes(data)
    with pytest.raises(SourceError, match=r"坏\.png: cannot be opened as a picture"):
        read(file)


def stamped(picture: Image.Image, x: float, y: float) -> Image.Image:
    """Put a round seal around a point of the sheet, in points from its left lower corner."""
    stamp = Image.new("RGB", picture.size, "white")
    x, y = int(x * DPI / 72), int((842 - y) * DPI / 72)
    draw = ImageDraw.Draw(stamp)
    draw.ellipse((x - 115, y - 115, x + 115, y + 115), outline=(205, 70, 80), width=9)
    draw.regular_polygon((x, y, 45), 5, fill=(205, 70, 80))
    for angle in range(-120, 121, 30):
        turned = np.radians(angle)
        at = x + 85 * np.sin(turned), y - 85 * np.cos(turned)
        draw.regular_polygon((*at, 14), 4, rotation=angle, outline=(205, 70, 80), width=5)
    return Image.fromarray(np.minimum(np.asarray(picture), np.asarray(stamp)).astype(np.uint8))


def test_a_seal_in_a_scan_without_colours_is_no_text(tmp_path: Path) -> None:
    grey = stamped(drawn(notice())[0], RIGHT - 100, TOP - 285).convert("L").convert("RGB")
    assert shown(scanned(tmp_path, [grey])) == NOTICE


def test_a_form_with_little_text_is_levelled_by_its_rules(tmp_path: Path) -> None:
    sheet = Sheet()
    xs, ys = [90.0, 200.0, 360.0, 500.0], [520.0, 560.0, 600.0, 640.0]
    sheet.grid(xs, ys)
    rows = [["姓名", "性别", "民族"], ["住址", "", "电话"], ["单位", "职务", ""]]
    for y, row in zip((614, 574, 534), rows, strict=True):
        for x, cell in zip(xs, row, strict=False):
            sheet.put(x + 20, y, cell, 14)
    askew = drawn(sheet)[0].rotate(-0.8, fillcolor="white", resample=Image.Resampling.BICUBIC)
    assert shown(scanned(tmp_path, [askew])) == ["\t".join(row) for row in rows]


def test_the_edge_of_the_paper_is_no_figure(tmp_path: Path) -> None:
    picture = drawn(notice())[0]
    draw = ImageDraw.Draw(picture)
    wide, high = picture.size
    for y in range(0, high, 40):
        # Noise breaks the edge here and there.
        x = wide - 60 + y * 20 // high
        draw.line((x, y, x, y + 36), fill=(120, 120, 120), width=6)
    assert shown(scanned(tmp_path, [picture])) == NOTICE


def test_what_shines_through_from_the_other_side_is_told_and_no_text(tmp_path: Path) -> None:
    picture = np.asarray(drawn(notice())[0], np.float32)
    other = np.asarray(drawn(notice())[0].transpose(Image.Transpose.FLIP_LEFT_RIGHT), np.float32)
    # Between the lines, where nothing of the page covers it.
    behind = 255 - (255 - np.roll(other, 420, axis=0)) * 0.1
    source = scanned(tmp_path, [Image.fromarray(np.minimum(picture, behind).astype(np.uint8))])
    assert shown(source) == NOTICE
    told = [item.text for item in source.objects if item.kind == "settled"]
    assert any(text.startswith("show-through: ") for text in told)


def coloured(picture: Image.Image, colour: tuple[int, int, int]) -> np.ndarray:
    """Return a page with its ink in a colour, on white."""
    ink = 1 - np.asarray(picture.convert("L"), np.float32)[:, :, None] / 255
    ink[ink < 0.15] = 0
    return (255 - ink * (255 - np.array(colour, np.float32))).astype(np.uint8)


@pytest.mark.parametrize("crossed", [False, True])
def test_a_stamp_and_marks_of_a_pen_are_told_and_no_text(tmp_path: Path, crossed: bool) -> None:
    stamp = Sheet()
    stamp.put(RIGHT - 140, 800, "枫林县档案馆收文", 13)
    stamp.put(RIGHT - 130, 778, "第214号 2024年", 13)
    blue = Image.fromarray(coloured(drawn(stamp)[0], (40, 50, 190)))
    draw = ImageDraw.Draw(blue)
    scale = DPI / 72
    left, top, right, foot = RIGHT - 150, 842 - 820, RIGHT - 20, 842 - 770
    corners = [(left, top + 4), (right, top), (right, foot - 4), (left, foot)]
    draw.line([(x * scale, y * scale) for x, y in [*corners, corners[0]]], fill=(40, 50, 190), width=4)
    x, y = 20 * scale, (842 - TOP + 112) * scale
    draw.line([(x, y), (x + 30, y + 24), (x + 30, y - 10), (x + 46, y + 20)], fill=(40, 50, 190), width=4)
    # An oval one of a library, and the number by which an archive counts the leaf.
    x, y = 150 * scale, 760 * scale
    draw.ellipse((x - 110, y - 60, x + 110, y + 60), outline=(40, 50, 190), width=4)
    more = Sheet()
    more.put(115, 842 - 765, "枫林县图书馆", 12)
    blue = Image.fromarray(np.minimum(blue, coloured(drawn(more)[0], (40, 50, 190))))
    leaf = Sheet()
    leaf.put(RIGHT + 30, 812, "86", 15)
    page = np.minimum(np.asarray(drawn(notice())[0]), np.asarray(blue)).astype(np.uint8)
    picture = Image.fromarray(np.minimum(page, np.asarray(drawn(leaf)[0])))
    if crossed:
        # The red rule of the head goes through the stamp.
        y = int((842 - 796) * scale)
        ImageDraw.Draw(picture).line((LEFT * scale, y, RIGHT * scale, y), fill=(200, 20, 30), width=10)
    source = scanned(tmp_path, [picture])
    assert shown(source) == NOTICE
    told = [item.text for item in source.objects if item.kind == "settled"]
    assert any(text.startswith("stamp: ") and "档案馆收文" in text for text in told)


def test_a_head_and_a_box_in_colour_are_text(tmp_path: Path) -> None:
    page = Image.fromarray(coloured(drawn(notice())[0], (20, 60, 170)))
    draw = ImageDraw.Draw(page)
    scale = DPI / 72
    draw.rectangle(
        ((LEFT - 14) * scale, 50, (RIGHT + 14) * scale, 420 * scale), outline=(20, 60, 170), width=4
    )
    assert shown(scanned(tmp_path, [page])) == NOTICE


def test_a_small_table_with_rules_in_colour_keeps_its_cells(tmp_path: Path) -> None:
    sheet, rules = Sheet(), Sheet()
    sheet.middle(TOP, "枫林县收费标准", 22)
    xs, ys = [180.0, 250.0, 330.0, 410.0], [560.0, 590.0, 620.0]
    rows = [["项目", "城区标准", "乡镇标准"], ["停车", "每次五元", "每次三元"]]
    for y, row in zip((600, 570), rows, strict=True):
        for x, cell in zip(xs, row, strict=False):
            sheet.put(x + 10, y, cell, 14)
    rules.grid(xs, ys)
    red = coloured(drawn(rules)[0], (200, 40, 40))
    page = np.minimum(np.asarray(drawn(sheet)[0]), red)
    assert shown(scanned(tmp_path, [Image.fromarray(page)]))[1:] == ["\t".join(row) for row in rows]


def test_a_table_that_is_photographed_in_perspective_keeps_its_rows(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "枫林县救灾物资分配表", 22)
    xs, ys = [90.0, 210.0, 350.0, 500.0], [440.0, 480.0, 520.0, 560.0, 600.0]
    rows = [
        ["乡镇", "大米公斤", "棉被床数"],
        ["城关", "3200", "150"],
        ["石桥", "1850", "96"],
        ["南坪", "2475", "112"],
    ]
    sheet.grid(xs, ys)
    for y, row in zip((574, 534, 494, 454), rows, strict=True):
        for x, cell in zip(xs, row, strict=False):
            sheet.put(x + 15, y, cell, 14)
    page = np.asarray(drawn(sheet)[0])
    high, wide = page.shape[:2]
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    seen = np.array([[250, 120], [1290, 70], [1450, 1960], [90, 1900]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, seen)
    photograph = cv2.warpPerspective(page, matrix, (1540, 2050), borderValue=(70, 75, 80))
    source = scanned(tmp_path, [Image.fromarray(np.asarray(photograph, np.uint8))])
    assert shown(source)[1:] == ["\t".join(row) for row in rows]
    head = next(line.place.box for line in source.lines if "分配表" in line.text and line.place)
    (x0, y0), (x1, _) = cv2.perspectiveTransform(np.array([[[370, 140], [870, 190]]], np.float32), matrix)[0]
    assert head is not None
    assert head[1] == pytest.approx(y0 / 2050, abs=0.03)
    assert (head[0] + head[2]) / 2 == pytest.approx((x0 + x1) / 2 / 1540, abs=0.02)
