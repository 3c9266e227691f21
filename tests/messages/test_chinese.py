"""What a clerk sees whose system is Chinese: reports, refusals, mistakes, help; and files that do not depend on it."""

import filecmp
import os
import subprocess
import sys
from pathlib import Path

import pytest
from gongbao.ingest.command import run
from gongbao.messages import speaking
from gongbao.workshop import ROOT, checksums
from gongbao.workshop.build import BuildError, build_into

NOTICE = """云岭县人民政府文件

云府发〔2021〕7号

云岭县人民政府关于做好防汛工作的通知

各乡镇人民政府：

为做好防汛工作，现就有关事项通知如下。请认真认真执行。

云岭县人民政府
2021年5月6日
"""


@pytest.fixture
def chinese(monkeypatch) -> None:
    monkeypatch.setenv("GONGBAO_LANG", "zh_CN")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    path = folder / "notice.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def test_a_report_of_ingest(chinese, source, capsys, monkeypatch) -> None:
    monkeypatch.chdir(source.parent.parent)
    assert run(source, "content") == 0
    said = capsys.readouterr().out.replace("content/", "")
    assert said.startswith("notice.txt：公文，1 篇 → documents/notice\n")
    assert "请看第 9 行“认真认真”：“认真”重复\n" in said
    assert "未收入：无\n" in said
    assert "notice.txt：已在 documents/notice 写入 2 个文件\n" in said
    assert run(source, "content") == 0
    assert capsys.readouterr().out.endswith("notice.txt：没有变化，未写入\n")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "错误：a.txt：是空文件；请查看是否保存完整\n"),
        (
            "a.rar",
            b"Rar!\x1a\x07\x00",
            "错误：a.rar：压缩包，不能读取；请先解压，把其中的文件重新打包成 .zip，再收录这个 .zip\n",
        ),
        (
            "a.docx",
            b"not a zip",
            "错误：a.docx：内容不是“Word 文档”，与文件名不符（已损坏、不完整或改过名）；请重新导出\n",
        ),
    ],
)
def test_a_refusal_of_ingest(chinese, tmp_path, capsys, name, data, said) -> None:
    (tmp_path / name).write_bytes(data)
    assert run(tmp_path / name, tmp_path / "content") == 1
    assert capsys.readouterr().err == said


def test_the_archive_is_the_same_whoever_ran_ingest(source, tmp_path, monkeypatch) -> None:
    broken = source.with_name("bundle")
    broken.mkdir()
    (broken / "notice.txt").write_text(NOTICE.replace("7号", "8号").replace("防汛", "防火"), encoding="utf-8")
    (broken / "附件1.docx").write_bytes(b"not a zip")
    for language in ("en", "zh_CN"):
        monkeypatch.setenv("GONGBAO_LANG", language)
        run(source, tmp_path / language)
        run(broken, tmp_path / language)
    compared = filecmp.dircmp(tmp_path / "en", tmp_path / "zh_CN")
    assert compared.left_only == compared.right_only == []
    files = [p.relative_to(tmp_path / "en") for p in (tmp_path / "en").rglob("*") if p.is_file()]
    assert len(files) > 2
    assert filecmp.cmpfiles(tmp_path / "en", tmp_path / "zh_CN", files, shallow=False)[1:] == ([], [])
    assert "not a Word document" in (tmp_path / "en/documents/bundle/ingest.json").read_text(encoding="utf-8")


def test_a_mistake_of_an_archive(chinese, tmp_path) -> None:
    folder = tmp_path / "content" / "documents" / "x"
    folder.mkdir(parents=True)
    (folder / "x.md").write_text(
        "Title: 某通知\nSlug: x\nDate: 昨天\nGenre: 通令\n\n正文。\n", encoding="utf-8"
    )
    with pytest.raises(BuildError) as error:
        build_into(tmp_path / "output", tmp_path / "content")
    assert "第 3 行：Date：'昨天' 不是日期，请写成 2018-05-16 的样子" in str(error.value)
    assert str(error.value).startswith("错误：")


def test_the_site_is_the_same_whoever_built_it(archive_site, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("GONGBAO_LANG", "zh_CN")
    build_into(tmp_path / "output", ROOT / "tests" / "site" / "archive" / "content")
    here, there = checksums.NAME, archive_site / checksums.NAME
    assert (tmp_path / "output" / here).read_text(encoding="utf-8") == there.read_text(encoding="utf-8")


def test_a_task_that_fails(tmp_path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "invoke", "verify", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "GONGBAO_LANG": "zh_CN", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == f"错误：{tmp_path} 里没有 SHA256SUMS，无从核对；它是 `inv build` 生成的吗？\n"


def test_two_languages_in_one_process(source, tmp_path, capsys) -> None:
    with speaking("zh_CN"):
        run(source, tmp_path / "a", dry_run=True)
    run(source, tmp_path / "b", dry_run=True)
    said = capsys.readouterr().out
    assert "未收入：无" in said
    assert "dropped: nothing" in said
