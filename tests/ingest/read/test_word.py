"""Word documents: what a reader of the printed page sees."""

import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from gongbao.ingest.model.source import Source
from gongbao.ingest.read import read
from gongbao.ingest.read.counting import numeral

BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def saved(tmp_path: Path, document: Document) -> Source:
    file = tmp_path / "通知.docx"
    document.save(str(file))
    return read(file)


def packed(tmp_path: Path, body: str, **parts: str | bytes) -> Path:
    """Write a .docx by hand, with further parts under their own names."""
    file = tmp_path / "packed.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", BODY.format(body))
        for name, content in parts.items():
            package.writestr(name, content)
    return file


def shown(source: Source) -> list[str]:
    return [line.text for line in source.lines if not line.drop]


def numbered(document: Document, text: str, number: int, level: int = 0) -> None:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def add_list(
    document: Document,
    *levels: tuple[str, str],
    key: int = 50,
    numbers: tuple[int, ...] = (50,),
    start: int | None = None,
) -> None:
    """Add a list definition with (format, text) for each level, and lists that use it; the last one may start anew."""
    numbering = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (style, text) in enumerate(levels)
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">{inner}</w:abstractNum>')
    )
    for number in numbers:
        override = (
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            if start is not None and number == numbers[-1]
            else ""
        )
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{key}"/>{override}</w:num>'
            )
        )


def test_paragraphs_are_lines_and_line_breaks_part_them(tmp_path: Path) -> None:
    document = docx.Document()
    title = document.add_paragraph("某某区人民政府")
    title.add_run().add_break()
    title.add_run("关于某事的通知")
    document.add_paragraph("")
    document.add_paragraph("姓名\t职务")
    document.add_paragraph("正文。").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("附件")
    source = saved(tmp_path, document)
    assert shown(source) == ["某某区人民政府", "关于某事的通知", "姓名\u3000\u3000职务", "正文。", "\f附件"]
    assert [line.number for line in source.lines] == [1, 2, 3, 4, 5]
    assert (source.form, source.encoding) == ("docx", "")


def test_automatic_numbers_are_written_out(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(
        document,
        ("chineseCounting", "%1、"),
        ("chineseCounting", "（%2）"),
        ("decimal", "%3."),
        ("decimal", "%1.%3.%4"),
    )
    for level, text in [
        (0, "总则"),
        (1, "目的"),
        (2, "甲"),
        (2, "乙"),
        (1, "依据"),
        (2, "丙"),
        (0, "附则"),
        (1, "解释"),
        (3, "丁"),
    ]:
        numbered(document, text, 50, level)
    document.add_paragraph("无编号")
    source = saved(tmp_path, document)
    assert shown(source) == [
        "一、总则",
        "（一）目的",
        "1. 甲",
        "2. 乙",
        "（二）依据",
        "1. 丙",
        "二、附则",
        "（一）解释",
        "二.1.1 丁",
        "无编号",
    ]
    assert [line.hint for line in source.lines] == ["list"] * 9 + [""]


def test_lists_of_one_definition_count_on_unless_they_start_anew(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document, ("decimal", "%1．"), numbers=(50, 51, 52), start=1)
    for number in (50, 50, 51, 52, 52):
        numbered(document, "项", number)
    assert shown(saved(tmp_path, document)) == ["1．项", "2．项", "3．项", "1．项", "2．项"]


def test_a_paragraph_may_leave_the_numbering_of_its_style(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document, ("chineseCountingThousand", "第%1条　"))
    style = document.styles["Heading 2"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="50"/></w:numPr>'))
    document.add_paragraph("为了某事。", style="Heading 2")
    numbered(document, "标题", 0)
    document.paragraphs[-1].style = document.styles["Heading 2"]
    document.add_paragraph("本办法所称。", style="Heading 2")
    source = saved(tmp_path, document)
    assert shown(source) == ["第一条　为了某事。", "标题", "第二条　本办法所称。"]
    assert {line.hint for line in source.lines} == {"h2"}


def test_bullets_that_mean_nothing_are_left_out_and_others_kept(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document, ("bullet", "\uf0b7"), key=50, numbers=(50,))
    add_list(document, ("bullet", "△"), key=60, numbers=(60,))
    numbered(document, "甲", 50)
    numbered(document, "乙", 60)
    assert shown(saved(tmp_path, document)) == ["甲", "△乙"]


NUMERALS = [
    (1, "chineseCounting", "一"),
    (10, "chineseCounting", "十"),
    (12, "chineseCounting", "十二"),
    (20, "chineseCounting", "二十"),
    (101, "chineseCountingThousand", "一百零一"),
    (110, "chineseCountingThousand", "一百一十"),
    (1010, "chineseCountingThousand", "一千零一十"),
    (23, "chineseLegalSimplified", "贰拾叁"),
    (3, "ideographTraditional", "丙"),
    (4, "upperRoman", "IV"),
    (1999, "lowerRoman", "mcmxcix"),
    (27, "lowerLetter", "aa"),
    (20, "decimalEnclosedCircleChinese", "⑳"),
    (21, "decimalEnclosedCircleChinese", "㉑"),
    (51, "decimalEnclosedCircle", "51"),
    (7, "decimalZero", "07"),
    (12, "decimalFullWidth", "１２"),
    (5, "no such style", "5"),
    (5, "none", ""),
]


@pytest.mark.parametrize(("value", "style", "text"), NUMERALS)
def test_numerals_are_written_as_word_writes_them(value: int, style: str, text: str) -> None:
    assert numeral(value, style) == text


def test_tables_keep_merged_cells(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, texts in enumerate([["序号", "任务", "单位"], ["1", "甲", "县"], ["2", "乙", "乡"]]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2)).text = "任务和\n单位"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "1"
    table.cell(2, 2).text = "健全制度。\n做好工作。"
    source = saved(tmp_path, document)
    assert shown(source) == ["序号\t任务和单位\t<<", "1\t甲\t县", "^^\t乙\t健全制度。 做好工作。"]
    assert {line.hint for line in source.lines} == {"table"}


def test_tables_that_only_lay_out_are_lines(tmp_path: Path) -> None:
    document = docx.Document()
    head = document.add_table(1, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "某府文〔2018〕3号", "签发人：张三"
    outer = document.add_table(2, 1)
    outer.cell(0, 0).text = "正文第一段。\n正文第二段。"
    inner = outer.cell(1, 0).add_table(2, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "甲", "乙"
    inner.cell(1, 0).text, inner.cell(1, 1).text = "丙", "丁"
    foot = document.add_table(2, 2)
    foot.cell(0, 0).merge(foot.cell(0, 1)).text = "抄送：区委办公室。"
    foot.cell(1, 0).text, foot.cell(1, 1).text = "某某区人民政府办公室", "2018年5月16日印发"
    assert shown(saved(tmp_path, document)) == [
        "某府文〔2018〕3号\u3000\u3000签发人：张三",
        "正文第一段。",
        "正文第二段。",
        "甲\t乙",
        "丙\t丁",
        "抄送：区委办公室。",
        "某某区人民政府办公室\u3000\u30002018年5月16日印发",
    ]


def test_headings_running_heads_and_the_first_head_are_told_apart(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("公报", 0)
    document.add_heading("目录", 1)
    document.add_paragraph("正文")
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "某某市人民政府文件"
    section.header.paragraphs[0].text = "某某市人民政府公报"
    section.footer.paragraphs[0].text = "— 1 —"
    source = saved(tmp_path, document)
    assert [(line.text, line.hint, line.drop) for line in source.lines] == [
        ("某某市人民政府文件", "", ""),
        ("公报", "h1", ""),
        ("目录", "h1", ""),
        ("正文", "", ""),
        ("某某市人民政府公报", "", "running-head"),
        ("— 1 —", "", "running-head"),
    ]


RUNS: list[tuple[str, list[str], list[str]]] = [
    (
        "<w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins>",
        ["甲增"],
        [],
    ),
    (
        "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>",
        ["新"],
        [],
    ),
    (
        '<w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>乙</w:t></w:r>',
        ["甲乙"],
        ["隐"],
    ),
    (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText><w:t>码</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2018年</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>后</w:t></w:r>',
        ["2018年后"],
        [],
    ),
    # A field that never ends takes no words with it.
    (
        '<w:r><w:t>前</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText></w:r><w:r><w:t>后</w:t></w:r>',
        ["前后"],
        [],
    ),
    (
        '<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink>',
        ["3链"],
        [],
    ),
    (
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:noBreakHyphen/><w:t>否</w:t><w:softHyphen/></w:r>',
        ["☑是-否"],
        [],
    ),
    (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>qí</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>綦</w:t></w:r></w:rubyBase></w:ruby><w:t>江</w:t></w:r>",
        ["綦江"],
        ["qí"],
    ),
    (
        "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt><w:smartTag><w:r><w:t>标</w:t></w:r></w:smartTag>",
        ["控件标"],
        [],
    ),
    (
        '<w:r><w:t>甲</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p>"
        "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>乙</w:t></w:r>",
        ["甲乙", "框"],
        [],
    ),
]


@pytest.mark.parametrize(("runs", "lines", "hidden"), RUNS)
def test_runs_give_what_is_shown(tmp_path: Path, runs: str, lines: list[str], hidden: list[str]) -> None:
    source = read(packed(tmp_path, f"<w:p>{runs}</w:p>"))
    assert shown(source) == lines
    assert [line.text for line in source.lines if line.drop == "hidden-text"] == hidden


def test_a_deleted_paragraph_end_joins_two_paragraphs(tmp_path: Path) -> None:
    body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p><w:p><w:r><w:t>后半。</w:t></w:r></w:p>"
    assert shown(read(packed(tmp_path, body))) == ["前半，后半。"]


def test_notes_follow_the_paragraph_that_they_belong_to(tmp_path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    body = (
        '<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id="2"/><w:t>乙。</w:t></w:r></w:p><w:p><w:r><w:t>丙</w:t></w:r></w:p>'
        '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>子</w:t><w:footnoteReference w:id="3"/></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>'
        "<w:tr><w:tc><w:p><w:r><w:t>丑</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    )
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t> 甲的注。</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="3"><w:p><w:r><w:t>子的注。</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="4"><w:p><w:r><w:t>无主的注。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    parts = {
        "word/_rels/document.xml.rels": RELATIONS.replace("word/document.xml", "footnotes.xml").replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument", kind
        ),
        "word/footnotes.xml": notes,
    }
    source = read(packed(tmp_path, body, **parts))
    assert [(line.text, line.hint) for line in source.lines] == [
        ("甲[1]乙。", ""),
        ("[1] 甲的注。", "footnote"),
        ("丙", ""),
        ("子[2]\t", "table"),
        ("丑\t", "table"),
        ("[2] 子的注。", "footnote"),
        ("无主的注。", "footnote"),
    ]


def test_strict_documents_are_read_like_others(tmp_path: Path) -> None:
    file = tmp_path / "strict.docx"
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(
            "_rels/.rels",
            RELATIONS.replace(
                "schemas.openxmlformats.org/officeDocument/2006/relationships/off",
                "purl.oclc.org/ooxml/officeDocument/relationships/off",
            ),
        )
        package.writestr(
            "word/document.xml",
            BODY.format("<w:p><w:r><w:t>严格</w:t></w:r></w:p>").replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            ),
        )
    assert shown(read(file)) == ["严格"]


def test_tabs_are_room_and_only_rows_below_each_other_are_cells(tmp_path: Path) -> None:
    document = docx.Document()
    for text in (
        "\t现将有关事项通知如下：",
        "第一条\t本办法适用于本县。",
        "\t\t\t甲县林业局",
        "甲县林业局办公室\t\t2024年3月5日印发",
        "单位：万元",
        "树种\t面积\t\t株数",
        "\t杉木\t120\t9600",
        "松木\t80\t6400",
    ):
        document.add_paragraph(text)
    assert [line.text for line in saved(tmp_path, document).lines] == [
        "\u3000\u3000现将有关事项通知如下：",
        "第一条\u3000本办法适用于本县。",
        "\u3000\u3000甲县林业局",
        "甲县林业局办公室\u3000\u30002024年3月5日印发",
        "单位：万元",
        "树种\t面积\t株数",
        "杉木\t120\t9600",
        "松木\t80\t6400",
    ]
