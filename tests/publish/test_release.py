"""What is published is whole, and its addresses are remembered."""

import shutil
from pathlib import Path

import pytest

from plugins.export import addresses
from plugins.publish.release import release
from plugins.workshop import ROOT, Failure
from plugins.workshop.build import BuildError

ARCHIVE = ROOT / "tests" / "site" / "archive" / "content"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Return settings of the made-up archive, in a folder of its own."""
    content = shutil.copytree(ARCHIVE, tmp_path / "content")
    path = tmp_path / "conf.py"
    path.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\n"
        f"PATH = {str(content)!r}\nOUTPUT_PATH = {str(tmp_path / 'output')!r}\nTHEME = {str(ROOT / 'theme')!r}\n",
        encoding="utf-8",
    )
    return path


def test_a_release_remembers_its_addresses_once(
    settings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release(str(settings))
    first = (tmp_path / "content" / addresses.PUBLISHED).read_text(encoding="utf-8")
    assert "yunling-gongbao/2024/01/yunling-fufa-2024-1.html\n" in first
    assert "new addresses" in capsys.readouterr().out
    release(str(settings))
    assert (tmp_path / "content" / addresses.PUBLISHED).read_text(encoding="utf-8") == first
    assert "new addresses" not in capsys.readouterr().out


def test_an_address_that_was_published_may_not_disappear(
    settings: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    release(str(settings))
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
