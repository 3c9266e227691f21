"""Forms that are another one in other clothes: e-books, Word documents as one XML file, tables saved as text."""

import base64
import io
import zipfile
from pathlib import Path

import pytest
from gongbao.ingest import command
from gongbao.ingest.model.source import SourceError
from gongbao.ingest.read import read

from tests.ingest import made
from tests.ingest.record import faults

PICTURE = made.picture()
_TITLE = "云岭县人民政府关于封闭北堤道路的通告"
_SENTENCE = "因北堤加固施工，自2024年3月1日起封闭北堤道路，过往车辆请绕行。"


def book(*, nav: bool = True, locked: str = "") -> bytes:
    """Return an e-book of two pages in folders, with contents, a picture, and perhaps a part that is locked."""
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>页</title></head><body>{}</body></html>'
    nav_item = (
        '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>' if nav else ""
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": (
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
        ),
        "OPS/book.opf": (
            f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{nav_item}'
            '<item id="b" href="text/2.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="a" href="text/%E4%B8%80.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="p" href="img/map.png" media-type="image/png"/></manifest>'
            '<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="b"/></spine></package>'
        ),
        "OPS/nav.xhtml": page.format("<nav><ol><li>" + _TITLE + "</li></ol></nav>"),
        "OPS/text/一.xhtml": page.format(f"<h1>{_TITLE}</h1><p>云政告〔2024〕3号</p><p>{_SENTENCE}</p>"),
        # Older books name a definition on the net, and signs by it.
        "OPS/text/2.xhtml": '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/xhtml11.dtd">'
        + page.format(
            '<p>绕行路线见图&hellip;&hellip;。</p><p><img src="../img/map.png" alt="绕行路线图"/></p>'
            "<p>云岭县人民政府</p><p>2024年2月20日</p>"
        ),
        "OPS/img/map.png": PICTURE,
    }
    if locked:
        parts["META-INF/encryption.xml"] = (
            '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:CipherData>'
            f'<e:CipherReference URI="{locked}"/></e:CipherData></e:EncryptedData></encryption>'
        )
    return made.zipped(parts)


WHOLE = {
    "articles": [
        {
            "title": _TITLE,
            "doc_number": "云政告〔2024〕3号",
            "issued": "2024-02-20",
            "body_order": [_SENTENCE, "绕行路线见图……。", "![绕行路线图]", "云岭县人民政府"],
        }
    ],
    "pictures": 1,
}


def test_the_pages_of_a_book_are_read_in_their_order(tmp_path: Path) -> None:
    file = tmp_path / "通告.epub"
    file.write_bytes(book())
    assert command.run(file, tmp_path / "content") == 0
    assert faults(WHOLE, tmp_path / "content") == []


def test_a_locked_page_is_refused_and_a_locked_font_is_not(tmp_path: Path) -> None:
    file = tmp_path / "通告.epub"
    file.write_bytes(book(locked="OPS/text/2.xhtml"))
    with pytest.raises(SourceError, match="locked for its buyer"):
        read(file)
    file.write_bytes(book(locked="OPS/fonts/song.otf"))
    assert _SENTENCE in [line.text for line in read(file).lines]


def test_a_page_that_defines_what_its_names_mean_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "通告.epub"
    parts = zipfile.ZipFile(io.BytesIO(book()))
    bomb = (
        b'<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        + parts.read("OPS/text/2.xhtml")[80:]
    )
    file.write_bytes(
        made.zipped({n: bomb if n.endswith("2.xhtml") else parts.read(n) for n in parts.namelist()})
    )
    with pytest.raises(SourceError, match="XML entities"):
        read(file)


def flat(document: bytes) -> bytes:
    """Return a .docx as Word saves it as one XML file."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        parts = [
            f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content.decode().partition("?>")[2]}</pkg:xmlData></pkg:part>'
            if name.endswith((".xml", ".rels"))
            else f'<pkg:part pkg:name="/{name}"><pkg:binaryData>{base64.b64encode(content).decode()}</pkg:binaryData></pkg:part>'
            for name in archive.namelist()
            if name != "[Content_Types].xml" and (content := archive.read(name))
        ]
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<?mso-application progid="Word.Document"?>\r\n'
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        + "".join(parts)
        + "</pkg:package>"
    ).encode()


def test_a_word_document_as_one_xml_file_is_the_same_document(tmp_path: Path) -> None:
    document = made.word(made.notice(PICTURE))
    for name, data in (("通知.docx", document), ("通知.xml", flat(document))):
        (tmp_path / name).write_bytes(data)
    usual, one_file = (read(tmp_path / name) for name in ("通知.docx", "通知.xml"))
    assert [line.text for line in one_file.lines] == [line.text for line in usual.lines]
    assert list(one_file.files.values()) == list(usual.files.values())


@pytest.mark.parametrize(
    ("name", "text", "codec"),
    [
        (
            "表.csv",
            '水库安全鉴定表,,\r\n水库,结论,备注\r\n大堰塘,"三类坝\r\n待除险",\r\n双河口,二类坝,"1,320万方"\r\n',
            "gbk",
        ),
        (
            "表.csv",
            "水库安全鉴定表;;\n水库;结论;备注\n大堰塘;三类坝待除险;\n双河口;二类坝;1,320万方\n",
            "utf-8-sig",
        ),
        (
            "表.tsv",
            "水库安全鉴定表\n水库\t结论\t备注\n大堰塘\t三类坝待除险\t\n双河口\t二类坝\t1,320万方\n",
            "utf-16",
        ),
    ],
)
def test_a_table_saved_as_text_is_a_table(tmp_path: Path, name: str, text: str, codec: str) -> None:
    (tmp_path / name).write_bytes(text.encode(codec))
    lines = read(tmp_path / name).lines
    assert [line.text for line in lines if line.hint == "table"] == [
        "水库\t结论\t备注",
        "大堰塘\t三类坝待除险\t",
        "双河口\t二类坝\t1,320万方",
    ]
    assert lines[0].text == "水库安全鉴定表"


def test_a_table_saved_as_text_is_an_attachment(tmp_path: Path) -> None:
    folder = tmp_path / "通知"
    folder.mkdir()
    (folder / "通知.docx").write_bytes(made.word(made.notice()))
    (folder / "附件 扣分明细.csv").write_text("项目,扣分\n台账,6\n场地,10\n", encoding="utf-8")
    assert command.run(folder, tmp_path / "content", bundle=True) == 0
    want = {
        "articles": [
            {"title": made.TITLE, "tables": [[3, 2]], "body_has": ["扣分明细 {: .attachment }", "场地 | 10"]}
        ]
    }
    assert faults(want, tmp_path / "content") == []


@pytest.mark.parametrize(
    "name", ["（附件2）扣分明细.csv", "云政发46号通知-附件2.扣分明细.csv", "【附件2】扣分明细.csv"]
)
def test_a_file_says_that_it_is_an_attachment_in_the_middle_of_its_name_too(
    tmp_path: Path, name: str
) -> None:
    file = tmp_path / "通知.zip"
    parts: dict[str, str | bytes] = {
        "云政发46号通知.docx": made.word(made.notice()),
        name: "项目,扣分\n台账,6\n场地,10\n",
    }
    file.write_bytes(made.zipped(parts))
    assert command.run(file, tmp_path / "content") == 0
    want = {
        "articles": [{"title": made.TITLE, "tables": [[3, 2]], "body_has": ["扣分明细 {: .attachment }"]}]
    }
    assert faults(want, tmp_path / "content") == []


def test_a_sheet_whose_second_title_says_its_name_has_no_heading_more(tmp_path: Path) -> None:
    table = [["序号", "文件名称"], [1, "某区河道管理办法"]]
    rows = [["某区规范性文件清理结果"], ["一、继续有效的文件目录"], *table]
    book = made.workbook({"有效": rows, "废止": [["二、废止的文件目录"], *table]})
    (tmp_path / "清理.xlsx").write_bytes(book)
    texts = [line.text for line in read(tmp_path / "清理.xlsx").lines if line.text]
    assert "有效" not in texts
    assert "废止" not in texts
