"""Cells that look like the marks of merged ones (^^, <<) and are none come to the page as they stand, from each form."""

import io
from pathlib import Path

import docx
import pytest
from gongbao.bulletin import article
from gongbao.ingest import command
from gongbao.issues.markup import Renderer

HEAD = ("云岭县人民政府关于公布符号的通知", "云政发〔2024〕5号", "各乡镇人民政府：", "符号的含义如下表。")
END = ("云岭县人民政府", "2024年5月16日")
ROWS = [["符号", "含义"], ["^^", "上升"], ["<<", "远小于"], ["甲", "^^"], ["乙", "<<"], ["^^甲", "<< <<"]]


def text() -> bytes:
    return "\n".join([*HEAD, *("\t".join(row) for row in ROWS), *END, ""]).encode()


def page() -> bytes:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell.replace('<', '&lt;')}</td>" for cell in row) + "</tr>" for row in ROWS
    )
    lines = ["".join(f"<p>{line}</p>" for line in part) for part in (HEAD, END)]
    return f"<html><meta charset=utf-8><body>{lines[0]}<table>{rows}</table>{lines[1]}</body></html>".encode()


def word() -> bytes:
    document, held = docx.Document(), io.BytesIO()
    for line in HEAD:
        document.add_paragraph(line)
    table = document.add_table(len(ROWS), 2)
    for n, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            table.cell(n, column).text = cell
    for line in END:
        document.add_paragraph(line)
    document.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.txt", text()), ("a.html", page()), ("a.docx", word())],
    ids=["text", "page", "word"],
)
def test_what_looks_like_the_mark_of_a_merged_cell_is_shown(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, data: bytes
) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / name).write_bytes(data)
    assert command.run(tmp_path / "sources", tmp_path / "content", processes=1) == 0, capfd.readouterr().err
    made = next(path for path in (tmp_path / "content").rglob("*.md"))
    _meta, body = article.load(made.read_text(encoding="utf-8"))
    shown = Renderer().render(body)
    assert [block.text for block in shown.blocks if block.kind == "cell"] == [c for row in ROWS for c in row]
    assert "rowspan" not in shown.html
    assert "colspan" not in shown.html


def test_marks_of_merged_cells_are_still_marks() -> None:
    body = "| 甲 | 乙 | << |\n| --- | --- | --- |\n| ^^ | 1 | 2 |\n| 丙 | \\^\\^ | &lt;&lt; |"
    html = Renderer().render(body).html
    assert html.count("rowspan") == html.count("colspan") == 1
    assert "<td>^^</td>" in html
    assert "<td>&lt;&lt;</td>" in html
