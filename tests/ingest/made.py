"""Office files for the tests: Word documents with pictures, workbooks, OFD packages, bundles. Places are made up."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from PIL import Image, ImageDraw

TITLE = "云岭县人民政府关于下达农村道路养护任务的通知"
NUMBER = "云政发〔2024〕46号"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def picture(
    form: str = "PNG", size: tuple[int, int] = (420, 260), colour: str = "#1d6b8f", **options: object
) -> bytes:
    """Return a drawing with lines in it, so that it is neither blank nor a line."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    wide, high = size
    draw.rectangle((wide // 10, high // 10, wide * 9 // 10, high * 9 // 10), outline=colour, width=5)
    draw.line((0, 0, wide, high), fill=colour, width=3)
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def word(paragraphs: Sequence[object]) -> bytes:
    """Return a .docx of paragraphs, pictures (bytes) and tables (lists of rows; << is merged with the cell to its left).

    A paragraph is a text, or (text, points): centred, in type of that size.
    """
    document = docx.Document()
    for one in paragraphs:
        if isinstance(one, bytes):
            document.add_picture(io.BytesIO(one), width=Cm(10))
        elif isinstance(one, str):
            document.add_paragraph(one)
        elif isinstance(one, tuple):
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(one[0]).font.size = Pt(one[1])
        else:
            rows = list(one)  # type: ignore[call-overload]
            table = document.add_table(rows=len(rows), cols=len(rows[0]))
            for row, cells in enumerate(rows):
                for column, text in enumerate(cells):
                    if text == "<<":
                        table.cell(row, column - 1).merge(table.cell(row, column))
                    else:
                        table.cell(row, column).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def ole_directory(*streams: str) -> bytes:
    """Return the entries by which a container of old office programs names its streams."""
    names = ((name + "\0").encode("utf-16-le") for name in streams)
    return b"".join(name.ljust(64, b"\0") + struct.pack("<H", len(name)) + bytes(62) for name in names)


def notice(*more: object) -> list[object]:
    """Return the paragraphs of a notice; more: what stands before its signature."""
    return [
        NUMBER,
        TITLE,
        "各乡镇人民政府，县政府各部门：",
        "为做好农村道路养护工作，经县政府同意，现将2024年养护任务下达给你们，请认真组织实施。",
        *more,
        "云岭县人民政府",
        "2024年9月12日",
    ]


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    merged: Mapping[str, Sequence[str]] | None = None,
    **hidden: str,
) -> bytes:
    """Return an .xlsx: sheet → rows; a cell is a text, a number, (number, format id), [text], between lines, or ("=", formula, value).

    merged: sheet → ranges. hidden: sheet → its state.
    """
    parts = {
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
            '</numFmts><borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/>'
            '<bottom style="thin"/></border></borders><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="4"/>'
            '<xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="0" borderId="1"/></cellXfs></styleSheet>'
        ),
    }
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}" state="{hidden.get(name, "visible")}"/>'
        for n, name in enumerate(names, 1)
    )
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = _relations(
        [
            *(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)),
            ("styles", "styles.xml"),
        ]
    )
    for n, name in enumerate(names, 1):
        rows = "".join(
            f'<row r="{r}">' + "".join(_cell(value, r, c) for c, value in enumerate(row)) + "</row>"
            for r, row in enumerate(sheets[name], 1)
        )
        areas = "".join(f'<mergeCell ref="{area}"/>' for area in (merged or {}).get(name, ()))
        areas = f"<mergeCells>{areas}</mergeCells>" if areas else ""
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{areas}</worksheet>'
        )
    return zipped(parts)


def _cell(value: object, row: int, column: int) -> str:
    place = f"{chr(ord('A') + column)}{row}"
    if value is None or value == "":
        return ""
    if isinstance(value, list) and not value[0]:
        return f'<c r="{place}" s="4"/>'
    if isinstance(value, str | list):
        style, text = (' s="4"', value[0]) if isinstance(value, list) else ("", value)
        return f'<c r="{place}"{style} t="inlineStr"><is><t>{escape(text)}</t></is></c>'
    if isinstance(value, tuple) and value[0] == "=":
        return f'<c r="{place}"><f>{escape(value[1])}</f><v>{value[2]}</v></c>'
    number, style = value if isinstance(value, tuple) else (value, 0)
    return f'<c r="{place}" s="{style}"><v>{number}</v></c>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'


def with_drawing(book: bytes, pictures: Sequence[tuple[int, str, bytes]]) -> bytes:
    """Return a workbook on whose first sheet pictures lie: row, description, bytes of a PNG; the last row comes first."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    spaces = (
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_RELATIONS}"'
    )
    anchors = "".join(
        f"<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>{row}</xdr:row></xdr:from><xdr:pic><xdr:nvPicPr>"
        f'<xdr:cNvPr id="{n}" name="图片 {n}" descr="{words}"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId{n}"/>'
        "</xdr:blipFill></xdr:pic></xdr:oneCellAnchor>"
        for n, (row, words, _) in enumerate(pictures, 1)
    )
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = _relations([("drawing", "../drawings/drawing1.xml")])
    parts["xl/drawings/drawing1.xml"] = f"<xdr:wsDr {spaces}>{anchors}</xdr:wsDr>"
    targets = [("image", f"../media/image{n}.png") for n in range(1, len(pictures) + 1)]
    parts["xl/drawings/_rels/drawing1.xml.rels"] = _relations(targets)
    parts |= {f"xl/media/image{n}.png": data for n, (_, _, data) in enumerate(pictures, 1)}
    return zipped(parts)


def windows_metafile() -> bytes:
    """Return a WMF that draws a thick box, 200 by 100 units, with the header that says how large it is."""
    records = [
        (0x020B, (0, 0)),  # origin
        (0x020C, (100, 200)),  # extent
        (0x02FA, (0, 8, 0, 0, 0)),  # a pen, 8 wide, black
        (0x012D, (0,)),  # take it
        (0x041B, (90, 190, 10, 10)),  # a box
        (0x0000, ()),
    ]
    body = b"".join(
        struct.pack(f"<IH{len(values)}H", 3 + len(values), kind, *values) for kind, values in records
    )
    header = struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(body) // 2, 1, 8, 0)
    placed = struct.pack("<IH4hHI", 0x9AC6CDD7, 0, 0, 0, 200, 100, 96, 0)
    check = 0
    for word_ in struct.unpack("<10H", placed):
        check ^= word_
    return placed + struct.pack("<H", check) + header + body


def enhanced_metafile() -> bytes:
    """Return an EMF that draws a box, 200 by 100 units."""
    box = struct.pack("<II4i", 43, 24, 10, 10, 190, 90)
    end = struct.pack("<IIIII", 14, 20, 0, 16, 20)
    size = 100 + len(box) + len(end)
    header = struct.pack(
        "<II4i4iIIIIHHIII2i2iIII",
        1, 100, 0, 0, 199, 99, 0, 0, 5290, 2645, 0x464D4520, 0x10000, size, 3, 1, 0, 0, 0, 0, 1000, 1000, 264, 264, 0, 0, 0,
    )  # fmt: skip
    return header[:100] + box + end


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of some parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def ofd(pages: Sequence[Sequence[tuple[float, float, float, str]]], **parts: str | bytes) -> bytes:
    """Return an OFD; a page is a list of (x, y, size, text) in millimetres. parts: further ones, "__" for a slash."""
    held: dict[str, str | bytes] = {
        "OFD.xml": (
            '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>'
            "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>"
        ),
        "Doc_0/Document.xml": (
            '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297'
            "</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages>"
            + "".join(
                f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
            )
            + "</ofd:Pages><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>"
        ),
    }
    for n, page in enumerate(pages):
        objects = "".join(_text_object(*one) for one in page)
        more = parts.get(f"objects_{n}", "")
        held[f"Doc_0/Pages/Page_{n}/Content.xml"] = (
            '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer>'
            f"{objects}{more}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    held |= {
        name.replace("__", "/"): content for name, content in parts.items() if not name.startswith("objects_")
    }
    return zipped(held)


def _text_object(x: float, y: float, size: float, text: str) -> str:
    steps = " ".join([f"{size}"] * (len(text) - 1))
    return (
        f'<ofd:TextObject Boundary="{x} {y} {size * len(text)} {size * 1.4}" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )
