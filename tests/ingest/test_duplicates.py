"""The same document a second time: ingest says where it is held, and writes nothing unless told."""

import pytest
from gongbao.ingest.command import run

from tests.ingest import forms
from tests.ingest.test_folders import NOTICE


@pytest.fixture
def content(tmp_path):
    return tmp_path / "content"


def put(tmp_path, name, data):
    path = tmp_path / "sources" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def written(content):
    return sorted(path.relative_to(content).as_posix() for path in content.rglob("*.md"))


TEXT = NOTICE.format(year=2024, serial=3)
BARE = TEXT.replace("云府发〔2024〕3号\n", "")


def test_word_and_page_of_one_notice_are_one_document(tmp_path, content, capsys):
    doc = forms.from_text(TEXT, TEXT.split("\n")[0])
    put(tmp_path, "notice.docx", forms.as_docx(doc))
    put(tmp_path, "notice.html", forms.as_html(doc))
    assert run(tmp_path / "sources", content, processes=1) == 0
    assert len(written(content)) == 1
    said = capsys.readouterr().out
    assert f"is held already in {written(content)[0]} (the same number, from notice.docx)" in said
    assert "已收录" in said


def test_a_text_without_a_number_is_known_by_its_words(tmp_path, content, capsys):
    run(put(tmp_path, "a.txt", BARE), content)
    assert run(put(tmp_path, "b.txt", BARE.replace("请认真", "请  认真")), content) == 0
    assert "the same text, from a.txt" in capsys.readouterr().out
    assert len(written(content)) == 1


def test_what_only_looks_alike_is_another_document(tmp_path, content):
    run(put(tmp_path, "a.txt", TEXT), content)
    run(put(tmp_path, "b.txt", NOTICE.format(year=2024, serial=4)), content)
    run(put(tmp_path, "c.txt", BARE.replace("现将", "经县政府同意，现将")), content)
    assert len(written(content)) == 3


def test_who_insists_gets_another_printing(tmp_path, content):
    run(put(tmp_path, "a.txt", TEXT), content)
    assert run(put(tmp_path, "b.txt", TEXT), content, force=True) == 0
    assert len(written(content)) == 2


def test_the_source_itself_may_come_again_corrected(tmp_path, content):
    run(put(tmp_path, "a.txt", TEXT), content)
    assert run(put(tmp_path, "a.txt", TEXT.replace("认真", "遵照")), content) == 0
    assert "遵照" in (content / written(content)[0]).read_text(encoding="utf-8")


def test_of_several_in_one_file_the_one_that_is_held_is_told_and_all_are_written(tmp_path, content, capsys):
    run(put(tmp_path, "a.txt", TEXT), content)
    several = "\n\n".join(NOTICE.format(year=2024, serial=n) for n in (3, 5))
    assert run(put(tmp_path, "b.txt", several), content) == 0
    assert "note: b.txt" in capsys.readouterr().out
    assert len(written(content)) == 3
