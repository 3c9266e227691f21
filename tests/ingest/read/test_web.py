"""Web pages of government sites: article, index card, chrome."""

import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from gongbao.ingest.model.source import Source, SourceError
from gongbao.ingest.read import read
from gongbao.ingest.read.web import read_html
from hypothesis import given, settings
from hypothesis import strategies as st

STATE = """<!DOCTYPE html><html><head><meta charset="utf-8">
<title>国务院办公厅关于某事的意见_国务院文件_中国政府网</title>
<style>.a{color:red}</style><script>var a = "脚本里的字";</script></head><body>
<div class="header w1100"><div class="logo"><a href="/">中国政府网</a></div><a href="/en">English</a> | <a href="/d">登录</a>
<ul class="nav"><li><a href="/gwy">国务院</a></li><li><a href="/zc">政策</a></li></ul></div>
<div class="w1100 BreadcrumbNav"><a href="/">首页</a> &gt; <a href="/zc">政策</a> &gt; 国务院文件</div>
<div class="wrap"><table border="0" width="100%"><tr><td>
<table class="bd1"><tbody>
<tr><td><b>索 引 号：</b></td><td>000014349/2024-00012</td><td><b>主题分类：</b></td><td>工业、交通\\其他</td></tr>
<tr><td><b>发文机关：</b></td><td>国务院办公厅</td><td><b>成文日期：</b></td><td>2024年01月05日</td></tr>
<tr><td><b>标　　题：</b></td><td colspan="3">国务院办公厅关于某事的意见</td></tr>
<tr><td><b>发文字号：</b></td><td>国办发〔2024〕1号</td><td><b>发布日期：</b></td><td>2024年01月10日</td></tr>
</tbody></table></td></tr><tr><td class="p1">
<div class="share" id="share">字号：<span>默认</span> <span>大</span> <span>超大</span> | 打印 <a>收藏</a></div>
<table border="0"><tr><td><div id="UCAP-CONTENT"><p align="center"><b>国务院办公厅关于某事的意见</b></p>
<p align="center">国办发〔2024〕1号</p>
<p>各省、自治区、直辖市人民政府，
国务院各部委、各直属机构：</p>
<p>　　为进一步做好有关工作，经国务院同意，现提出以下意见。</p>
<table border="1"><caption>任务表</caption><tr><th rowspan="2">序号</th><th colspan="2">任务</th></tr>
<tr><td>内容</td><td>责任<br>单位</td></tr><tr><td>1</td><td>健全制度。<br>做好工作。</td><td></td></tr></table>
<p>附件：1.表<br/>　　　2.名单</p>
<p align="right">国务院办公厅</p><p align="right">2024年1月5日</p><p>（此件公开发布）</p>
</div></td></tr></table></td></tr></table>
<div class="editor"><span><a href="x">【我要纠错】</a></span><span>责任编辑：王洋</span></div>
<div id="div_div"><div id="qr_container">扫一扫在手机打开当前页</div></div>
<div class="xg-list related"><div class="t">相关稿件</div><ul><li><a href="1.htm">解读一</a></li></ul></div></div>
<div class="footer"><p>主办单位：国务院办公厅 运行维护单位：中国政府网运行中心</p><p>版权所有：中国政府网</p>
<p>网站标识码bm01000001 京ICP备05070218号 京公网安备11010202000001号</p></div></body></html>"""

COUNTY = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>某某县人民政府</title></head><body bgcolor=#ffffff><table width=1000 align=center>
<tr><td colspan=2><img src=top.jpg></td></tr><tr><td width=200 valign=top><table><tr><td><a href=1>机构设置</a></td></tr>
<tr><td><a href=2>领导分工</a></td></tr></table></td><td><table>
<tr><td>您现在的位置：<a href=/>首页</a> &gt;&gt; <a href=/x>政府文件</a></td></tr>
<tr><td align=center><font size=4><b>某某县人民政府办公室<br>关于做好春耕生产工作的通知</b></font></td></tr>
<tr><td align=center>来源：县政府办&nbsp;&nbsp;发布时间：2009-03-05&nbsp;&nbsp;点击数：<script>write(1)</script>123&nbsp;
【字体：<a href="javascript:f(16)">大</a> <a href="javascript:f(14)">中</a> <a href="javascript:f(12)">小</a>】</td></tr>
<tr><td>&nbsp;&nbsp;&nbsp;&nbsp;某府办发〔2009〕12号<br><br>&nbsp;&nbsp;各乡镇人民政府，县级各部门：<br>
&nbsp;&nbsp;为做好今年春耕生产工作，现将有关事项通知如下：<br>&nbsp;&nbsp;一、提高认识。<br>
&nbsp;&nbsp;各级各部门要高度重视&sp;春耕&nbsp生产&amp;nbsp;工作。<br><br>&nbsp;&nbsp;二○○九年三月二日</td></tr>
<tr><td align=right>【<a href="javascript:print()">打印本页</a>】【<a href="javascript:close()">关闭窗口</a>】</td></tr>
<tr><td>上一篇：<a href=3>关于某事的通知</a></td></tr><tr><td>下一篇：没有了</td></tr></table></td></tr>
<tr><td colspan=2 align=center>主办：某某县人民政府办公室　技术支持：某某公司<br>
蜀ICP备05000000号　地址：某某县人民路1号 邮编：600000</td></tr></table></body></html>"""

DISTRICT = """<html><head><meta charset="utf-8">
<meta name="ArticleTitle" content="某某区人民政府关于印发某某方案的通知">
<title>某某区人民政府关于印发某某方案的通知_某某区人民政府</title></head><body>
<header><a href="/">某某区人民政府</a></header><div class="container"><div class="zwxl-bar"><ul>
<li><span class="t">[ 索引号 ]</span><span>11500110009300000X/2021-00012</span></li>
<li><span class="t">[ 发文字号 ]</span><span>某府发〔2021〕3号</span></li>
<li><span class="t">[ 发布机构 ]</span><span>某某区政府</span></li>
<li><span class="t">[ 成文日期 ]</span><span>2021-02-01</span></li><li><span class="t">[ 有效性 ]</span><span></span></li></ul></div>
<div class="article-header"><h1>某某区人民政府<br>关于印发某某方案的通知</h1></div>
<div class="zwxl-article"><p class="tit">某府发〔2021〕3号</p><div class="view TRS_UEDITOR"><div><p>各镇人民政府：</p>
<p>现将方案印发给你们，请认真贯彻执行。为深入贯彻有关精神，结合实际，制定本方案，请各单位结合工作实际，认真抓好落实。</p></div>
<p style="text-align:right">某某区人民政府</p><p>2021年2月1日</p></div>
<div class="fj"><p>附件下载：</p><p><a href="./P020.docx">某某方案.docx</a></p></div>
<div class="bdsharebuttonbox">分享到：<a href=#>微信</a></div></div>
<div class="rel"><h3>相关政策解读</h3><ul><li><a href="1">《某某方案》解读</a></li></ul></div></div>
<div class="xx"><p>主办：某某区人民政府办公室 ICP备案：渝ICP备12345号</p></div></body></html>"""

ISSUE = """<html><head><meta charset="utf-8"><title>某某市人民政府公报2020年第3期</title></head><body>
<a href="/">首页</a> <a href="/gb">往期公报</a><div class="content">
<h1>某某市人民政府公报</h1><p>2020年第3期（总第103期）</p><h2>目录</h2>
<ul><li><a href="#a1">关于甲事的通知（1）</a></li><li><a href="#a2">关于乙事的意见（3）</a></li></ul>
<h2><a name="a1"></a>关于甲事的通知</h2><p>某政发〔2020〕5号</p><p>各县人民政府：</p><p>现将甲事通知如下，请遵照执行。</p>
<p>2020年3月1日</p>
<h2><a name="a2"></a>关于乙事的意见</h2><p>某政发〔2020〕6号</p><p>为做好乙事，提出如下意见：</p><ol><li>第一件事。</li>
<li>第二件事。</li></ol><ol style="list-style-type: cjk-ideographic"><li>其一。</li></ol><p>2020年3月5日</p></div>
<div class="copyright">版权所有 某某市人民政府 冀ICP备1号</div></body></html>"""

SHORT = """<html><head><meta charset="utf-8"><title>任免通知</title></head><body>
<div id="top"><a href="/">首页</a></div>
<div class="con"><div class="bt">关于张三任职的通知</div><div class="ly">2020-05-06 09:00　来源：某某市人民政府　浏览次数：12次</div>
<div id="zoom"><p>张三任某某局局长。</p></div><p>2020年5月1日</p></div>
<div class="bottom"><p>主办：某某市人民政府办公室　承办：某某市大数据中心　联系电话：000-0000000　地址：某某市人民大道100号某某大厦</p>
<p>冀ICP备1号</p></div></body></html>"""


def page(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "page.html") -> Source:
    file = tmp_path / name
    file.write_bytes(text.encode(encoding))
    return read(file)


def content(source: Source) -> list[str]:
    return [line.text.strip(" \u3000\xa0") for line in source.lines if not line.drop and line.hint != "card"]


def dropped(source: Source) -> str:
    return "\n".join(line.text for line in source.lines if line.drop == "page-chrome")


def test_a_page_with_a_table_card_gives_card_and_article(tmp_path: Path) -> None:
    source = page(tmp_path, STATE)
    assert source.card == {
        "索引号": "000014349/2024-00012",
        "主题分类": "工业、交通\\其他",
        "发文机关": "国务院办公厅",
        "成文日期": "2024年01月05日",
        "标题": "国务院办公厅关于某事的意见",
        "发文字号": "国办发〔2024〕1号",
        "发布日期": "2024年01月10日",
    }
    assert content(source) == [
        "国务院办公厅关于某事的意见",
        "国办发〔2024〕1号",
        "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",
        "为进一步做好有关工作，经国务院同意，现提出以下意见。",
        "任务表",
        "序号\t任务\t<<",
        "^^\t内容\t责任单位",
        "1\t健全制度。 做好工作。\t",
        "附件：1.表",
        "2.名单",
        "国务院办公厅",
        "2024年1月5日",
        "（此件公开发布）",
    ]
    hints = {line.text: line.hint for line in source.lines if not line.drop}
    assert hints["国务院办公厅关于某事的意见"] == "h1"
    assert hints["序号\t任务\t<<"] == "table"
    assert "脚本里的字" not in "".join(line.text for line in source.lines)
    for furniture in (
        "English | 登录",
        "首页 > 政策 > 国务院文件",
        "扫一扫在手机打开当前页",
        "解读一",
        "责任编辑：王洋",
    ):
        assert furniture in dropped(source)


def test_a_page_laid_out_with_tables_in_gb2312_is_read(tmp_path: Path) -> None:
    source = page(tmp_path, COUNTY, "gb18030")
    assert source.encoding == "gb18030"
    assert source.card == {"来源": "县政府办", "发布时间": "2009-03-05"}
    assert content(source) == [
        "某某县人民政府办公室",
        "关于做好春耕生产工作的通知",
        "某府办发〔2009〕12号",
        "各乡镇人民政府，县级各部门：",
        "为做好今年春耕生产工作，现将有关事项通知如下：",
        "一、提高认识。",
        "各级各部门要高度重视\xa0春耕\xa0生产\xa0工作。",
        "二○○九年三月二日",
    ]


def test_a_page_with_a_list_card_keeps_title_signature_and_attachments(tmp_path: Path) -> None:
    source = page(tmp_path, DISTRICT)
    assert source.card == {
        "索引号": "11500110009300000X/2021-00012",
        "发文字号": "某府发〔2021〕3号",
        "发布机构": "某某区政府",
        "成文日期": "2021-02-01",
    }
    assert content(source) == [
        "某某区人民政府",
        "关于印发某某方案的通知",
        "某府发〔2021〕3号",
        "各镇人民政府：",
        "现将方案印发给你们，请认真贯彻执行。为深入贯彻有关精神，结合实际，制定本方案，请各单位结合工作实际，认真抓好落实。",
        "某某区人民政府",
        "2021年2月1日",
        "附件下载：",
        "某某方案.docx",
    ]
    assert [line.text for line in source.lines if line.hint == "h1"] == [
        "某某区人民政府",
        "关于印发某某方案的通知",
    ]


def test_a_whole_issue_as_one_page_keeps_order_contents_and_headings(tmp_path: Path) -> None:
    source = page(tmp_path, ISSUE)
    assert content(source) == [
        "某某市人民政府公报",
        "2020年第3期（总第103期）",
        "目录",
        "关于甲事的通知（1）",
        "关于乙事的意见（3）",
        "关于甲事的通知",
        "某政发〔2020〕5号",
        "各县人民政府：",
        "现将甲事通知如下，请遵照执行。",
        "2020年3月1日",
        "关于乙事的意见",
        "某政发〔2020〕6号",
        "为做好乙事，提出如下意见：",
        "1. 第一件事。",
        "2. 第二件事。",
        "一、其一。",
        "2020年3月5日",
    ]
    assert [line.text for line in source.lines if line.hint == "h2"] == [
        "目录",
        "关于甲事的通知",
        "关于乙事的意见",
    ]


def test_an_article_shorter_than_the_footer_is_found(tmp_path: Path) -> None:
    source = page(tmp_path, SHORT)
    assert content(source) == ["关于张三任职的通知", "张三任某某局局长。", "2020年5月1日"]
    assert source.card == {"来源": "某某市人民政府", "发布时间": "2020-05-06 09:00"}


@pytest.mark.parametrize("text", [STATE, COUNTY, DISTRICT, ISSUE, SHORT])
def test_every_visible_character_is_in_exactly_one_line(tmp_path: Path, text: str) -> None:
    source = page(tmp_path, text)
    soup = BeautifulSoup(text.replace("&sp;", " ").replace("&amp;nbsp;", " "), "lxml")
    for tag in soup(["script", "style"]):
        tag.decompose()
    assert Counter("".join(soup.get_text().split())) == Counter(
        re.sub(r"<<|\^\^|(?<=^)\d\. ", "", "".join(line.text for line in source.lines), flags=re.M)
        .translate({0x20: None, 9: None, 0xA0: None, 0x3000: None})
        .replace("1.第一件事", "第一件事")
        .replace("2.第二件事", "第二件事")
        .replace("一、其一", "其一")
    )


CARDS = [
    "<dl><dt>索引号：</dt><dd>1/2</dd><dt>文号</dt><dd>闽政〔2024〕9号</dd><dt>发布单位</dt><dd>福建省人民政府</dd></dl>",
    "<ul><li>索引号：1/2</li><li>文　　号：闽政〔2024〕9号</li><li>发布单位：福建省人民政府</li></ul>",
    "<ul><li><span>索引号</span>1/2</li><li><span>文号</span>闽政〔2024〕9号</li><li><b>发布单位</b>福建省人民政府</li></ul>",
    "<div><div><div>索引号</div><div>1/2</div></div><div><div>文号</div><div>闽政〔2024〕9号</div></div>"
    "<div><div>发布单位</div><div>福建省人民政府</div></div></div>",
    "<p>索引号：1/2　文号：闽政〔2024〕9号　发布单位：福建省人民政府</p>",
    "<table><tr><td>索引号</td><td><!--x-->1/2<!--x--></td><td>文号</td><td>闽政〔2024〕9号</td></tr>"
    "<tr><td>发布单位</td><td colspan=3>福建省人民政府</td></tr></table>",
    "<table><tr><td>索引号：1/2</td><td>文&nbsp;号：闽政〔2024〕9号</td></tr>"
    "<tr><td>发布单位：福建省人民政府</td><td></td></tr></table>",
    "<table><tr><th>索引号</th><td>1/2</td></tr><tr><th>文号</th><td>闽政〔2024〕9号</td></tr>"
    "<tr><th>发布单位</th><td>福建省人民政府</td></tr><tr><th>废止日期</th><td>—　—</td></tr></table>",
]
ARTICLE = (
    "<h1>关于某事的通知</h1><div><p>各县人民政府：</p><p>现将某事通知如下，请遵照执行，不得有误。</p></div>"
)


@pytest.mark.parametrize("card", CARDS)
def test_cards_are_found_however_they_are_built(tmp_path: Path, card: str) -> None:
    source = page(tmp_path, f"<html><body><div>{card}</div>{ARTICLE}</body></html>")
    assert source.card == {"索引号": "1/2", "文号": "闽政〔2024〕9号", "发布单位": "福建省人民政府"}
    assert content(source) == ["关于某事的通知", "各县人民政府：", "现将某事通知如下，请遵照执行，不得有误。"]


def test_a_table_of_documents_in_the_text_is_no_card(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>关于{n}事的通知</td><td>某政发〔2001〕{n}号</td></tr>" for n in range(1, 6)
    )
    table = f"<table border=1><tr><td>序号</td><td>文件名称</td><td>文号</td></tr>{rows}</table>"
    source = page(tmp_path, f"<html><body>{ARTICLE}{table}</body></html>")
    assert source.card == {}
    assert [line.text for line in source.lines if line.hint == "table"][:2] == [
        "序号\t文件名称\t文号",
        "1\t关于1事的通知\t某政发〔2001〕1号",
    ]


SPANS = [
    ("<tr><td>a<td>b<tr><td>c<td>d", ["a\tb", "c\td"]),
    ("<tr><td rowspan=2 colspan=2>a<td>b<tr><td>c", ["a\t<<\tb", "^^\t^^\tc"]),
    ("<tr><td>a<td rowspan=0>b<tr><td>c<tr><td>d", ["a\tb", "c\t^^", "d\t^^"]),
    ("<tr><td rowspan=99999999>a<td>b<tr><td>c", ["a\tb", "^^\tc"]),
    ("<tr><td>a<td rowspan=2>b<td>c<tr><td>d<td>e", ["a\tb\tc", "d\t^^\te"]),
    ("<tr><td colspan=x>a<td>b<tr><td>c<td><p>d</p><p>e.</p>", ["a\tb", "c\td e."]),
]


@pytest.mark.parametrize(("code", "rows"), SPANS)
def test_merged_cells_are_marked(tmp_path: Path, code: str, rows: list[str]) -> None:
    source = page(tmp_path, f"<html><body>{ARTICLE}<table border=1>{code}</table></body></html>")
    assert [line.text for line in source.lines if line.hint == "table"] == rows


def test_the_declared_encoding_is_believed_only_if_it_reads_well(tmp_path: Path) -> None:
    source = page(tmp_path, COUNTY, "utf-8")
    assert source.encoding == "utf-8"
    assert content(source)[0] == "某某县人民政府办公室"
    undeclared = COUNTY.replace("charset=gb2312", "")
    assert page(tmp_path, undeclared, "gb18030").encoding == "gb18030"
    assert page(tmp_path, STATE, "utf-16").encoding == "utf-16-le"


def test_a_page_saved_as_txt_is_read_as_a_page(tmp_path: Path) -> None:
    assert page(tmp_path, DISTRICT, name="page.txt").form == "html"


EMPTY_PAGES = [
    '<html><head><title>公报</title></head><body><div id="app"></div><script>render()</script></body></html>',
    "<html><head><title>公报</title></head><frameset><frame src=a.htm></frameset></html>",
    "<html><body><div class=nav><a href=/>首页</a></div><img src=scan.jpg><div>冀ICP备1号</div></body></html>",
]


@pytest.mark.parametrize("text", EMPTY_PAGES)
def test_a_page_without_a_text_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match=r"page\.html: a web page without a text of its own"):
        page(tmp_path, text)


def test_a_page_nested_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nested deeper than"):
        page(tmp_path, "<html><body>" + "<div>" * 50_000 + "深处的字，在这里。")


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            """<div> </div> <p> </p> <table> </table> <tr> </tr> <td> </td> <th> <br> <ul> <li> </ul> <ol> <b> </b> <h1> </h1>
            <td~rowspan=3> <td~colspan=2> <a~href=x> </a> <nav> </nav> <script> </script> <!-- --> <p~style=display:none>
            &nbsp; &sp &#0; &#x110000; ]]> <![CDATA[ <?x 索引号： 发文字号： 成文日期： 打印 甲乙丙，丁。 2020年 < >""".split()
        ),
        max_size=60,
    )
)
def test_no_tag_soup_makes_the_reader_fail_or_lose_text(pieces: list[str]) -> None:
    text = "<html><body>" + " ".join(pieces).replace("~", " ")
    try:
        page = read_html(text.encode(), "soup.html", None)
    except SourceError:
        return
    soup = BeautifulSoup(text.replace("&sp", "&nbsp"), "lxml")
    for tag in soup(["script", "style"]):
        tag.decompose()
    shown = "".join(line.text for line in page.lines)
    for word in ("甲乙丙，丁。", "2020年"):
        assert shown.count(word) == soup.get_text().count(word)
    assert all(line.text.strip() for line in page.lines if line.hint != "table")
    assert all(isinstance(value, str) and value for value in page.card.values())


SITE_NAME = """<html><head><meta charset="utf-8"><meta name="SiteName" content="某某市人民政府"><title>{title}</title></head><body>
<div class="header"><h1>某某市人民政府</h1><a href="/">首页</a><a href="/a">要闻</a><a href="/b">公开</a><a href="/c">服务</a></div>
<div class="location">当前位置：<a href="/">首页</a> &gt; 政府文件</div>
<div class="wrap"><div class="t">{heading}</div><div class="sub">2020年5月6日</div>
<div class="txt"><p>各县人民政府：</p><p>现将某事通知如下，请遵照执行，不得有误。</p></div></div></body></html>"""
SITES = [
    ("关于某事的通知_某某市人民政府", "关于某事的通知"),
    ("某某市人民政府 - 关于某事的通知", "关于某事的通知"),
    ("某某市人民政府", "<h2>关于某事的通知</h2>"),
    ("某某市人民政府办公室关于某事的通知 | 某某市人民政府", "某某市人民政府办公室<br>关于某事的通知"),
]


@pytest.mark.parametrize(("title", "heading"), SITES)
def test_the_name_of_the_site_is_not_the_title_of_the_article(
    tmp_path: Path, title: str, heading: str
) -> None:
    source = page(tmp_path, SITE_NAME.format(title=title, heading=heading))
    lines = re.sub("<br>", "\n", re.sub("</?h2>", "", heading)).split("\n")
    assert content(source) == [
        *lines,
        "2020年5月6日",
        "各县人民政府：",
        "现将某事通知如下，请遵照执行，不得有误。",
    ]
    hinted = [line.text for line in source.lines if line.hint in ("h1", "h2") and not line.drop]
    assert hinted == lines
