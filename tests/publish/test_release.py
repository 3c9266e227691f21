"""What is published is whole, and its addresses are remembered."""

import shutil
from pathlib import Path

import minisign
import pytest
from gongbao.export import addresses
from gongbao.publish.folder import Folder
from gongbao.publish.release import release, sent
from gongbao.publish.target import Limits
from gongbao.workshop import ROOT, Failure, checksums, signature
from gongbao.workshop.build import BuildError

from tests.publish.conftest import Bucket
from tests.publish.sites import make
from tests.workshop.test_signature import KEY, PUBLIC_TEXT

ARCHIVE = ROOT / "tests" / "site" / "archive" / "content"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Return settings of the made-up archive, in a folder of its own."""
    content = shutil.copytree(ARCHIVE, tmp_path / "content")
    path = tmp_path / "conf.py"
    path.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\n"
        f"SITEURL = 'https://example.org/gongbao'\n"
        f"PUBLISH = {{'www': {{'kind': 'folder', 'path': {str(tmp_path / 'www')!r}}}}}\n"
        f"PATH = {str(content)!r}\nOUTPUT_PATH = {str(tmp_path / 'output')!r}\nTHEME = {str(ROOT / 'theme')!r}\n",
        encoding="utf-8",
    )
    return path


def test_a_release_remembers_its_addresses_once(
    settings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release(str(settings))
    assert not (tmp_path / "content" / addresses.PUBLISHED).exists(), "nobody has seen them"
    assert "gongbao publish --sent" in capsys.readouterr().out
    sent(str(settings))
    first = (tmp_path / "content" / addresses.PUBLISHED).read_text(encoding="utf-8")
    assert "yunling-gongbao/2024/01/yunling-fufa-2024-1.html\n" in first
    assert "new addresses" in capsys.readouterr().out
    sent(str(settings))
    assert (tmp_path / "content" / addresses.PUBLISHED).read_text(encoding="utf-8") == first
    assert "new addresses" not in capsys.readouterr().out


def test_a_site_that_is_not_as_it_was_built_was_not_sent(settings: Path, tmp_path: Path) -> None:
    with pytest.raises(Failure, match="holds no site"):
        sent(str(settings))
    release(str(settings))
    (tmp_path / "output" / "index.html").write_text("", encoding="utf-8")
    with pytest.raises(Failure, match="not as it was built"):
        sent(str(settings))
    assert not (tmp_path / "content" / addresses.PUBLISHED).exists()


def test_half_an_address_is_refused_and_none_is_told(
    settings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("https://example.org", "example.org"), encoding="utf-8")
    with pytest.raises(
        Failure, match=r"SITEURL in publishconf\.py is 'example\.org/gongbao' — write all of it"
    ):
        release(str(settings))
    settings.write_text(text.replace("https://example.org/gongbao", ""), encoding="utf-8")
    release(str(settings))
    assert "SITEURL in publishconf.py is empty: the site has no sitemap.xml" in capsys.readouterr().out
    assert not (tmp_path / "output" / "sitemap.xml").exists()


def test_an_address_that_was_published_may_not_disappear(
    settings: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    release(str(settings), "www")
    article = tmp_path / "content" / "documents" / "yunling-yinshui" / "yunling-fuhan-2024-9.md"
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("Slug: yunling-fuhan-2024-9", "Slug: renamed"), encoding="utf-8")
    with pytest.raises(BuildError):
        release(str(settings))
    assert (
        "documents/yunling-fuhan-2024-9.html was published and is not there any more"
        in capfd.readouterr().err
    )
    redirect = "documents/yunling-fuhan-2024-9.html documents/renamed.html\n"
    (tmp_path / "content" / addresses.REDIRECTS).write_text(redirect, encoding="utf-8")
    release(str(settings))
    assert "renamed.html" in (tmp_path / "output" / "documents" / "yunling-fuhan-2024-9.html").read_text(
        "utf-8"
    )


def test_a_release_with_a_broken_link_is_refused_and_remembers_nothing(
    settings: Path, tmp_path: Path
) -> None:
    article = tmp_path / "content" / "documents" / "yunling-yinshui" / "yunling-fuhan-2024-9.md"
    article.write_text(article.read_text(encoding="utf-8") + "\n[附件](nowhere.html)\n", encoding="utf-8")
    with pytest.raises(Failure, match=r"'nowhere\.html' leads to no file"):
        release(str(settings))
    assert not (tmp_path / "content" / addresses.PUBLISHED).exists()


def test_a_target_gets_what_was_built_once_and_a_dry_run_sends_nothing(
    settings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release(str(settings), "www", dry_run=True)
    assert "Dry run: nothing was sent." in capsys.readouterr().out
    assert not (tmp_path / "www").exists()
    assert not (tmp_path / "content" / addresses.PUBLISHED).exists()
    release(str(settings), "www")
    assert checksums.verify(tmp_path / "www" / "current").whole
    assert (tmp_path / "content" / addresses.PUBLISHED).is_file()
    capsys.readouterr()
    release(str(settings), "www")
    assert "www holds this site already; nothing was sent." in capsys.readouterr().out
    assert [p.name for p in (tmp_path / "www" / "releases").iterdir()] == ["000001"]


def test_a_large_deletion_is_stopped_until_it_is_allowed(settings: Path, tmp_path: Path) -> None:
    held = {f"old/{n}.html": "x" for n in range(30)}
    Folder(str(tmp_path / "www"), Limits()).send(make(tmp_path / "before", held))
    with pytest.raises(Failure, match="30 pages would disappear from www"):
        release(str(settings), "www")
    assert checksums.verify(tmp_path / "www" / "current").checked == 30
    release(str(settings), "www", allow_delete=True)
    assert (tmp_path / "www" / "current" / "index.html").is_file()


def test_a_dry_run_names_every_file_and_says_how_much_it_is(
    settings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = {f"old/{n}.html": "x" for n in range(12)} | {"index.html": "x"}
    Folder(str(tmp_path / "www"), Limits()).send(make(tmp_path / "before", held))
    release(str(settings), "www", dry_run=True)
    said = capsys.readouterr().out.splitlines()
    site = tmp_path / "output"
    files = {p.relative_to(site).as_posix(): p.stat().st_size for p in site.rglob("*") if p.is_file()}
    del files[checksums.NAME]
    new, deleted = files.keys() - held.keys(), held.keys() - files.keys()
    assert {f"  new: {name}" for name in new} | {f"  delete: {name}" for name in deleted} | {
        "  changed: index.html"
    } == {line for line in said if line.startswith("  ")}
    assert f"; {sum(files.values()):,} bytes to send" in "\n".join(said)


def test_a_host_that_would_not_take_the_site_is_told_before_anything_is_sent(
    settings: Path, tmp_path: Path
) -> None:
    row = f"{{'kind': 'folder', 'path': {str(tmp_path / 'www')!r}, 'limits': {{'files': 10}}}}"
    settings.write_text(settings.read_text("utf-8") + f"PUBLISH = {{'www': {row}}}\n", encoding="utf-8")
    with pytest.raises(Failure, match="files, and the host takes 10"):
        release(str(settings), "www")
    assert not (tmp_path / "www").exists()


def test_the_archive_goes_to_storage_signed_and_comes_back_whole(
    settings: Path,
    tmp_path: Path,
    bucket: Bucket,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = {"kind": "s3", "bucket": bucket.name, "endpoint": bucket.endpoint, "addressing": "path"}
    settings.write_text(
        settings.read_text("utf-8") + f"PUBLIC_KEY = {PUBLIC_TEXT!r}\nPUBLISH = {{'store': {row!r}}}\n",
        encoding="utf-8",
    )
    with pytest.raises(Failure, match="must be signed"):
        release(str(settings), "store")
    other = minisign.KeyPair.generate().secret_key
    (tmp_path / "other.key").write_bytes(bytes(other) + b"\n")
    monkeypatch.setenv(signature.SECRET_KEY, str(tmp_path / "other.key"))
    with pytest.raises(Failure, match="not the other half of PUBLIC_KEY"):
        release(str(settings), "store")
    assert not (tmp_path / "output").exists()
    monkeypatch.setenv(signature.SECRET_KEY, str(KEY))
    release(str(settings), "store")
    for name, data in bucket.objects().items():
        path = tmp_path / "back" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    checksums.report(tmp_path / "back", key=PUBLIC_TEXT)
    capsys.readouterr()
    release(str(settings), "store")
    assert "store holds this site already; nothing was sent." in capsys.readouterr().out
