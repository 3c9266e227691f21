"""Web pages whose text is hidden, doubled, cut off, elsewhere, or called by half its title: what is read, and what is said."""

from pathlib import Path

import pytest
from gongbao.ingest.model.marks import MARKS
from gongbao.ingest.model.source import Source, SourceError
from gongbao.ingest.read import read

STRUCK, STRUCK_END = MARKS["struck"]
TITLE = "青溪县水务局关于停水的公告"
TEXT = [
    "因管网检修，定于6月8日停水，现公告如下：",
    "一、停水范围为城区东部。",
    "二、停水时间为8时至18时。",
    "青溪县水务局",
    "2024年6月5日",
]
AROUND = '<div class="nav"><a href="/">首页</a><a href="/a">机构</a></div>{}<div class="foot">主办：青溪县水务局　网站标识码：0000000002</div>'


def page(tmp_path: Path, body: str, title: str = TITLE) -> Source:
    file = tmp_path / "页.html"
    code = f'<html><head><meta charset="utf-8"><title>{title}_青溪县水务局</title></head><body>{AROUND.format(body)}</body></html>'
    file.write_text(code, encoding="utf-8")
    return read(file)


def kept(source: Source) -> list[str]:
    return [line.text.strip() for line in source.lines if not line.drop and line.hint != "card"]


def paragraphs(style: str = "", texts: list[str] = TEXT) -> str:
    return "".join(f'<p style="{style}">{text}</p>' for text in texts)


H1 = f"<h1>{TITLE}</h1>"
NOTICE = f'<div class="a">{H1}{paragraphs()}</div>'
FLAT = f"<div>{TITLE}</div><div>{''.join(TEXT)}</div>"
WHOLE = {
    "hidden until a script shows it": f'{H1}<div style="visibility: hidden; opacity: 0">{paragraphs()}</div>',
    "hidden paragraph by paragraph": H1 + f"<div>{paragraphs('opacity:0;transition:all 1s')}</div>",
    "no size around, a size within": f'{H1}<div style="font-size:0">{paragraphs("font-size:16px")}</div>',
    "unseen around, seen within": f'{H1}<div style="visibility:hidden">{paragraphs("visibility:visible")}</div>',
    "the rest unfolds on a click": f"{H1}<div>{paragraphs('', TEXT[:2])}</div><div style='display:none'>{paragraphs('', TEXT[2:])}</div>"
    "<a href='javascript:;'>点击展开全文</a>",
    "a copy for print": f'{NOTICE}<div id="printArea">{H1}{paragraphs()}</div>',
    "a hidden copy for print": f'{NOTICE}<div style="display:none">{H1}{paragraphs()}</div>',
    "copies run together": f'{NOTICE}<div class="mobile">{FLAT}</div><div class="print">{FLAT}</div>',
    "the copy stands first": f'<div class="wap">{FLAT}</div>{NOTICE}',
    "insertions stay hidden": NOTICE.replace(
        "城区", "城区<span style='display:none'>转载请注明某某网</span>"
    ),
    "a pane of another text stays hidden": f"{NOTICE}<div style='display:none'><h2>政策解读</h2><p>一、背景。管网老化。</p></div>",
    "the document as a file below": f'{NOTICE}<p><a href="x.doc">{TITLE}.doc</a></p><p><a href="x.pdf">全文下载（PDF）</a></p>',
}


@pytest.mark.parametrize("body", WHOLE.values(), ids=WHOLE.keys())
def test_the_text_is_read_whole_and_once(tmp_path: Path, body: str) -> None:
    source = page(tmp_path, body)
    assert kept(source) == [TITLE, *TEXT]
    held = {one.kind for one in source.objects}
    assert bool(held & {"hidden", "copy", "attachment"}) == (
        "no size" not in body and "font-size:0" not in body and "visible" not in body
    )


FURTHER = ["第1页 共3页 <a href='2.html'>下一页</a> <a href='3.html'>尾页</a>", "<a href='#'>1</a> <a href='2.html'>2</a> <a href='2.html'>下一页</a>",
           "共2页：上一页 1 <a href='2.html'>2</a> 下一页", "1/3页 <a href='2.html'>下一页</a>", "【第一页】【<a href='2.html'>下一页</a>】"]  # fmt: skip


@pytest.mark.parametrize("pager", FURTHER)
def test_a_page_of_several_says_so(tmp_path: Path, pager: str) -> None:
    source = page(tmp_path, NOTICE.replace("</div>", f'<div class="fenye">{pager}</div></div>'))
    assert kept(source) == [TITLE, *TEXT]
    assert [one.kind for one in source.objects] == ["further-pages"]


def test_a_page_alone_says_nothing_of_others(tmp_path: Path) -> None:
    source = page(tmp_path, NOTICE + "<p>第1页 共1页</p>")
    assert kept(source) == [TITLE, *TEXT]
    assert source.objects == ()


LINKS = "".join(
    f"<li><a href='{n}.html'>青溪县人民政府关于第{n}件事的通告</a> 2024-03-0{n}</li>" for n in (1, 2, 3)
)
ROWS = "".join(
    f"<tr><td><a href='{n}.html'>青溪县人民政府关于第{n}件事的决定</a></td><td>2024-03-0{n}</td></tr>"
    for n in (1, 2, 3)
)
WITHOUT_TEXT = {
    "a list of links": (
        f"<h1>青溪县人民政府公报2024年第1期</h1><h3>县政府文件</h3><ul>{LINKS}</ul>",
        "links",
    ),
    "links in a table": (f"<p>青溪县人民政府公报</p><p>【县政府文件】</p><table>{ROWS}</table>", "links"),
    "a viewer": (f"{H1}<iframe src='/viewer.html?file=a.pdf'></iframe>", "a.pdf"),
    "a file alone": (
        f"{H1}<p>发布日期：2024-02-10 来源：县水务局</p><p><a href='/upload/b.pdf'>{TITLE}.pdf</a></p>",
        "b.pdf",
    ),
    "nothing": (H1 + "<div id='zoom'></div>", "text of its own"),
}


@pytest.mark.parametrize(("body", "said"), WITHOUT_TEXT.values(), ids=WITHOUT_TEXT.keys())
def test_a_page_without_a_text_is_refused_by_name(tmp_path: Path, body: str, said: str) -> None:
    with pytest.raises(SourceError, match=said) as error:
        page(tmp_path, body)
    assert str(error.value).startswith("页.html: ")


def test_a_short_notice_with_links_is_a_text(tmp_path: Path) -> None:
    source = page(
        tmp_path, f"{H1}<p>现将名单予以公布，详见附件。</p><p><a href='a.xls'>附件1：名单.xls</a></p>"
    )
    assert kept(source) == [TITLE, "现将名单予以公布，详见附件。", "附件1：名单.xls"]
    assert [(one.kind, one.text) for one in source.objects] == [("attachment", "附件1：名单.xls (a.xls)")]


FULL = "青溪县人民政府办公室关于印发青溪县公厕管理办法的通知"
HEADINGS = ["关于印发青溪县公厕管理办法的通知", "关于印发《青溪县公厕管理办法》的通知", FULL, "关于印发青溪县公厕管理办法…",
            "关于印发青溪县公厕管理办法的通知（青政办发〔2024〕3号）"]  # fmt: skip
HEAD = "<p>青溪县人民政府办公室文件</p><p>青政办发〔2024〕3号</p><p>青溪县人民政府办公室</p><p>关于印发青溪县公厕管理办法的通知</p>"


@pytest.mark.parametrize("heading", HEADINGS)
def test_the_text_s_own_title_comes_before_the_page_s_heading(tmp_path: Path, heading: str) -> None:
    body = f"<h1>{heading}</h1><p>时间：2024-03-12 来源：县府办</p><div>{HEAD}<p>各乡镇人民政府：</p><p>现将《办法》印发给你们，请遵照执行。</p></div>"
    assert kept(page(tmp_path, body, heading))[:4] == [
        "青溪县人民政府办公室文件", "青政办发〔2024〕3号", "青溪县人民政府办公室", "关于印发青溪县公厕管理办法的通知",
    ]  # fmt: skip


MATH = "<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac><mo>×</mo><msup><mi>k</mi><mn>2</mn></msup></math>"
INSIDE = [
    (f"按{MATH}计算。", "按(a+b)/2×k²计算。", ["formula"]),
    ("面积1.2×10<sup>4</sup>m<sup>2</sup>，CO<sub>2</sub>减排。", "面积1.2×10⁴m²，CO₂减排。", ["raised", "raised", "lowered"]),
    ("浓度5mg/m<span style='vertical-align:super'>3</span>以下。", "浓度5mg/m³以下。", ["raised"]),
    ("首小时<s>三元</s>五元。", f"首小时{STRUCK}三元{STRUCK_END}五元。", ["struck"]),
    ("<span style='text-decoration: line-through'>每年</span>每季度检查。", f"{STRUCK}每年{STRUCK_END}每季度检查。", ["struck"]),
    ("申请人：<input value='顺达公司' readonly>，<input type=checkbox checked>准予。", "申请人：顺达公司，☑准予。", ["form-value"] * 2),
    ("类别为<select><option>客运<option selected>货运</select>。", "类别为货运。", ["form-value", "hidden"]),
    ("范围见图：<img src='a_files/map.png' alt='示意图'>", "范围见图：", ["picture"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "objects"), INSIDE)
def test_form_that_carries_meaning_is_kept(tmp_path: Path, code: str, text: str, objects: list[str]) -> None:
    source = page(tmp_path, f"<div>{H1}<p>{code}</p>{paragraphs()}</div>")
    assert kept(source)[1] == text
    assert [one.kind for one in source.objects] == objects


DATA = [
    ("<table border=1><tr><td>区域</td><td>标准</td></tr><tr><td>城区</td><td><table><tr><td>甲</td><td>5元</td></tr></table></td></tr></table>",
     ["区域\t标准", "城区\t甲 5元"]),
    ("<table><tr><th>序号</th><th>单位</th><th>职责</th></tr><tr><td>1</td><td>水务局</td><td>" + "<p>做好工作。</p>" * 14 + "</td></tr>"
     "<tr><td>2</td><td>气象局</td><td>监测。</td></tr></table>", ["序号\t单位\t职责", "1\t水务局\t" + " ".join(["做好工作。"] * 14), "2\t气象局\t监测。"]),
    ("<table border=1><tr><td rowspan=4>生<br>活<br>垃<br>圾</td><td>居民</td></tr><tr><td>商户</td></tr><tr><td>学校</td></tr><tr><td>医院</td></tr></table>",
     ["生活垃圾\t居民", "^^\t商户", "^^\t学校", "^^\t医院"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "rows"), DATA)
def test_tables_stay_whole(tmp_path: Path, code: str, rows: list[str]) -> None:
    source = page(tmp_path, f"<div>{H1}{paragraphs('', TEXT[:2])}{code}{paragraphs('', TEXT[2:])}</div>")
    assert [line.text for line in source.lines if line.hint == "table"] == rows


def test_a_red_head_set_as_a_table_is_lines(tmp_path: Path) -> None:
    head = "<table><tr><td>青　溪　县　公　安　局</td><td rowspan=2>文件</td></tr><tr><td>青溪县交通运输局</td></tr><tr><td colspan=2>青公发〔2024〕3号</td></tr></table>"
    assert kept(page(tmp_path, f"<div>{head}{H1}{paragraphs()}</div>"))[:3] == [
        "青　溪　县　公　安　局", "青溪县交通运输局文件", "青公发〔2024〕3号",
    ]  # fmt: skip


def test_large_and_deep_pages_are_read(tmp_path: Path) -> None:
    deep = "<div>" * 800 + paragraphs() * 200 + "</div>" * 800
    wide = "<table border=1>" + "<tr><td rowspan=1000 colspan=100>甲</td><td>乙</td></tr>" * 60 + "</table>"
    source = page(tmp_path, H1 + deep + wide)
    assert sum(line.text.count("乙") for line in source.lines) == 60


def test_many_comments_before_a_page_are_passed(tmp_path: Path) -> None:
    file = tmp_path / "页.htm"
    file.write_text("<!---->" * 300 + f"<html><body>{NOTICE}</body></html>", encoding="utf-8")
    assert kept(read(file)) == [TITLE, *TEXT]
