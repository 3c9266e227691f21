"""What packages were made from, and the list of them."""

from pathlib import Path

import pytest
from gongbao.offline import packages
from gongbao.offline.packages import Package


def test_what_is_no_part_of_the_archive_makes_no_package_old(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "a.md").write_text("甲", encoding="utf-8")
    before = packages.fingerprint(tmp_path)
    for name in ("addresses.txt", ".DS_Store", "x/.a.md.swp", "x/a.md~", "x/Thumbs.db"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert packages.fingerprint(tmp_path) == before
    (tmp_path / "redirects.txt").write_text("a.html b.html\n", encoding="utf-8")
    assert packages.fingerprint(tmp_path) != before


@pytest.mark.parametrize("damage", ["", "[]", '{"packages": [{"name": "a.zip"}]}', '{"packages": []}'])
def test_a_damaged_list_is_no_list(tmp_path: Path, damage: str) -> None:
    (tmp_path / "a.zip").write_bytes(b"x")
    made = Package("a.zip", "zip", packages.ARCHIVE, "", "全库", 1, "0" * 64)
    packages.write(tmp_path, "state", [made])
    assert packages.read(tmp_path) == packages.Packages("state", (made,))
    (tmp_path / packages.LIST).write_text(damage, encoding="utf-8")
    assert packages.read(tmp_path) is None
