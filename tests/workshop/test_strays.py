"""Files that become no page are named; what systems leave lying about is not."""

from pathlib import Path

import pytest
from gongbao.workshop import strays
from gongbao.workshop.build import build

SILENT = ["a.md", "x/ingest.json", "addresses.txt", "codes.toml", "x/.DS_Store", "x/Thumbs.db", "x/a.md~", "x/.a.md.swp", "x/a.md.bak", "x/~$a.md", ".git/config"]  # fmt: skip
NAMED = ["a.md.txt", "x/a.MD", "x/a.docx", "x/a.txt", "x/照片.jpg"]


def test_only_what_somebody_may_believe_in_the_site_is_named(tmp_path: Path) -> None:
    content = tmp_path / "content"
    for name in (*SILENT, *NAMED):
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).touch()
    told = strays.warnings(content)
    assert [line.partition(":")[0] for line in told] == [f"content/{name}" for name in NAMED]
    assert all("no page is made of it" in line or "no article shows it" in line for line in told)


def test_a_build_names_it(blog: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (blog / "content" / "second.md").rename(blog / "content" / "second.md.txt")
    build(str(blog / "conf.py"))
    assert "warning: content/second.md.txt: no page is made of it" in capfd.readouterr().err
