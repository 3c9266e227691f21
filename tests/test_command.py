"""The command line speaks the person's language, shows what people do, and says what a slip of the pen may have meant."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from gongbao.columns import columns
from gongbao.workshop import ROOT


def gongbao(*arguments: str, language: str = "zh_CN") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "gongbao", *arguments],
        cwd=ROOT,
        env={**os.environ, "GONGBAO_LANG": language, "PYTHONUTF8": "1", "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_alone_it_shows_the_six_things_that_people_do() -> None:
    shown = gongbao()
    assert shown.returncode == 0
    commands = [line.split()[1] for line in shown.stdout.splitlines() if line.startswith("  gongbao ")]
    assert commands == ["new", "desk", "ingest", "reserve", "offline", "publish"]
    assert "收录一份来源文件；加 --dry-run 只看结果，不写入" in shown.stdout
    assert "core" not in shown.stdout.lower()
    assert "begin an archive in a new folder" in gongbao(language="en").stdout


def test_what_invoke_would_read_for_itself_is_in_nobody_s_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".invoke.yaml").write_text("a: [", encoding="utf-8")
    monkeypatch.setenv("INVOKE_RUN_ENV", "x")
    for home in (tmp_path, tmp_path / ".invoke.yaml"):
        monkeypatch.setenv("HOME", str(home))
        shown = gongbao("doctor", "--help")
        assert (shown.returncode, shown.stderr) == (0, "")


@pytest.mark.parametrize("value", ["8-3", "", "1e3", "９x"])
def test_an_option_that_takes_a_number_says_what_is_none(value: str) -> None:
    shown = gongbao("serve", "--port", value, language="en")
    assert (shown.returncode, shown.stderr) == (1, f"error: {value!r} is no whole number\n")


def test_no_source_is_not_all_of_the_folder() -> None:
    shown = gongbao("ingest", "", "--dry-run", language="en")
    assert (shown.returncode, shown.stderr) == (
        1,
        "error: ingest: no source is named — name a file or folder of sources/\n",
    )


def test_inv_alone_shows_it_too() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "invoke"],
        cwd=ROOT,
        env={**os.environ, "GONGBAO_LANG": "zh_CN", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert "常用的六件事" in shown
    assert "Core options" not in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ingset"], "错误：没有 ingset 这个命令；是不是 gongbao ingest？"),
        (["--help", "biuld"], "错误：没有 biuld 这个命令；是不是 gongbao build？"),
        (["ingest"], "错误：gongbao ingest：缺少 PATH；用法见 gongbao --help ingest"),
        (["ingest", "sources/a.txt", "--dryrun"], "错误：没有 --dryrun 这个选项；是不是 --dry-run？"),
        (["publish", "--to"], "错误：--to 后面要写内容"),
        (
            ["ingest", "sources", "README.md"],
            "错误：gongbao ingest：多了 README.md；每次请只写一个文件或文件夹",
        ),
        (["ingest", "source/"], "错误：source：没有这个文件或文件夹；是不是 sources？"),
        (
            ["verify", "requirementz"],
            "错误：没有 requirementz，请指明一个文件夹或 zip；是不是 requirements？",
        ),
        # A message names the program as it was typed, although the catalogue says `inv build`.
        (
            ["verify", "requirements"],
            "错误：requirements 里没有 SHA256SUMS，无从核对；它是 `gongbao build` 生成的吗？",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_slip_of_the_pen(arguments: list[str], said: str) -> None:
    done = gongbao(*arguments)
    assert done.returncode == 1
    assert done.stderr == said + "\n"


def test_a_wrong_path_shows_what_lies_there(tmp_path) -> None:
    (tmp_path / "甲.txt").touch()
    (tmp_path / "乙").mkdir()
    said = gongbao("ingest", str(tmp_path / "2024" / "quite-other.docx")).stderr
    assert said.endswith(f"{tmp_path} 里有：乙/、甲.txt\n")


def test_help_is_in_the_language_of_the_person() -> None:
    assert "收录来源文件：转成 content/ 下的 Markdown 和元数据。" in gongbao("--list").stdout
    shown = gongbao("--help", "ingest").stdout
    assert shown.startswith("用法：gongbao ingest [选项]\n")
    assert "-d, --dry-run                    不写入，只显示报告和将写入的内容\n" in shown
    english = gongbao("--help", "ingest", language="en").stdout
    assert english.startswith("Usage: gongbao ingest [OPTIONS]\n\n  Turn raw text into Markdown")


def test_no_terminal_is_too_narrow_for_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "1")
    assert columns([("build", "Build the site."), ("--long-option=STRING", "x")]).splitlines() == [
        "  build                 Build the site.",
        "  --long-option=STRING  x",
    ]


def test_who_reads_only_the_beginning_sees_no_trace() -> None:
    lister = subprocess.Popen(
        [sys.executable, "-m", "gongbao", "--list"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    lister.stdout.close()
    with lister.stderr as said:
        assert said.read() == b""
    lister.wait()
