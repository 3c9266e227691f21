"""What a browser prints as PDF – real fonts, embedded in part – is read word for word."""

from pathlib import Path

from gongbao.ingest.read import read
from playwright.sync_api import Browser

SENTENCE = (
    "为深入贯彻落实民族工作规划，见风使舵，车马鱼鸟，结合2018年实际（GDP增长8.5%），请各单位认真抓好落实。"
)
PARAGRAPHS = [f"第{n}段。{SENTENCE * (1 + n % 3)}" for n in range(1, 16)]
PAGE = """<meta charset="utf-8"><style>@page {{ size: A4; margin: 3cm 2.6cm }}
body {{ font: 14pt "Noto Serif CJK SC", serif; line-height: 26pt; text-align: justify }}
h1 {{ font-size: 22pt; text-align: center }} p {{ text-indent: 2em; margin: 0 }} .two {{ columns: 2; font-size: 10pt; line-height: 16pt }}
table {{ border-collapse: collapse; width: 100% }} td {{ border: 1px solid; padding: 3pt; text-indent: 0 }}</style>
<h1>某某市人民政府<br>关于某事的通知</h1>{one}
<table><tr><td rowspan=2>序号<td colspan=2>任务<tr><td>{cell}<td>责任<br>单位<tr><td>1<td>做好工作。<td></table>
<div class="two">{two}</div><p style="text-align:right;padding-right:4em">2018年5月16日</p>"""
HEAD = '<div style="font-size:9pt;width:100%;text-align:center">某某市人民政府公报</div>'
FOOT = '<div style="font-size:9pt;width:100%;text-align:center">— <span class="pageNumber"></span> —</div>'


def test_a_printed_page_is_read_word_for_word(browser: Browser, tmp_path: Path) -> None:
    one, two = ("".join(f"<p>{text}" for text in part) for part in (PARAGRAPHS[:9], PARAGRAPHS[9:]))
    file = tmp_path / "印.pdf"
    page = browser.new_page()
    page.set_content(PAGE.format(one=one, two=two, cell=SENTENCE))
    page.pdf(
        path=file,
        prefer_css_page_size=True,
        display_header_footer=True,
        header_template=HEAD,
        footer_template=FOOT,
    )
    page.close()
    source = read(file)
    found = [line.text.strip("\f") for line in source.lines if not line.drop]
    expected = [
        "某某市人民政府",
        "关于某事的通知",
        *PARAGRAPHS[:9],
        "序号\t任务\t<<",
        f"^^\t{SENTENCE}\t责任单位",
        "1\t做好工作。\t",
        *PARAGRAPHS[9:],
        "2018年5月16日",
    ]
    assert "".join(found) == "".join(expected)
    pages = max(line.page or 0 for line in source.lines)
    assert pages > 1
    # Only where a page ends may a paragraph be in two.
    assert len(set(expected) - set(found)) < pages
    heads = [line.text.strip("\f") for line in source.lines if line.drop == "running-head"]
    numbers = [line.text for line in source.lines if line.drop == "page-number"]
    assert heads == ["某某市人民政府公报"] * pages
    assert numbers == [f"— {number} —" for number in range(1, pages + 1)]
