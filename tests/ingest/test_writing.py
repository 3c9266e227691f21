"""Content is written whole or not at all, and a person's corrections are kept."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from gongbao.ingest.command import run
from gongbao.ingest.write import account
from gongbao.ingest.write import files as layout

ROOT = Path(__file__).parents[2]
ISSUE = next((ROOT / "sources").glob("003*"))
NOTICE = next((ROOT / "sources").glob("001*"))


@pytest.fixture
def content(tmp_path):
    return tmp_path / "content"


def state(folder):
    """Return every file of a folder with its bytes and its time of change."""
    return {
        p.relative_to(folder): (p.read_bytes(), p.stat().st_mtime_ns)
        for p in folder.rglob("*")
        if p.is_file()
    }


def names(folder):
    return {path: data for path, (data, _) in state(folder).items()}


def test_unchanged_input_writes_nothing(content, capsys):
    assert run(ISSUE, content) == 0
    before = state(content)
    assert run(ISSUE, content) == 0
    assert state(content) == before
    assert "unchanged" in capsys.readouterr().out


def test_the_repository_s_content_is_what_ingest_makes_of_its_sources(content):
    assert run(ROOT / "sources", content) == 0
    # What a keeper wrote beside the articles is no ingest's: settings of the archive lie at the top.
    kept = {path: data for path, data in names(ROOT / "content").items() if len(path.parts) > 1}
    assert names(content) == kept


def test_a_dry_run_writes_nothing_and_reports_what_it_would(content, capsys):
    assert run(ISSUE, content, dry_run=True, details=True) == 0
    assert not content.exists()
    out = capsys.readouterr().out
    for said in (
        "发文字号  綦江府发〔2018〕18号 (line 162)",
        "would write 15 files in",
        "joined lines 200 and 204",
        "running-head ×3",
    ):
        assert said in out


def test_a_corrected_file_is_kept_and_named_and_overwritten_only_by_force(content, capsys):
    run(ISSUE, content)
    path = next(content.rglob("qijiang-fufa-2018-18.md"))
    edited = path.read_text(encoding="utf-8").replace("盐业体制改革", "盐业体制改革（更正）", 1)
    path.write_text(edited, encoding="utf-8")
    before = state(content)
    assert run(ISSUE, content) == 1
    assert state(content) == before
    assert "qijiang-fufa-2018-18.md" in capsys.readouterr().err
    assert run(ISSUE, content, force=True) == 0
    assert path.read_text(encoding="utf-8") != edited


def test_a_changed_source_updates_only_what_changed_and_leaves_the_corrected_file(content, tmp_path):
    source = tmp_path / ISSUE.name
    text = ISSUE.read_text(encoding="utf-8")
    source.write_text(text, encoding="utf-8")
    run(source, content)
    corrected = next(content.rglob("qijiang-fufa-2018-20.md"))
    corrected.write_text(corrected.read_text(encoding="utf-8") + "\n更正一处。\n", encoding="utf-8")
    before = names(content)
    source.write_text(
        text.replace(
            "其他单位：接受职责范围内有关事项的报警或求助。", "其他单位：接受职责范围内有关事项的求助。"
        ),
        encoding="utf-8",
    )
    assert run(source, content) == 1
    after = names(content)
    changed = {path.name for path in after if after[path] != before.get(path)}
    assert changed == {"qijiang-fubanfa-2018-28.md", "ingest.json"}
    assert "更正一处" in corrected.read_text(encoding="utf-8")


def test_a_file_that_a_person_added_stays(content):
    run(ISSUE, content)
    folder = next(content.rglob("issue.md")).parent
    (folder / "note.md").write_text("Title: 说明\nSlug: shuo-ming\n\n补记。\n", encoding="utf-8")
    assert run(ISSUE, content, force=True) == 0
    assert (folder / "note.md").exists()


def test_a_slug_once_given_is_kept_when_the_title_is_corrected_in_the_source(content, tmp_path):
    source = tmp_path / "讲话.txt"
    text = "在全县农业会议上的讲话\n\n同志们：\n\n今天召开全县农业会议，主要任务是总结经验，部署工作。下面，我讲三点意见。\n"
    source.write_text(text, encoding="utf-8")
    run(source, content)
    (first,) = content.rglob("*.md")
    source.write_text(text.replace("农业会议上", "农业农村会议上"), encoding="utf-8")
    assert run(source, content) == 0
    (second,) = content.rglob("*.md")
    assert first == second
    assert "农业农村会议上" in second.read_text(encoding="utf-8")


def test_two_sources_with_one_number_get_two_slugs(content, tmp_path):
    text = NOTICE.read_text(encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(tmp_path, content, force=True) == 0
    assert sorted(p.name for p in content.rglob("*.md")) == [
        "qianjiang-weifa-2021-10-2.md",
        "qianjiang-weifa-2021-10.md",
    ]


def test_two_sources_for_one_issue_are_refused_with_what_to_do(content, tmp_path, capsys):
    for name in ("a.txt", "b.txt"):
        shutil.copy(ISSUE, tmp_path / name)
    assert run(tmp_path, content) == 1
    assert "already holds a.txt" in capsys.readouterr().err
    assert json.loads(next(content.rglob("ingest.json")).read_text())["source"]["name"] == "a.txt"


def test_one_bad_file_does_not_stop_the_rest(content, tmp_path, capsys):
    shutil.copy(NOTICE, tmp_path / "good.txt")
    (tmp_path / "bad.txt").write_bytes(b"")
    assert run(tmp_path, content) == 1
    assert len(list(content.rglob("*.md"))) == 1
    out = capsys.readouterr()
    assert "bad.txt" in out.err
    assert "1 of 2 sources, 1 articles" in out.out


@pytest.mark.parametrize(
    ("path", "options", "said"),
    [
        ("missing.txt", {}, "no such file"),
        ("empty", {}, "no readable file"),
        ("good.txt", {"kind": "poem"}, "--kind poem: not known"),
        ("good.txt", {"publication": "../up"}, "--publication ../up"),
    ],
)
def test_a_wrong_call_says_in_one_line_what_to_do(content, tmp_path, capsys, path, options, said):
    shutil.copy(NOTICE, tmp_path / "good.txt")
    (tmp_path / "empty").mkdir()
    assert run(tmp_path / path, content, **options) == 1
    err = capsys.readouterr().err
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert not list(content.rglob("*.md"))


def test_a_target_that_cannot_be_written_is_told_and_nothing_is_lost(tmp_path, capsys):
    target = tmp_path / "file"
    target.write_text("here", encoding="utf-8")
    assert run(NOTICE, target) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "here"


def test_a_publication_that_climbs_out_of_the_folder_is_refused(content, tmp_path, capsys):
    shutil.copy(ISSUE, tmp_path / "issue.txt")
    (tmp_path / "issue.toml").write_text('publication = "../../outside"\n', encoding="utf-8")
    assert run(tmp_path / "issue.txt", content) == 1
    assert "outside" in capsys.readouterr().err
    assert not (tmp_path.parent / "outside").exists()


def unguarded(process):
    """Tell whether a process has no handler of Ctrl-C."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False
    return not int(status.partition("SigCgt:")[2].split()[0], 16) & 1 << signal.SIGINT - 1


def test_ctrl_c_in_a_folder_ends_without_a_trace_of_each_process(content):
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from gongbao.ingest.command import run\n"
        "try: run(sys.argv[1], sys.argv[2], processes=2)\n"
        "except KeyboardInterrupt: print('stopped')"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(ROOT / "sources"), str(content)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    # Until the processes of the pool are at work: Ctrl-C reaches them as well.
    tasks = Path(f"/proc/{child.pid}/task/{child.pid}/children")
    if not tasks.exists():
        child.kill()
        pytest.skip("the system does not list the children of a process")
    while child.poll() is None and sum(map(unguarded, tasks.read_text().split())) < 2:
        time.sleep(0.005)
    os.killpg(child.pid, signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert child.returncode == 0
    assert "Traceback" not in err
    assert "stopped" in out


def test_killed_at_any_moment_content_is_as_before_or_complete(tmp_path):
    content = tmp_path / "content"
    source = tmp_path / ISSUE.name
    text = ISSUE.read_text(encoding="utf-8")
    rng = random.Random(7)
    for turn in range(14):
        source.write_text((text, text.replace("綦江", "云岭"))[turn % 2], encoding="utf-8")
        program = "import sys; from gongbao.ingest.command import run; print('go', flush=True); run(sys.argv[1], sys.argv[2], publication='one', force=True)"
        child = subprocess.Popen(
            [sys.executable, "-c", program, str(source), str(content)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONHASHSEED": "0"},
        )
        child.stdout.readline()
        time.sleep(rng.uniform(0, 0.5))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        folder = content / "one" / "2018-05"
        files = {p.name for p in folder.iterdir()} if folder.exists() else set()
        ledger = layout.read_ledger(folder) if files else None
        if ledger:
            # Complete: each file is the one that the ledger beside it was written with.
            assert {
                n: account.digest((folder / n).read_text(encoding="utf-8")) for n in ledger["files"]
            } == ledger["files"]
    assert run(source, content, publication="one", force=True) == 0
    assert not [p for p in content.iterdir() if p.name.startswith(".ingest-")]
