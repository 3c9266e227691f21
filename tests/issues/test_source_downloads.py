"""Files as received that are offered beside a page."""

from pathlib import Path

from gongbao.issues.source_downloads import offered


def test_what_a_browser_would_run_is_offered_as_text(tmp_path: Path) -> None:
    for name in ("1.pdf", "2.HTML", "3.mht", "4.txt"):
        (tmp_path / name).write_text("<script>", encoding="utf-8")
    found = offered(tmp_path, "a", "documents/a.html", ["pdf", "html", ".mht"])
    assert [(one.name, one.url) for one in found] == [
        ("1.pdf", "documents/a.original-1.pdf"),
        ("2.HTML", "documents/a.original-2.html.txt"),
        ("3.mht", "documents/a.original-3.mht.txt"),
    ]
