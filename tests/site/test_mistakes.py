"""The slips of a clerk's pen: each is told with the file, what was expected and what to do."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.workshop import links
from gongbao.workshop.build import BuildError

from tests.conftest import ARCHIVE

NAME = "yunling-gongbao/2024-01/yunling-fufa-2024-1.md"
TEXT = (ARCHIVE / NAME).read_text(encoding="utf-8")
MISTAKES = [
    ("a missing slug", "Slug: yunling-fufa-2024-1\n", "", "the header has no Slug: — add that line"),
    ("a date in words", "Issued: 2024-01-08", "Issued: 2024年1月", "Issued: '2024年1月' is not a date — write it as 2018-05-16"),
    ("two agencies for one", "Agency: 云岭县人民政府", "Agency: 云岭县教育局、云岭县财政局", "line 13: Agency: '云岭县教育局、云岭县财政局' are 2 agencies"),
    ("a day that sorts otherwise", "Issued: 2024-01-08", "Issued: 2024年1月9日", "is another — write Date: 2024-01-09"),
    ("a field twice", "Genre: 通知", "Genre: 通知\nGenre: 决定", "line 15: Genre stands twice — keep one of them"),
    ("a slug in Chinese", "Slug: yunling-fufa-2024-1", "Slug: 云岭", "use small letters, digits and hyphens only"),
    ("a slug that climbs", "Slug: yunling-fufa-2024-1", "Slug: ../../x", "use small letters, digits and hyphens only"),
    ("a slug of another", "Slug: yunling-fufa-2024-1", "Slug: yunling-furen-2024-2", "want the same address"),
    ("an issue that is not there", "Issue: 1\n", "Issue: 2\n", "no issue.md says so — put one beside it"),
    ("a year in characters", "Year: 2024", "Year: 二〇二四", "Year: '二〇二四' is not a whole number of 5 figures at most — write digits only"),
    ("a number that is none", "Doc_number: 云岭府发〔2024〕1号", "Doc_number: 无", "'无' is no document number — write it as"),
    ("no header", TEXT, "正文\n", "line 1: '正文' is no header line"),
    ("nothing at all", TEXT, "", "the header has no Title: — add that line"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("right", "wrong", "told"), [case[1:] for case in MISTAKES], ids=[case[0] for case in MISTAKES]
)
def test_a_mistake_is_told(small_site: Callable[..., Path], right: str, wrong: str, told: str) -> None:
    assert right in TEXT
    with pytest.raises(BuildError) as error:
        small_site({NAME: TEXT.replace(right, wrong, 1)}, archive=True)
    lines = str(error.value).strip().splitlines()
    mine = [line for line in lines if told in line]
    assert len(mine) == 1, lines
    assert NAME in mine[0]
    assert "Traceback" not in str(error.value)


ISSUE = "yunling-gongbao/2024-01/issue.md"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (b"Published: 2024-02-30\n", "Published: '2024-02-30' is not a date — write it as 2018-06-10"),
        ("Published: 2024年".encode("gb18030"), "it is not UTF-8 — save the file as UTF-8 (UTF-8 编码)"),
    ],
)
def test_a_mistake_in_an_issue_is_told_once_and_not_blamed_on_its_articles(
    small_site: Callable[..., Path], tmp_path: Path, wrong: bytes, told: str
) -> None:
    small_site({}, archive=True)
    path = tmp_path / "content" / ISSUE
    path.write_bytes(re.sub(rb"Published: .*\n", wrong, path.read_bytes(), count=1))
    with pytest.raises(BuildError) as error:
        small_site({}, archive=True)
    assert str(error.value).count("error:") == 1
    assert f"{ISSUE}: {told}" in str(error.value)


def test_a_damaged_ledger_is_told(small_site: Callable[..., Path]) -> None:
    with pytest.raises(BuildError, match=r"documents/x/ingest\.json: damaged .* — take it out of git again"):
        small_site({"documents/x/ingest.json": "{", "documents/x/a.md": "Title: 甲\nSlug: a\n\n文。\n"})


def test_a_link_to_a_file_leads_to_one_of_the_archive(
    small_site: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "outside.txt").write_text("x", encoding="utf-8")
    header = "Title: 甲\nSlug: {}\nPublication: documents\nKind: text\n\n文。\n\n[甲]({})\n"
    links = {
        "a": "{static}/../outside.txt",
        "b": "{attach}////etc/hosts",
        "c": "{static}c.zip",
        "d": "{static}/d.zip",
    }
    with pytest.raises(BuildError) as error:
        small_site(
            {f"documents/{slug}/{slug}.md": header.format(slug, to) for slug, to in links.items()}
            | {"d.zip": "PK"}
        )
    assert [line for line in str(error.value).splitlines() if "link" in line] == [
        "error: content/documents/a/a.md: the link to ../outside.txt leads out of content/ — put the file there, and name that",
        "error: content/documents/b/b.md: the link to /etc/hosts leads out of content/ — put the file there, and name that",
        "error: content/documents/c/c.md: there is no file at documents/c/c.zip, where a link leads — put it there, or correct the link",
    ]


def test_what_hides_in_the_archive_is_no_part_of_it(
    small_site: Callable[..., Path], archive_site: Path, tmp_path: Path
) -> None:
    """An ingest that was killed leaves a hidden folder with an issue in it."""
    small_site({}, archive=True)
    content = tmp_path / "content"
    shutil.copytree(content / "yunling-gongbao" / "2024-01", content / ".ingest-1a2b3c")
    output = small_site({}, archive=True)
    assert (output / "catalogue.json").read_bytes() == (archive_site / "catalogue.json").read_bytes()
    assert (output / "coverage.html").read_bytes() == (archive_site / "coverage.html").read_bytes()


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(
    small_site: Callable[..., Path], archive_site: Path, tmp_path: Path
) -> None:
    output = small_site({}, archive=True)
    path = tmp_path / "content" / NAME
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    output = small_site({}, archive=True)
    page = "yunling-gongbao/2024/01/yunling-fufa-2024-1.html"
    assert (output / page).read_bytes() == (archive_site / page).read_bytes()


def test_an_issue_without_articles_says_so(small_site: Callable[..., Path]) -> None:
    header = "Title: 云岭县人民政府公报\nPublication: yunling-gongbao\nYear: 2024\nIssue: 9\n"
    output = small_site({"yunling-gongbao/2024-09/issue.md": header}, archive=True)
    page = (output / "yunling-gongbao/2024/09/index.html").read_text(encoding="utf-8")
    assert "本期的文章尚未收录。" in page
    assert "search-within-issue" not in page
    assert links.check(output) == []


def test_a_time_zone_that_does_not_exist_is_told_once(small_site: Callable[..., Path]) -> None:
    with pytest.raises(BuildError) as error:
        small_site({}, archive=True, TIMEZONE="Asia/Chongqin")
    assert str(error.value).count("Chongqin") == 1
    assert "TIMEZONE: " in str(error.value)


def test_an_empty_archive_is_a_site_too(small_site: Callable[..., Path]) -> None:
    output = small_site({})
    assert (output / "index.html").is_file()
    assert (output / "search.html").is_file()
