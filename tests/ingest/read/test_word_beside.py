"""What a Word document holds beside the characters of its lines: each thing is kept, or dropped by a named rule."""

import zipfile
from pathlib import Path

import pytest
from gongbao.ingest.model.marks import MARKS
from gongbao.ingest.model.source import Source
from gongbao.ingest.read import read

SPACES = " ".join(
    f'xmlns:{key}="{uri}"'
    for key, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRUCK, STRUCK_END = MARKS["struck"]


def packed(tmp_path: Path, body: str, parts: dict[str, tuple[str, str]] | None = None) -> Source:
    """Write a .docx by hand and read it; parts: name → (kind of relation, content), with r1, r2 … for ids."""
    file = tmp_path / "通知.docx"
    related = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{name}"/>'
        for n, (name, (kind, _)) in enumerate((parts or {}).items(), start=1)
    )
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    main = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", relations.format(main))
        package.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        package.writestr("word/_rels/document.xml.rels", relations.format(related))
        for name, (_, content) in (parts or {}).items():
            package.writestr(f"word/{name}", content)
    return read(file)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(said: str, result: str = "", data: str = "") -> str:
    middle = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText>{said}</w:instrText></w:r>{middle}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def math(inside: str) -> str:
    return f"<m:oMath>{inside}</m:oMath>"


def sign(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


FRACTION = f"<m:f><m:num>{sign('a+b')}</m:num><m:den>{sign('2')}</m:den></m:f>"
RAISED, LOWERED = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
PARAGRAPHS: list[tuple[str, str, list[tuple[str, str, str]]]] = [
    (
        run("面积860m") + run("2", RAISED) + run("，减排CO") + run("2", LOWERED),
        "面积860m²，减排CO₂",
        [("raised", "2", "mark"), ("lowered", "2", "mark")],
    ),
    (
        run("10m")
        + run("3", '<w:position w:val="8"/><w:sz w:val="12"/>')
        + run("，PM")
        + run("2", '<w:position w:val="-4"/>'),
        "10m³，PM₂",
        [("raised", "3", "mark"), ("lowered", "2", "mark")],
    ),
    (run("全行上移以求居中", '<w:position w:val="8"/><w:sz w:val="44"/>'), "全行上移以求居中", []),
    (
        run("处") + run("五千元", "<w:strike/>") + run("一万元") + run("罚款", '<w:strike w:val="0"/>'),
        f"处{STRUCK}五千元{STRUCK_END}一万元罚款",
        [("struck", "五千元", "mark")],
    ),
    (
        f"{run('由')}<w:del><w:r><w:delText>水利站</w:delText></w:r></w:del><w:ins>{run('水务局')}</w:ins>{run('负责')}",
        "由水务局负责",
        [("deleted", "水利站", "tracked-deletion"), ("inserted", "水务局", "text")],
    ),
    (run("补偿=") + math(FRACTION + sign("×K")), "补偿=(a+b)/2×K", [("formula", "(a+b)/2×K", "text")]),
    (
        math(
            f"<m:rad><m:deg/><m:e>{sign('N')}</m:e></m:rad>{sign('+')}<m:sSubSup><m:e>{sign('x')}</m:e><m:sub>{sign('1')}</m:sub>"
            f"<m:sup>{sign('2')}</m:sup></m:sSubSup>"
        ),
        "√N+x₁²",
        [("formula", "√N+x₁²", "text")],
    ),
    (
        math(
            f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{sign('1')}</m:sub><m:sup>{sign('n')}</m:sup><m:e>{sign('P')}</m:e></m:nary>"
            f"<m:d><m:e>{sign('1')}<m:f><m:num>{sign('1')}</m:num><m:den>{sign('3')}</m:den></m:f></m:e></m:d>"
        ),
        "∑₁ⁿP(1(1/3))",
        [("formula", "∑₁ⁿP(1(1/3))", "text")],
    ),
    (run("第") + field(" eq \\o\\ac(○,3) ") + run("项"), "第③项", [("formula", "③", "text")]),
    (run("按") + field(" EQ \\f(1,2) ") + run("计"), "按1/2计", [("formula", "1/2", "text")]),
    (
        run("是否同意：")
        + field(" FORMCHECKBOX ", data="<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"),
        "是否同意：☑",
        [("form-value", "☑", "text")],
    ),
    (
        run("类别：")
        + field(
            " FORMDROPDOWN ",
            data='<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList></w:ffData>',
        ),
        "类别：乙",
        [("form-value", "乙", "text")],
    ),
    (
        f"{run('单位：')}<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('青溪县水务局')}</w:sdtContent></w:sdt>",
        "单位：青溪县水务局",
        [("form-value", "青溪县水务局", "text")],
    ),
    (
        f"{run('单位：')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处输入文字')}</w:sdtContent></w:sdt>",
        "单位：",
        [("form-value", "单击此处输入文字", "form-prompt")],
    ),
    (run("公开") + run("内部", "<w:vanish/>") + run("文字"), "公开文字", [("hidden", "内部", "hidden-text")]),
    (
        f"{run('正文')}<w:r><w:pict><v:shape><v:textpath string='青溪县人民政府文件'/></v:shape></w:pict></w:r>",
        "正文/青溪县人民政府文件",
        [("text-box", "青溪县人民政府文件", "text")],
    ),
    (
        f"{run('如式')}<w:r><w:object><o:OLEObject ProgID='Equation.3'/></w:object></w:r>",
        "如式",
        [("formula", "", "formula-is-a-picture")],
    ),
    (f"{run('甲')}<w:r><w:pict><v:line/></w:pict></w:r>{run('乙')}", "甲乙", [("shape", "", "drawn-shape")]),
]


@pytest.mark.parametrize(("runs", "shown", "objects"), PARAGRAPHS)
def test_a_paragraph_keeps_what_its_form_means(
    tmp_path: Path, runs: str, shown: str, objects: list[tuple[str, str, str]]
) -> None:
    source = packed(tmp_path, f"<w:p>{runs}</w:p><w:p>{run('末段。')}</w:p>")
    assert "/".join(line.text for line in source.lines[:-1] if not line.drop) == shown
    assert [(one.kind, one.text, one.kept or one.rule) for one in source.objects] == objects
    assert all(1 <= one.line <= len(source.lines) for one in source.objects)


CHART = f"""<c:chartSpace {SPACES}><c:chart><c:title><a:p><a:r><a:t>历年造林面积</a:t></a:r></a:p></c:title><c:plotArea><c:barChart>
<c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>面积</c:v></c:pt></c:strCache></c:strRef></c:tx>
<c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>2022年</c:v></c:pt><c:pt idx="1"><c:v>2023年</c:v></c:pt></c:strCache></c:strRef></c:cat>
<c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>12.5</c:v></c:pt><c:pt idx="1"><c:v>13</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>
</c:barChart></c:plotArea></c:chart></c:chartSpace>"""
DIAGRAM = f"""<dgm:dataModel {SPACES}><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>指挥长</a:t></a:r></a:p></dgm:t></dgm:pt>
<dgm:pt><dgm:t><a:p><a:r><a:t>办公室</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"""


def test_a_chart_is_kept_as_its_table_and_a_diagram_as_its_words(tmp_path: Path) -> None:
    drawing = "<w:p>{}<w:r><w:drawing><wp:inline><wp:docPr descr='{}'/><a:graphic>{}</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    body = drawing.format(run("面积见图"), "柱形图", "<c:chart r:id='r1'/>")
    body += drawing.format("", "", "<dgm:relIds r:dm='r2'/>") + f"<w:p>{run('末段。')}</w:p>"
    parts = {"chart1.xml": ("chart", CHART), "data1.xml": ("diagramData", DIAGRAM)}
    source = packed(tmp_path, body, parts)
    assert [line.text for line in source.lines] == [
        "面积见图", "历年造林面积", "\t面积", "2022年\t12.5", "2023年\t13", "指挥长", "办公室", "末段。",
    ]  # fmt: skip
    assert [(one.kind, one.line, one.text, one.kept) for one in source.objects] == [
        ("chart", 1, "历年造林面积", "table"),
        ("chart", 6, "指挥长；办公室", "text"),
    ]


def test_pictures_have_their_bytes_and_comments_are_told(tmp_path: Path) -> None:
    picture = "<w:r><w:drawing><wp:inline><wp:docPr descr='组织体系图'/><a:blip r:embed='r1'/></wp:inline></w:drawing></w:r>"
    comment = f"<w:comments {SPACES}><w:comment w:id='0' w:author='王磊'><w:p>{run('此处再核')}</w:p></w:comment></w:comments>"
    body = f"<w:p>{run('体系如下图：')}</w:p><w:p>{picture}</w:p><w:p>{run('末段。')}<w:r><w:commentReference w:id='0'/></w:r></w:p>"
    source = packed(tmp_path, body, {"media/1.png": ("image", "PNG"), "comments.xml": ("comments", comment)})
    assert [line.text for line in source.lines] == ["体系如下图：", "末段。"]
    assert [(one.kind, one.line, one.text, one.file, one.rule) for one in source.objects] == [
        ("picture", 2, "组织体系图", "word/media/1.png", ""),
        ("comment", 2, "王磊：此处再核", "", "word-comment"),
    ]
    assert source.files == {"word/media/1.png": b"PNG"}


def table(rows: list[list[str]], borders: str = "") -> str:
    def cell(text: str) -> str:
        inside = (
            text if text.startswith("<") else "".join(f"<w:p>{run(part)}</w:p>" for part in text.split("\n"))
        )
        return f"<w:tc>{inside}</w:tc>"

    lines = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr>{lines}</w:tbl>"


RULED = '<w:tblBorders><w:insideV w:val="single"/></w:tblBorders>'
DUTIES = "\n".join(f"{n}.做好第{n}项工作。" for n in range(1, 15))
TABLES = [
    # A cell of many paragraphs below a head, and to the right of labels between lines.
    (table([["序号", "单位", "职责"], ["1", "水务局", DUTIES], ["2", "气象局", "监测。"]]), 3, 3),
    (table([["申报条件", DUTIES], ["申报时间", "4月"]], RULED), 2, 2),
    # A small table in a cell of a ruled one.
    (
        table([["区域", "标准"], ["城区", table([["甲类", "50元"], ["乙类", "80元"]]) + "<w:p/>"]], RULED),
        2,
        2,
    ),
    # Columns of a newspaper that are set as a table without lines.
    (table([[DUTIES, DUTIES], ["下期", "再续"]]), 0, 0),
    # A red head: number, agency and who signs stand in cells.
    (table([["青溪县人民政府文件", ""], ["青政发〔2024〕14号", "签发人：周　正"]], RULED), 0, 0),
    # A list of documents has numbers too.
    (table([["序号", "文号"], ["1", "青政发〔2024〕14号"], ["2", "青政发〔2024〕15号"]], RULED), 3, 2),
]


@pytest.mark.parametrize(("code", "rows", "columns"), TABLES)
def test_tables_of_data_stay_tables_and_those_that_lay_out_are_lines(
    tmp_path: Path, code: str, rows: int, columns: int
) -> None:
    source = packed(tmp_path, f"{code}<w:p>{run('末段。')}</w:p>")
    held = [line.text.split("\t") for line in source.lines if line.hint == "table"]
    assert [len(held), max(map(len, held), default=0)] == [rows, columns]
    assert sum("末段。" in line.text for line in source.lines) == 1


def test_rows_of_a_table_in_a_cell_are_parted(tmp_path: Path) -> None:
    inner = table([["甲类", "50元"], ["乙类", "80元"]]) + "<w:p/>"
    source = packed(tmp_path, table([["区域", "标准"], ["城区", inner]], RULED))
    assert source.lines[1].text == "城区\t甲类 50元；乙类 80元"


def test_entries_of_a_field_of_contents_are_told(tmp_path: Path) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    entries = f"<w:p>{begin}{run('一、目标')}<w:r><w:tab/></w:r>{field('PAGEREF a', '1')}</w:p><w:p>{run('二、措施')}<w:r><w:tab/></w:r>{run('2')}</w:p><w:p>{end}</w:p>"
    source = packed(tmp_path, f"{entries}<w:p>{run('一、目标')}</w:p><w:p>{run('二、措施')}</w:p>")
    assert [(line.text, line.hint) for line in source.lines] == [
        ("一、目标\t1", "contents"), ("二、措施\t2", "contents"), ("一、目标", ""), ("二、措施", ""),
    ]  # fmt: skip
