"""A folder as clerks have it: files of one name, open documents, litter, the archive itself by mistake."""

import os
import shutil
import zipfile
from pathlib import Path

import pytest
from gongbao.ingest.command import run

NOTICE = """云岭县人民政府关于印发云岭县粮食安全管理办法的通知
云府发〔{year}〕{serial}号

各乡镇人民政府：
    现将《云岭县粮食安全管理办法》印发给你们，请认真贯彻执行。

云岭县人民政府
{year}年3月8日
"""
NEWS = "{title}\n\n本报讯（记者 张三） 昨日，{words}。会议要求，各部门认真落实，务求实效。\n"


@pytest.fixture
def content(tmp_path):
    return tmp_path / "content"


@pytest.fixture
def put(tmp_path):
    def write(name, text):
        path = tmp_path / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_another_file_of_the_same_name_does_not_take_the_place_of_the_first(content, put, capsys):
    first = put("2023/通知.txt", NOTICE.format(year=2023, serial=13))
    second = put("2024/通知.txt", NOTICE.format(year=2024, serial=14))
    assert run(first.parents[1], content) == 1
    assert "already holds" in capsys.readouterr().err
    (held,) = content.rglob("*.md")
    assert "〔2023〕13号" in held.read_text(encoding="utf-8")
    # In a run of its own, too.
    assert run(second, content) == 1
    assert "云府发〔2023〕13号 of another file with this name; rename" in capsys.readouterr().err
    assert "〔2023〕13号" in held.read_text(encoding="utf-8")


def test_another_page_of_the_same_name_does_not_take_the_place_of_the_first(content, put):
    first = put("5月8日/02版.txt", NEWS.format(title="全区防汛工作会议召开", words="防汛工作会议在县城召开"))
    second = put("5月9日/02版.txt", NEWS.format(title="夏粮收购开秤", words="第一批夏粮入库"))
    assert run(first, content) == 0
    before = {p: p.read_bytes() for p in content.rglob("*.md")}
    assert run(second, content) == 1
    assert {p: p.read_bytes() for p in content.rglob("*.md")} == before


def test_a_copy_and_a_corrected_source_are_the_same_source(content, put):
    first = put("2023/通知.txt", NOTICE.format(year=2023, serial=13))
    put("备份/通知.txt", NOTICE.format(year=2023, serial=13))
    assert run(first.parents[1], content) == 0
    put("2023/通知.txt", NOTICE.format(year=2023, serial=13).replace("粮食安全", "粮食储备安全"))
    assert run(first, content) == 0
    (held,) = content.rglob("*.md")
    assert "粮食储备安全" in held.read_text(encoding="utf-8")


def test_the_archive_is_no_source(content, put, capsys):
    run(put("甲.txt", NOTICE.format(year=2023, serial=1)), content)
    before = sorted(content.rglob("*"))
    assert run(content, content) == 1
    assert run(next(content.rglob("*.md")), content) == 1
    assert "lies in the archive" in capsys.readouterr().err
    assert sorted(content.rglob("*")) == before


def test_litter_is_passed_over_and_other_files_are_named(content, put, capsys):
    folder = put("甲.txt", NOTICE.format(year=2023, serial=1)).parent
    for name in ("~$甲.docx", ".DS_Store", "Thumbs.db", "甲.txt~", ".甲.txt.swp"):
        put(name, b"\0\1")
    put("子 文件夹/无后缀", "文")
    assert run(folder, content) == 0
    said = capsys.readouterr()
    assert "not read, since ingest does not know their endings: 子 文件夹/无后缀" in said.err
    assert "甲.docx" not in said.err + said.out
    assert "Thumbs.db" not in said.err + said.out


def test_the_table_at_the_end_stands_in_columns_and_tells_the_whole_remedy(content, put, capsys):
    put("short.txt", NOTICE.format(year=2023, serial=1))
    put("很长的中文文件名.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    put("甲\n乙.txt", NOTICE.format(year=2023, serial=3))
    put("\u3000丙.txt", NOTICE.format(year=2023, serial=4))
    run(put("甲.txt", NOTICE.format(year=2023, serial=2)).parent, content)
    rows = capsys.readouterr().out.split("\n\n")[-2].split("\n")
    widths = {
        len(row.partition("  ")[0].encode("gb18030")) + len(row) - len(row.partition("  ")[2].lstrip())
        - len(row.partition("  ")[0])
        for row in rows
    }  # fmt: skip
    assert len(rows) == 5
    assert len(widths) == 1, rows
    # A header would lose the blank, and nobody would find the file by its name.
    assert "its name begins or ends with a blank" in next(row for row in rows if "丙" in row)
    assert any(row.endswith("save it as .docx (另存为 .docx) and ingest that") for row in rows)


def test_files_folders_and_links_that_a_person_put_beside_articles_stay(content, put):
    source = put("甲.txt", NOTICE.format(year=2023, serial=1))
    run(source, content)
    folder = next(content.rglob("*.md")).parent
    (folder / "扫描").mkdir()
    (folder / "扫描" / "1.txt").write_text("页", encoding="utf-8")
    (folder / ".#甲.md").symlink_to("somebody@somewhere.1")
    put("甲.txt", NOTICE.format(year=2023, serial=1).replace("认真", "切实"))
    assert run(source, content) == 0
    assert (folder / "扫描" / "1.txt").read_text(encoding="utf-8") == "页"
    assert (folder / ".#甲.md").is_symlink()
    assert "切实" in next(folder.glob("*.md")).read_text(encoding="utf-8")


def test_a_correction_saved_in_another_encoding_is_kept(content, put, capsys):
    source = put("甲.txt", NOTICE.format(year=2023, serial=1))
    run(source, content)
    path = next(content.rglob("*.md"))
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    before = path.read_bytes()
    assert run(source, content) == 1
    assert path.read_bytes() == before
    assert "edited by hand" in capsys.readouterr().err


def test_a_damaged_ledger_is_named_with_what_to_do(content, put, capsys):
    source = put("甲.txt", NOTICE.format(year=2023, serial=1))
    run(source, content)
    ledger = next(content.rglob("ingest.json"))
    ledger.write_text("{", encoding="utf-8")
    assert run(source, content) == 1
    assert f"{ledger}: damaged" in capsys.readouterr().err


def test_it_is_said_when_the_site_cannot_show_the_lines(tmp_path, content, put, capsys):
    source = put("2023/甲.txt", NOTICE.format(year=2023, serial=1))
    run(source, content)
    assert "does not lie in sources/ itself" in capsys.readouterr().out
    run(shutil.copy(source, tmp_path / "sources"), content)
    assert "do not lie" not in capsys.readouterr().out


def test_a_file_that_is_not_among_the_sources_any_more_is_told(content, put, capsys):
    first = put("甲.txt", NOTICE.format(year=2023, serial=1))
    put("2022/乙.txt", NEWS.format(title="夏粮收购开秤", words="第一批夏粮入库"))
    run(first.parent, content)
    before = {p: p.read_bytes() for p in content.rglob("*.*")}
    assert "not in sources/" not in capsys.readouterr().out
    first.unlink()
    assert run(first.parent, content) == 0
    assert "1 file that articles were made of is not in sources/; they stay" in (
        said := capsys.readouterr().out
    )
    assert "came from: 甲.txt (content/documents/jia)" in said
    assert {p: p.read_bytes() for p in content.rglob("*.*")} == before


def test_others_of_the_group_may_keep_the_archive_too(content, put):
    before = os.umask(0o002)
    try:
        source = put("甲.txt", NOTICE.format(year=2023, serial=1))
        run(source, content)
        (folder,) = (p.parent for p in content.rglob("ingest.json"))
        assert folder.stat().st_mode & 0o777 == 0o775
        folder.chmod(0o770)
        put("甲.txt", NOTICE.format(year=2023, serial=1).replace("认真", "切实"))
        run(source, content)
        assert folder.stat().st_mode & 0o777 == 0o770
    finally:
        os.umask(before)


def test_pages_of_an_issue_in_a_folder_are_one_source_in_the_order_of_their_contents(content, tmp_path):
    packed = Path(__file__).parent / "shapes" / "kinds" / "issue-as-pages-that-one-of-them-lists.zip"
    with zipfile.ZipFile(packed) as pages:
        pages.extractall(tmp_path / "sources")
    # Saved by an office program, the page is in UTF-16.
    index = next((tmp_path / "sources").rglob("index.html"))
    index.write_text(index.read_text(encoding="utf-8").replace("utf-8", "unicode"), encoding="utf-16")
    # Each text says below itself which issue it is of.
    for page in index.parent.glob("*.html"):
        if page != index:
            text = page.read_text(encoding="utf-8")
            assert "</body>" in text
            page.write_text(text.replace("</body>", "<p>公报 2023年第7期</p></body>"), encoding="utf-8")
    assert run(tmp_path / "sources", content) == 0
    (issue,) = content.rglob("issue.md")
    assert "2023年7月大事记" in issue.read_text(encoding="utf-8")
    heads = [path.read_text(encoding="utf-8") for path in issue.parent.glob("*.md") if path != issue]
    assert sorted(line for head in heads for line in head.splitlines() if line.startswith("Order:")) == [
        "Order: 1",
        "Order: 2",
        "Order: 3",
    ]
    assert not any("公报 2023年第7期" in head for head in heads)
