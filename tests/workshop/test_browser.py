"""Where no browser is, a person is told the one command that brings it."""

from pathlib import Path

import pytest
from gongbao.workshop import browser

DEBIAN = "sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium chromium-sandbox fonts-noto-cjk"


def programs(folder: Path, *names: str) -> str:
    """Make a folder with these programs, each of which fails, and return it as a PATH."""
    for name in names:
        path = folder / name
        path.write_text("#!/bin/sh\necho refused; exit 100\n", encoding="utf-8")
        path.chmod(0o755)
    return str(folder)


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(browser.VARIABLE, raising=False)


def test_a_browser_on_the_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path, "chromium-browser"))
    assert browser.find() == tmp_path / "chromium-browser"


def test_the_variable_wins_over_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path, "chromium", "mine"))
    monkeypatch.setenv(browser.VARIABLE, str(tmp_path / "mine"))
    assert browser.find() == tmp_path / "mine"


def test_a_variable_that_names_no_file_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.VARIABLE, str(tmp_path / "gone"))
    with pytest.raises(browser.BrowserMissing, match=r"GONGBAO_CHROMIUM names .*gone, which is no file"):
        browser.ensure()


def test_without_apt_the_programs_that_will_do_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path))
    with pytest.raises(
        browser.BrowserMissing, match="install Chromium, Chrome or Edge, or set GONGBAO_CHROMIUM"
    ):
        browser.ensure()


def test_who_may_not_install_gets_the_exact_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path, "apt-get"))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(browser.BrowserMissing) as error:
        browser.ensure()
    assert str(error.value) == f"no Chromium found — run: {DEBIAN}"


def test_a_browser_without_a_chinese_font_will_not_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path, "chromium", "apt-get"))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(
        browser.BrowserMissing, match="no Chinese font found, so pages would show boxes — run: sudo apt"
    ):
        browser.ensure()


def test_an_installation_that_fails_says_why_and_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path, "apt-get"))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    with pytest.raises(browser.BrowserMissing) as error:
        browser.ensure()
    assert str(error.value) == f"apt-get update failed — run: {DEBIAN}\nrefused\n"
