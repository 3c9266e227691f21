"""A folder that may not be read is told; what lies in it is never passed over as if it were not there."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from gongbao.below import files_below
from gongbao.bulletin import archive
from gongbao.ingest import command
from gongbao.issues import own
from gongbao.messages import no_right
from gongbao.publish import target
from gongbao.workshop import unexpected_errors, unread_files


@contextmanager
def anybody() -> Iterator[None]:
    """Give up for a while what root alone may do: modes of files hold."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def closed() -> Iterator[Path]:
    """Return a folder of which one folder may not be read."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in ("b/1.md", "a/2.md", "c.md", "shut/3.md"):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text("x", encoding="utf-8")
        folder.chmod(0o755)
        (folder / "shut").chmod(0)
        yield folder
        (folder / "shut").chmod(0o700)


@pytest.mark.parametrize(
    "walk", [files_below, archive.files, target.files_of, lambda folder: own.copy(folder, folder / "nowhere")]
)
def test_a_folder_that_may_not_be_read_is_told(walk, closed: Path) -> None:
    with anybody(), pytest.raises(PermissionError) as told:
        walk(closed)
    assert told.value.filename == str(closed / "shut")


def test_ingest_says_which_folder_it_may_not_read(closed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with anybody():
        assert command.run(closed, closed / "content") == 1
    assert capsys.readouterr().err == (
        f"error: {closed}/shut: Permission denied — give the account that runs this the right to read it and to write there, "
        "then do it again\n"
    )


def test_files_are_given_in_order_and_none_of_a_folder_that_is_gone(closed: Path) -> None:
    (closed / "shut").chmod(0o700)
    (closed / "link").symlink_to("a")
    assert [path.relative_to(closed).as_posix() for path in files_below(closed)] == [
        "a/2.md",
        "b/1.md",
        "c.md",
        "shut/3.md",
    ]
    assert files_below(closed / "nothing") == []


def test_what_a_system_keeps_for_itself_on_a_disk_is_nobodys(closed: Path) -> None:
    (closed / "shut").rename(closed / "lost+found")
    with anybody():
        assert [path.name for path in files_below(closed)] == ["2.md", "1.md", "c.md"]
        assert [path.name for path in archive.files(closed)] == ["2.md", "1.md", "c.md"]
    (closed / "lost+found").rename(closed / "shut")


def test_folders_that_lie_too_deep_within_each_other_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = Path(tmp_path.name)
    (tmp_path / ("深/" * 150)).mkdir(parents=True)
    monkeypatch.chdir(tmp_path.parent)
    with pytest.raises(OSError, match=os.strerror(errno.ENAMETOOLONG)) as told:
        files_below(top)
    deep = f"{top}/{'深/' * 11}…: folders lie within each other more than 100 deep — take them away"
    assert unexpected_errors.describe(told.value) == deep
    assert list(unread_files.unreadable(top)) == [deep]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_missing_right_is_no_fault_of_the_program(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = unexpected_errors.describe(OSError(number, os.strerror(number), "content/a.md"))
    assert said.startswith(f"content/a.md: {os.strerror(number)} — give the account")
    assert not list(tmp_path.rglob("fault.txt"))
    assert (
        no_right(OSError(errno.EIO, "x", "a")) == no_right(ValueError()) == no_right(OSError(13, "x")) == ""
    )
