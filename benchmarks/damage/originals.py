"""Whole files with as much in them as a reader looks for: what is damaged then."""

import base64
import io
from collections.abc import Callable

import docx
from docx.oxml import parse_xml
from PIL import Image

from tests.ingest import forms, made

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = (
    "云岭县人民政府关于做好农村道路养护工作的通知\n云政发〔2024〕5号\n各乡镇人民政府，县政府各部门：\n"
    "为做好农村道路养护工作，根据《云岭县道路养护办法》（云政发〔2023〕9号），现通知如下。\n一、加强领导\n各单位要落实责任。\n"
    "乡镇\t里程\t备注\n东山镇\t12\t公里\n西河镇\t9\t公里\n附件：1．任务表\n云岭县人民政府\n2024年9月12日\n附件1\n任务表\n序号\t任务\n1\t清理边沟\n"
)
_PARTS = (
    '<w:p xmlns:w="{w}"><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://a.example/" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>养护办法</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    '<w:p xmlns:w="{w}"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr>'
    '<w:r><w:rPr><w:vertAlign w:val="superscript"/><w:strike/></w:rPr><w:t>二</w:t><w:tab/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    '<w:ins w:id="1"><w:r><w:t>新增</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>',
    '<w:tbl xmlns:w="{w}"><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid>'
    '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/>'
    '<w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>合计</w:t></w:r></w:p></w:tc></w:tr>'
    "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    "<w:tc><w:p><w:r><w:t>五</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    '<w:p xmlns:w="{w}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num>'
    "<m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath></w:p>",
)


def word() -> bytes:
    """Return a Word document with fields, numbering, revisions, merged cells, a formula and a picture."""
    document = docx.Document(io.BytesIO(made.word(made.notice(made.picture(), [["甲", "乙"], ["丙", "丁"]]))))
    at = document.paragraphs[3]._p
    for part in _PARTS:
        at.addnext(parse_xml(part.format(w=W)))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def saved_page() -> bytes:
    """Return a saved page (MHT) of two parts, the picture in base64."""
    page = forms.as_html(forms.from_text(TEXT)).decode()
    picture = base64.b64encode(made.picture()).decode()
    return (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset="utf-8"\n'
        f"Content-Transfer-Encoding: 8bit\nContent-Location: http://a.example/1.html\n\n{page}\n--b\nContent-Type: image/png\n"
        f"Content-Transfer-Encoding: base64\nContent-Location: http://a.example/1.png\n\n{picture}\n--b--\n"
    ).encode()


def ofd() -> bytes:
    """Return an OFD of two pages with a picture, a path and a seal's signature that leads nowhere."""
    picture = (
        '<ofd:ImageObject ID="9" Boundary="20 90 60 40" CTM="60 0 0 40 0 0" ResourceID="5"/>'
        '<ofd:PathObject ID="8" Boundary="20 80 170 1"><ofd:AbbreviatedData>M 0 0 L 170 0</ofd:AbbreviatedData></ofd:PathObject>'
    )
    resources = (
        '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="5" Type="Image">'
        "<ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    lines = [line for line in TEXT.split("\n") if "\t" not in line]
    pages = [[(30, 40 + 9 * n, 5, line[:30]) for n, line in enumerate(lines[at : at + 6])] for at in (0, 6)]
    return made.ofd(
        pages,
        objects_0=picture,
        **{"Doc_0__DocumentRes.xml": resources, "Doc_0__Res__a.png": made.picture()},
    )


def scan() -> bytes:
    """Return a small scan of two lines: a TIFF of two directories."""
    first, second = (Image.open(io.BytesIO(made.picture(size=(240, 160)))).convert("L") for _ in range(2))
    stream = io.BytesIO()
    first.save(stream, "TIFF", save_all=True, append_images=[second], compression="tiff_lzw")
    return stream.getvalue()


def bundle() -> bytes:
    """Return an archive of a document, its attachment and a picture."""
    return made.zipped(
        {
            "通知.docx": made.word(made.notice()),
            "附件1.任务表.xlsx": made.workbook({"表": [["甲", "乙"], ["丙", 1]]}),
            "附件2.图.png": made.picture(),
        }
    )


def workbook() -> bytes:
    """Return a workbook with merged cells, formulas, formats of numbers and a hidden sheet."""
    return made.workbook(
        {
            "表一": [
                ["乡镇", "里程", "日期"],
                ["东山镇", ("12.5", 2), (45000, 14)],
                ["合计", ("=", "SUM(B2)", "12.5"), ""],
            ],
            "表二": [["甲", "乙"], ["丙", "丁"]],
        },
        {"表一": ["A3:A3", "B1:C1"]},
        表二="hidden",
    )


MAKERS: dict[str, Callable[[], bytes]] = {
    "docx": word,
    "xlsx": workbook,
    "ofd": ofd,
    "mht": saved_page,
    "zip": bundle,
    "html": lambda: forms.as_html(forms.from_text(TEXT)),
    "pdf": lambda: forms.as_pdf(forms.from_text(TEXT)),
    "txt": TEXT.encode,
    "tif": scan,
    "png": lambda: made.picture(size=(240, 160)),
}
