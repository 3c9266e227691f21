"""Set one text as a government web page, a Word document and a PDF, to test that ingest finds the same in each."""

import html
import io
import re
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph
from gongbao.bulletin.numerals import to_int
from gongbao.ingest.read.counting import numeral
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph
from reportlab.platypus import Table as PdfTable

_LABEL = re.compile(r"(?P<han>[一二三四五六七八九十]+)、|（(?P<bracketed>[一二三四五六七八九十]+)）")
_CENTRED_AFTER_TITLE = re.compile(r"^[^，。；]{1,30}〔\d{4}〕\d+号$|^（.{4,60}）$|^目\s*(?:录|次)$")
_RIGHT = re.compile(r"^[\d〇○一二三四五六七八九十年月日 ]{6,14}$")
_RECIPIENTS = re.compile(r".{2,60}[：:]")


@dataclass(frozen=True)
class Table:
    """A table: rows of cells; `^^` is merged with the cell above, `<<` with the one to its left."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Doc:
    """A text to be set: title (with its line breaks), paragraphs and tables, the index card of its web page.

    lines: everything in order; a paragraph that equals the first line of the title stands for the title itself, and
        where none does, the title comes first.
    """

    title: str
    lines: tuple[str | Table, ...]
    card: dict[str, str] = field(default_factory=dict)
    running_head: str = "某某市人民政府公报"

    @property
    def parts(self) -> list[str | Table]:
        """Return the title (as one text with line breaks) and everything else, in order."""
        head = self.title.split("\n")
        lines = list(self.lines)
        for at in range(len(lines) - len(head) + 1):
            if lines[at : at + len(head)] == head:
                return [*lines[:at], self.title, *lines[at + len(head) :]]
        return [self.title, *lines] if self.title else lines

    @property
    def flush(self) -> list[str]:
        """Return the paragraphs that begin at the margin: the recipients and the foot."""
        texts = [part for part in self.parts if isinstance(part, str)]
        return [t for t in texts[:5] if _RECIPIENTS.fullmatch(t)][:1] + [
            t for t in texts if t.startswith("抄送")
        ]


def from_text(
    text: str, title: str = "", card: dict[str, str] | None = None, running_head: str | None = None
) -> Doc:
    """Make a Doc of a plain text: its non-blank lines are paragraphs, lines with tabs are rows of tables."""
    lines: list[str | Table] = []
    rows: list[tuple[str, ...]] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line.strip("\f"):
            rows.append(tuple(cell.strip() for cell in line.strip("\f").split("\t")))
            continue
        if rows:
            lines.append(Table(tuple(rows)))
            rows = []
        if clean := line.strip():
            lines.append(clean)
    doc = Doc(title, tuple(lines), card or {})
    return doc if running_head is None else Doc(title, tuple(lines), card or {}, running_head)


# ---------------------------------------------------------------- web page


def as_html(doc: Doc, encoding: str = "utf-8") -> bytes:
    """Set a text as a page of a government site, with everything that such pages have around it."""
    title = doc.title.replace("\n", "")
    body = "\n".join(_html_part(part, doc.title, part in doc.flush) for part in doc.parts)
    items = list(doc.card.items())
    pairs = [items[at : at + 2] for at in range(0, len(items), 2)]
    card = "".join(
        "<tr>"
        + "".join(f"<td><b>{_spaced(k)}：</b></td><td>{html.escape(v)}</td>" for k, v in pair)
        + "</tr>"
        for pair in pairs
    )
    card = f'<div class="xxgk-card"><table border="0"><tbody>{card}</tbody></table></div>' if card else ""
    page = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}">
<title>{html.escape(title)}_某某市人民政府</title><meta name="SiteName" content="某某市人民政府">
<meta name="ArticleTitle" content="{html.escape(title)}"><meta name="ColumnName" content="政府文件">
<style>.nav{{height:40px}}</style><script>var site = "某某市人民政府门户网站";</script></head><body>
<div class="top"><a href="/">网站首页</a> | <a href="/en">English</a> | <a href="/wza">无障碍浏览</a></div>
<div class="nav"><ul><li><a href="/zwgk">政务公开</a></li><li><a href="/zwfw">政务服务</a></li><li><a href="/hdjl">互动交流</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 政府文件</div>
<div class="main">{card}
<div class="tools">【字体：<a href="javascript:;">大</a> <a href="javascript:;">中</a> <a href="javascript:;">小</a>】
<a href="javascript:window.print()">打印本页</a> <a href="javascript:window.close()">关闭窗口</a></div>
<div class="xl_con" id="zoom">
{body}
</div>
<div class="bshare">分享到：<a href="#">微信</a> <a href="#">微博</a></div><div class="ewm">扫一扫在手机打开当前页</div>
<div class="xgwd"><h3>相关文档</h3><ul><li><a href="/1.html">关于另一件事的通知</a></li><li><a href="/2.html">《办法》政策解读</a></li></ul></div>
<p>上一篇：<a href="/0.html">关于别的事的通知</a></p></div>
<div class="foot"><p>主办：某某市人民政府办公室　承办：某某市大数据管理局</p>
<p>网站标识码：1234567890　蜀ICP备12345678号-1　蜀公网安备 51000000000000号</p></div></body></html>"""
    return page.encode("gb18030" if encoding == "gb2312" else encoding)


def _spaced(label: str) -> str:
    # 索 引 号, 文　　号: set to one width, as cards are.
    return {2: "&nbsp;&nbsp;&nbsp;&nbsp;", 3: " "}.get(len(label), "").join(label)


def _html_part(part: str | Table, title: str, flush: bool) -> str:
    if isinstance(part, Table):
        return _html_table(part)
    if title and part == title:
        return "<h1>" + "<br>".join(html.escape(line) for line in part.split("\n")) + "</h1>"
    style = ' style="text-align:center"' if _CENTRED_AFTER_TITLE.match(part) else ""
    style = ' align="right"' if _RIGHT.match(part) else style
    indent = "" if style or flush else "　　"
    return f"<p{style}>{indent}{html.escape(part)}</p>"


def _html_table(table: Table) -> str:
    rows = []
    for at, row in enumerate(table.rows):
        cells = []
        for column, cell in enumerate(row):
            if cell in ("^^", "<<"):
                continue
            wide, tall = _span(table, at, column)
            spans = (f' colspan="{wide}"' if wide > 1 else "") + (f' rowspan="{tall}"' if tall > 1 else "")
            cells.append(f"<td{spans}>{html.escape(cell) or '&nbsp;'}</td>")
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return '<table border="1" cellspacing="0">' + "\n".join(rows) + "</table>"


def _span(table: Table, row: int, column: int) -> tuple[int, int]:
    """Return over how many columns and rows a cell reaches."""
    wide = tall = 1
    line = table.rows[row]
    while column + wide < len(line) and line[column + wide] == "<<":
        wide += 1
    while (
        row + tall < len(table.rows)
        and column < len(table.rows[row + tall])
        and table.rows[row + tall][column] == "^^"
    ):
        tall += 1
    return wide, tall


# ---------------------------------------------------------------- Word


def as_docx(doc: Doc) -> bytes:
    """Set a text as a Word document: numbers 一、 （一） are automatic, the running head is in the header."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = doc.running_head
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    lists = _WordLists(document)
    for part in doc.parts:
        if isinstance(part, Table):
            _word_table(document, part)
        elif doc.title and part == doc.title:
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            for index, line in enumerate(part.split("\n")):
                run = paragraph.add_run()
                if index:
                    run.add_break()
                run.add_text(line)
                run.bold, run.font.size = True, Pt(22)
        else:
            text, place = lists.take_label(part)
            paragraph = document.add_paragraph(text)
            if place is not None:
                lists.put(paragraph, *place)
            if _RIGHT.match(part):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            elif _CENTRED_AFTER_TITLE.match(part):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class _WordLists:
    """Automatic numbers: a label is left to Word where it is the next one, or begins anew with 一."""

    def __init__(self, document: Document) -> None:
        self._numbering = document.part.numbering_part.element
        self._next = [1, 1]
        self._number = 100
        self._begun = False
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for level, text in enumerate(["%1、", "（%2）"])
        )
        self._numbering.insert(
            0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="100">{levels}</w:abstractNum>')
        )

    def take_label(self, text: str) -> tuple[str, tuple[int, int] | None]:
        match = _LABEL.match(text)
        if match is None:
            return text, None
        level = 0 if match["han"] else 1
        label = match["han"] or match["bracketed"]
        value = to_int(label)
        if value is None or numeral(value, "chineseCounting") != label or value not in (1, self._next[level]):
            return text, None
        # Before the first list there is none that a （一） could count on.
        if value == 1 and (level == 0 or self._next[1] > 1 or self._number == 100):
            self._begin(level)
        self._next[level] = value + 1
        if level == 0:
            self._next[1] = 1
        return text[match.end() :], (self._number, level)

    def put(self, paragraph: WordParagraph, number: int, level: int) -> None:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            )
        )

    def _begin(self, level: int) -> None:
        self._begun = True
        self._number += 1
        override = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
        self._numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self._number}"><w:abstractNumId w:val="100"/>{override}</w:num>'
            )
        )


def _word_table(document: Document, table: Table) -> None:
    width = max(map(len, table.rows))
    made = document.add_table(len(table.rows), width)
    made.style = "Table Grid"
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if cell in ("^^", "<<"):
                continue
            wide, tall = _span(table, row, column)
            target = made.cell(row, column)
            if wide > 1 or tall > 1:
                target = target.merge(made.cell(row + tall - 1, column + wide - 1))
            target.text = cell


# ---------------------------------------------------------------- PDF

_FONT = "STSong-Light"
_SIZE = 16


def as_pdf(doc: Doc, columns: int = 1) -> bytes:
    """Set a text as a PDF in one or two columns, with running heads and page numbers."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    size = _SIZE if columns == 1 else 10.5
    body = ParagraphStyle("body", fontName=_FONT, fontSize=size, leading=size * 1.75, wordWrap="CJK")
    styles = {
        "body": ParagraphStyle("indented", body, firstLineIndent=2 * size),
        "flush": body,
        "centred": ParagraphStyle("centred", body, alignment=TA_CENTER),
        "right": ParagraphStyle("right", body, alignment=TA_RIGHT, rightIndent=4 * size),
        "title": ParagraphStyle(
            "title",
            body,
            alignment=TA_CENTER,
            fontSize=1.375 * size,
            leading=2.2 * size,
            spaceBefore=12,
            spaceAfter=12,
        ),
        "cell": ParagraphStyle("cell", body, fontSize=size * 0.75, leading=size),
    }
    left, bottom, width, height = 79, 99, A4[0] - 153, A4[1] - 204
    gap = 2 * size
    each = (width - gap * (columns - 1)) / columns
    flow: list[Paragraph | PdfTable] = []
    for part in doc.parts:
        if isinstance(part, Table):
            flow.append(_pdf_table(part, styles["cell"], each))
        elif doc.title and part == doc.title:
            flow.extend(Paragraph(html.escape(line), styles["title"]) for line in part.split("\n"))
        else:
            flow.append(Paragraph(html.escape(part), styles[_pdf_style(part, part in doc.flush)]))
    stream = io.BytesIO()
    frames = [
        Frame(
            left + at * (each + gap),
            bottom,
            each,
            height,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        for at in range(columns)
    ]

    def furniture(canvas, template):  # type: ignore[no-untyped-def]
        canvas.setFont(_FONT, 12)
        if doc.running_head:
            canvas.drawCentredString(A4[0] / 2, A4[1] - 70, doc.running_head)
        canvas.drawCentredString(A4[0] / 2, 60, f"— {canvas.getPageNumber()} —")

    template = BaseDocTemplate(stream, pagesize=A4, invariant=1)
    template.addPageTemplates([PageTemplate(frames=frames, onPage=furniture)])
    template.build(flow)
    return stream.getvalue()


def _pdf_style(part: str, flush: bool) -> str:
    if _CENTRED_AFTER_TITLE.match(part):
        return "centred"
    if _RIGHT.match(part):
        return "right"
    return "flush" if flush else "body"


def _pdf_table(table: Table, style: ParagraphStyle, room: float) -> PdfTable:
    width = max(map(len, table.rows))
    commands: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    data: list[list[Paragraph | str]] = []
    for row, cells in enumerate(table.rows):
        line: list[Paragraph | str] = []
        for column, cell in enumerate([*cells, *[""] * (width - len(cells))]):
            wide, tall = (
                _span(table, row, column) if cell not in ("^^", "<<") and column < len(cells) else (1, 1)
            )
            if wide > 1 or tall > 1:
                commands.append(("SPAN", (column, row), (column + wide - 1, row + tall - 1)))
            line.append("" if cell in ("^^", "<<", "") else Paragraph(html.escape(cell), style))
        data.append(line)
    return PdfTable(data, colWidths=[room / width] * width, style=commands, repeatRows=0)
