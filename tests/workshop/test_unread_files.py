"""Files that become no page are named; what systems leave lying about is not."""

import os
from pathlib import Path

import pytest
from gongbao.offline import inputs
from gongbao.workshop import missed, state, unread_files
from gongbao.workshop.build import BuildError, build

SILENT = ["a.md", "x/ingest.json", "addresses.txt", "codes.toml", "x/.DS_Store", "x/Thumbs.db", "x/a.md~", "x/.a.md.swp", "x/a.md.bak", "x/~$a.md", ".git/config"]  # fmt: skip
NAMED = ["a.md.txt", "redirect.txt", "x/a.MD", "x/a.docx", "x/a.txt", "x/照片.jpg"]


def test_only_what_somebody_may_believe_in_the_site_is_named(tmp_path: Path) -> None:
    content = tmp_path / "content"
    for name in (*SILENT, *NAMED):
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).touch()
    told = unread_files.warnings(content)
    assert [line.partition(":")[0] for line in told] == [f"content/{name}" for name in NAMED]
    whys = ("no page is made of it", "no article shows it", "nothing reads a file of this name here")
    assert all(any(why in line for why in whys) for line in told)


def test_a_build_names_it(blog: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (blog / "content" / "second.md").rename(blog / "content" / "second.md.txt")
    build(str(blog / "conf.py"))
    assert "warning: content/second.md.txt: no page is made of it" in capfd.readouterr().err


def test_what_has_no_end_is_read_by_no_build(blog: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (blog / "content" / "x").mkdir()
    (blog / "content" / "x" / "ingest.json").symlink_to("/dev/zero")
    os.mkfifo(blog / "content" / "third.md")
    Path(os.fsdecode(bytes(blog / "content" / "x" / "a") + b"\xe4.png")).touch()
    (blog / "content" / "second-link.md").symlink_to("nowhere")
    (blog / "content" / "circle.md").symlink_to("circle.md")
    (blog / "content" / "codes.toml").symlink_to("nowhere")
    (blog / "content" / "redirects.txt").symlink_to("redirects.txt")
    (blog / "content" / "x" / "decisions.toml").mkdir()
    conf = blog / "conf.py"
    conf.write_text(f'{conf.read_text(encoding="utf-8")}FILES_PATH = "files"\n', encoding="utf-8")
    (blog / "files" / "in").mkdir(parents=True)
    (blog / "files" / "in" / "here.txt").symlink_to("../there.txt")
    (blog / "files" / "there.txt").touch()
    (blog / "outside.txt").write_text("of somebody else", encoding="utf-8")
    for name in ("files/out.txt", "files/.htaccess", "content/third-link.md", "content/x/out.json"):
        (blog / name).symlink_to(blog / "outside.txt")
    (blog / "content" / "y").symlink_to(blog)
    (blog / "content" / ".#second.md").symlink_to("clerk@desk.1:2")
    (blog / "files" / "w").symlink_to("in")
    (blog / "files" / "lost.txt").symlink_to("nowhere")
    for name in ("fourth.md", "x/original.txt", "x/a.png", "x/a.bin"):
        with (blog / "content" / name).open("wb") as file:
            file.truncate(3 << 30)
    with pytest.raises(BuildError):
        build(str(blog / "conf.py"))
    told = capfd.readouterr().err
    assert "error: content/x/a\\udce4.png has a name that is no UTF-8 — give it another" in told
    assert "error: content/circle.md is a link that leads to itself — take it away" in told
    assert {
        line.partition(" is a folder")[0] for line in told.splitlines() if " is a folder, or a link" in line
    } == {
        "error: files/lost.txt",
        *(
            f"error: content/{name}"
            for name in ("codes.toml", "redirects.txt", "second-link.md", "x/decisions.toml")
        ),
    }
    assert sorted(line for line in told.splitlines() if "3072 MB" in line) == [
        "error: content/fourth.md: 3072 MB, more than the 64 MB that are read — make it smaller",
        *(
            f"error: content/x/{name}: 3072 MB, more than the 256 MB that are read — make it smaller"
            for name in ("a.png", "original.txt")
        ),
    ]
    assert {line.partition(" is a pipe")[0] for line in told.splitlines() if " is a pipe" in line} == {
        "error: content/third.md",
        "error: content/x/ingest.json",
    }
    assert {
        line.partition(" is a link ")[::2] for line in told.splitlines() if " put there what" in line
    } == {
        (
            f"error: {name}",
            f"that leads out of {name.split('/')[0]}/ — put there what it leads to, or take it away",
        )
        for name in (
            "content/third-link.md",
            "content/x/out.json",
            "content/y",
            "files/out.txt",
            "files/.htaccess",
        )
    }
    assert "error: files/w is a link to a folder, and what is in that would be missed here" in told
    assert "here.txt" not in told
    assert ".#second.md" not in told


def test_a_note_of_a_build_that_is_a_pipe_is_none(blog: Path) -> None:
    for ending in (".files", ".missed"):
        note = state.note(blog, blog / "output", ending)
        note.parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(note)
    os.mkfifo(blog / inputs.LIST)
    assert (
        state.files_of(blog, blog / "output") == missed.load(blog, blog / "output") == inputs.read(blog) == {}
    )
