"""A few pages of a source, to try."""

from pathlib import Path

import pytest
from gongbao.ingest import command
from gongbao.ingest.model.source import SourceError
from gongbao.ingest.read import page_selection, read

from tests.ingest.read.sheet import LEFT, TOP, Sheet


def issue(folder: Path) -> Path:
    sheet = Sheet()
    for words in ("第一页写粮食", "第二页写防汛", "第三页写教育"):
        sheet.put(LEFT, TOP, words, 22)
        sheet.turn()
    file = folder / "公报.pdf"
    file.write_bytes(sheet.data())
    return file


def test_only_the_chosen_pages_are_read_and_keep_their_numbers(tmp_path: Path) -> None:
    source = read(issue(tmp_path), pages=page_selection.parse("2-3"))
    assert [(line.page, line.text.strip("\f")) for line in source.lines] == [
        (2, "第二页写防汛"),
        (3, "第三页写教育"),
    ]


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("3", {3}),
        ("3-5", {3, 4, 5}),
        ("1，4–5", {1, 4, 5}),
        ("8-3", None),
        ("0", None),
        ("x", None),
        ("", None),
    ],
)
def test_pages_are_named_as_people_name_them(text: str, pages: set[int] | None) -> None:
    if pages is None:
        with pytest.raises(SourceError, match="name pages as 3-8"):
            page_selection.parse(text)
    else:
        assert page_selection.parse(text) == pages


@pytest.mark.parametrize(
    ("name", "pages", "said"),
    [
        ("公报.pdf", "7-9", "has 3 pages, and none"),
        ("公报.txt", "1", "--pages is for PDFs"),
        ("", "1", "one source"),
    ],
)
def test_what_cannot_be_chosen_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, pages: str, said: str
) -> None:
    issue(tmp_path)
    (tmp_path / "公报.txt").write_text("关于防汛的通知\n\n请各单位落实。\n", encoding="utf-8")
    assert command.run(tmp_path / name, tmp_path.parent / "content", pages=pages) == 1
    assert said in capsys.readouterr().err
