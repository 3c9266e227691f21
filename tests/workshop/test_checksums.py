"""Every file that was changed, lost or added is named, in a folder and in a zip."""

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.workshop import Failure, checksums
from gongbao.workshop.checksums import Findings, verify

FILES = {"index.html": "首页", "a/b c.html": "正文", "公报/05.txt": "x" * 100_000}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    checksums.write(folder)
    return folder


def zipped(folder: Path, top: str = "archive/") -> Path:
    target = folder.parent / "site.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, top + path.relative_to(folder).as_posix())
    return target


def as_folder(folder: Path) -> Path:
    return folder


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "given", [as_folder, zipped, lambda f: zipped(f, "")], ids=["folder", "zip", "flat zip"]
)
@pytest.mark.parametrize(
    "damage, found",
    [
        (lambda f: None, Findings(3)),
        (lambda f: flip(f / "公报" / "05.txt"), Findings(3, changed=("公报/05.txt",))),
        (lambda f: (f / "a" / "b c.html").unlink(), Findings(3, lost=("a/b c.html",))),
        (lambda f: (f / "a" / "new.html").write_text(""), Findings(3, added=("a/new.html",))),
    ],
    ids=["nothing", "one bit", "a missing file", "an added file"],
)
def test_what_differs_is_named(
    site: Path, given: Callable[[Path], Path], damage: Callable[[Path], object], found: Findings
) -> None:
    damage(site)
    assert verify(given(site)) == found


def test_a_damaged_zip_names_the_file_that_suffered(site: Path) -> None:
    archive = zipped(site)
    with zipfile.ZipFile(archive) as opened:
        info = opened.getinfo("archive/公报/05.txt")
    data = bytearray(archive.read_bytes())
    data[info.header_offset + 30 + len(info.filename.encode()) + 10] ^= 0xFF
    archive.write_bytes(data)
    assert verify(archive).changed == ("公报/05.txt",)


def test_a_file_hidden_beside_the_folder_of_a_zip_is_added(site: Path) -> None:
    archive = zipped(site)
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr("evil.html", "!")
    assert verify(archive).added == ("evil.html",)


def test_a_name_that_stands_twice_in_a_zip_counts_as_changed(site: Path) -> None:
    archive = zipped(site)
    with zipfile.ZipFile(archive, "a") as opened, pytest.warns(UserWarning, match="Duplicate name"):
        opened.writestr("archive/index.html", "首页")
    assert verify(archive).changed == ("index.html",)


def test_a_member_that_is_locked_with_a_password_counts_as_changed(site: Path) -> None:
    archive = zipped(site)
    data = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as opened:
        info = opened.getinfo("archive/index.html")
    data[info.header_offset + 6] |= 1
    # The second place that says so: the entry of the list at the end, whose name begins 46 bytes on.
    data[data.rindex(b"archive/index.html") - 46 + 8] |= 1
    archive.write_bytes(data)
    assert verify(archive).changed == ("index.html",)


def test_the_folder_above_the_site_is_told_where_the_site_is(site: Path) -> None:
    with pytest.raises(Failure, match=r"holds no SHA256SUMS, so nothing can be checked — name .*site$"):
        verify(site.parent)


def test_names_that_no_build_made_can_be_let_stand(site: Path) -> None:
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("x")
    assert verify(site).added == (".git/HEAD",)
    assert verify(site, [".git"]).whole


@pytest.mark.parametrize("make", [
    lambda p: p,
    lambda p: p.mkdir() or p,
    lambda p: p.write_text("no zip") and p,
    lambda p: p.mkdir() or ((p / checksums.NAME).write_text("nonsense\n") and p),
    lambda p: p.mkdir() or ((p / checksums.NAME).write_text(f"{'a' * 64}  x\n{'b' * 64}  x\n") and p),
])  # fmt: skip
def test_what_cannot_be_checked_is_refused_in_one_line(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    with pytest.raises(Failure) as refused:
        verify(make(tmp_path / "thing"))
    assert "\n" not in str(refused.value)


def test_the_report_fails_and_names_the_files(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flip(site / "index.html")
    with pytest.raises(Failure, match="1 changed, 0 lost, 0 added"):
        checksums.report(site)
    assert capsys.readouterr().out == "changed: index.html\n"


def test_sha256sum_agrees(site: Path) -> None:
    done = subprocess.run(["sha256sum", "-c", "--quiet", checksums.NAME], cwd=site, check=False)
    assert done.returncode == 0
