"""Text that a web page does not show is dropped by name; text that it shows somewhere stays."""

from pathlib import Path

import pytest

from tests.ingest.read.test_web import content, page

HIDDEN = [
    '<p style="display:none">看不见</p>',
    '<span style="VISIBILITY: hidden">看不见</span>',
    '<span style="font-size:0px;">看不见</span>',
    "<div hidden>看不见</div>",
    "<noscript>看不见</noscript>",
    "<template><p>看不见</p></template>",
    "<datalist><option>看不见</option></datalist>",
    "<dialog>看不见</dialog>",
    '<iframe src="x.html">看不见</iframe>',
    '<video src="x.mp4">看不见</video>',
    "<canvas>看不见</canvas>",
    '<meter value="0.6">看不见</meter>',
    '<textarea style="display:none">看不见</textarea>',
    '<select><option value="" selected> </option><option>看不见</option></select>',
    '<select onchange="location=this.value"><option>看不见</option></select>',
    '<table style="display:none"><tr><td>看不见</td><td></td></tr><tr><td></td><td></td></tr></table>',
]


@pytest.mark.parametrize("code", HIDDEN)
def test_hidden_text_is_a_dropped_line_of_its_own(tmp_path: Path, code: str) -> None:
    text = f"<html><body><h1>关于某事的通知</h1><p>现将某事{code}通知如下，请遵照执行。</p></body></html>"
    source = page(tmp_path, text)
    assert [line.text.strip() for line in source.lines if line.drop == "hidden-text"] == ["看不见"]
    assert "看不见" not in "".join(content(source))


SHEETS = [
    ".gone { display: none }",
    "p span.gone{color:red} .x, .gone{VISIBILITY:hidden;}",
    "/* .gone{display:block} */ span.gone{font-size:0}",
]


@pytest.mark.parametrize("css", SHEETS)
def test_text_that_the_style_sheet_hides_is_dropped(tmp_path: Path, css: str) -> None:
    code = f"<html><head><style>{css}</style></head><body><h1>关于某事的通知</h1>"
    source = page(
        tmp_path, f'{code}<p>现将某事<span class="gone">看不见</span>通知如下，请遵照执行。</p></body></html>'
    )
    assert [line.text.strip() for line in source.lines if line.drop == "hidden-text"] == ["看不见"]
    assert "现将某事通知如下，请遵照执行。" in content(source)


SHOWN = [
    "@media print { .gone { display: none } }",
    ".gone{display:none} .gone{display:inline}",
    ".gone:hover{display:none}",
    ".gone{color:red}",
]


@pytest.mark.parametrize("css", SHOWN)
def test_text_that_a_reader_sees_stays_whatever_the_style_sheet_says_of_paper(
    tmp_path: Path, css: str
) -> None:
    code = f"<html><head><style>{css}</style></head><body><h1>关于某事的通知</h1>"
    source = page(
        tmp_path, f'{code}<p>现将某事<span class="gone">看得见</span>通知如下，请遵照执行。</p></body></html>'
    )
    assert "现将某事看得见通知如下，请遵照执行。" in content(source)


def test_a_tab_that_a_script_opens_is_no_hidden_insertion(tmp_path: Path) -> None:
    told = "".join(f"<p>第{n}段。各单位要认真抓好落实，确保各项工作取得实效。</p>" for n in range(12))
    code = "<html><head><style>.tab{display:none}</style></head><body><h1>关于某事的通知</h1>"
    source = page(tmp_path, f'{code}<div class="tab">{told}</div></body></html>')
    assert "第11段。各单位要认真抓好落实，确保各项工作取得实效。" in content(source)


NEVER_CLOSED = [
    "<!-- <p>第二段不见了，</p><p>第三段也是。</p>",
    "<script>var a = 1;<p>第二段不见了，</p><p>第三段也是。</p>",
    '<a href="x.html>第二段不见了，</a><p>第三段也是。</p>',
]


@pytest.mark.parametrize("code", NEVER_CLOSED)
def test_text_behind_what_is_never_closed_is_told(tmp_path: Path, code: str) -> None:
    text = f"<html><body><h1>关于某事的通知</h1><p>现将某事通知如下，请遵照执行。</p>{code}</body></html>"
    source = page(tmp_path, text)
    assert content(source) == ["关于某事的通知", "现将某事通知如下，请遵照执行。"]
    assert [(one.kind, one.rule) for one in source.objects] == [("hidden", "never-closed")]
    assert "第三段也是。" in source.objects[0].text


def test_a_part_that_browsers_put_in_its_place_is_text(tmp_path: Path) -> None:
    part = '<my-text><template shadowrootmode="open"><p>第二段看得见。</p></template></my-text>'
    text = f"<html><body><h1>关于某事的通知</h1><p>现将某事通知如下，请遵照执行。</p>{part}<!-- 完 --></body></html>"
    source = page(tmp_path, f"{text}<template><p>样式文字看不见</p></template>")
    assert content(source)[2:] == ["第二段看得见。"]
    assert [(one.kind, one.text, one.rule) for one in source.objects] == [
        ("hidden", "样式文字看不见", "hidden-text")
    ]


REPLACED = [
    ("<object><p>某句话。</p></object>", ["某句话。"]),
    ('<object data="a.pdf"><p>某句话。</p></object>', ["某句话。"]),
    ('<object data="a.swf">您的浏览器没有播放器。</object>', []),
    ('<applet code="a">某句话。</applet>', ["某句话。"]),
    ("<p>时限：<select><option>五日</option><option>十日</option></select>。</p>", ["时限：五日。"]),
    ("<p>时限：<select><option>五日<option selected>十日</select>。</p>", ["时限：十日。"]),
    (
        "<p>方式：<select size=2><option>窗口</option><option>网上</option></select>。</p>",
        ["方式：窗口、网上。"],
    ),
    ('<p>某句<select onchange="location=this.value"><option>某网</option></select>话。</p>', ["某句话。"]),
    ("<details><summary>释义</summary><p>某句话。</p></details>", ["释义", "某句话。"]),
    ('<iframe srcdoc="某句话。"></iframe>', ["某句话。"]),
    ("<svg><title>图</title><text>甲</text><text>某句话。</text></svg>", ["甲", "某句话。"]),
    ("<p>地名<ruby>甪<rp>(</rp><rt>音路</rt><rp>)</rp></ruby>直。</p>", ["地名甪（音路）直。"]),
    ("<marquee>某句话。</marquee><marquee>又一句。</marquee>", ["某句话。", "又一句。"]),
    ("<dialog open>某句话。</dialog>", ["某句话。"]),
    ("<p>即<q>某<q>句</q>话</q>。</p>", ["即“某‘句’话”。"]),
]


@pytest.mark.parametrize(("code", "shown"), REPLACED)
def test_what_a_browser_shows_in_place_of_an_element_is_text(
    tmp_path: Path, code: str, shown: list[str]
) -> None:
    head = "<html><body><h1>关于某事的通知</h1><div><p>现将某事通知如下，请遵照执行。</p>"
    source = page(tmp_path, f"{head}{code}<p>各单位要抓好落实。</p></div></body></html>")
    assert content(source)[2:-1] == shown


def test_a_file_that_an_older_page_shows_is_told_once(tmp_path: Path) -> None:
    code = '<object><param name="movie" value="a.swf"><embed src="a.swf"></object>'
    source = page(
        tmp_path, f"<html><body><h1>关于某事的通知</h1><p>现将某事通知如下，请执行。</p>{code}</body></html>"
    )
    assert [(one.kind, one.text, one.rule) for one in source.objects] == [
        ("embedded", "a.swf", "not-in-the-file")
    ]
