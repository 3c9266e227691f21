"""The day on which an article came into the archive is written down once, at publishing."""

from datetime import date
from pathlib import Path

import pytest
from gongbao.bulletin import added


def test_the_first_time_all_were_there_before_and_later_ones_get_their_day(tmp_path: Path) -> None:
    assert added.load(tmp_path) == {}
    assert added.record(tmp_path, ["a/1.md", "b/2.md"], date(2026, 11, 27)) == 0
    assert added.load(tmp_path) == {"a/1.md": "", "b/2.md": ""}
    assert added.record(tmp_path, ["a/1.md", "b/2.md", "c/1985.md"], date(2026, 12, 1)) == 1
    assert added.record(tmp_path, ["a/1.md", "c/1985.md"], date(2026, 12, 2)) == 0
    assert added.load(tmp_path) == {"a/1.md": "", "b/2.md": "", "c/1985.md": "2026-12-01"}
    assert (tmp_path / added.NAME).read_text(encoding="utf-8").splitlines()[-1] == "2026-12-01 c/1985.md"


@pytest.mark.parametrize("line", ["2026-13-01 a.md", "gestern a.md", "2026-11-27"])
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / added.NAME).write_text(f"- a.md\n{line}\n", encoding="utf-8")
    with pytest.raises(added.AddedError) as told:
        added.load(tmp_path)
    assert (told.value.line, told.value.found) == (2, line)
