"""The pictures of the README can be taken of any archive."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest
from gongbao.workshop import ROOT, Failure
from gongbao.workshop.screenshots import shots


def size(picture: Path) -> tuple[int, int]:
    data = picture.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", data[16:24])


def test_a_page_of_each_kind_is_pictured_at_both_widths(archive_site: Path, tmp_path: Path) -> None:
    settings = tmp_path / "conf.py"
    settings.write_text(
        f"PATH = {str(tmp_path)!r}\nTHEME = {str(ROOT / 'theme')!r}\nOUTPUT_PATH = {str(archive_site)!r}\nOUTPUT_RETENTION = []\n",
        encoding="utf-8",
    )
    # In a process of its own: Playwright runs once in a process, and the other tests of this worker use it.
    call = f"take({str(settings)!r}, {str(tmp_path / 'pictures')!r}, '古树名木')"
    command = [sys.executable, "-c", f"from gongbao.workshop.screenshots import take; {call}"]
    subprocess.run(command, cwd=ROOT, check=True)
    taken = {path.stem: size(path) for path in (tmp_path / "pictures").iterdir()}
    names = ("home", "issue", "article", "search")
    assert taken == {
        f"{name}-{width}": (width, height) for name in names for width, height in ((1280, 900), (390, 844))
    }


def test_a_site_without_an_issue_is_told(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="holds no issue to picture"):
        shots(tmp_path)
