"""Which language is spoken: what a person says, then the locale, then the system; Chinese where it says zh."""

import subprocess
import sys

import pytest
from gongbao import messages
from gongbao.messages import person_language
from gongbao.workshop import importable

CASES = [
    ({}, "en"),
    ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
    ({"LANG": "zh_SG"}, "zh_CN"),
    ({"LANG": "Chinese_China.936"}, "zh_CN"),
    ({"LANG": "de_DE.UTF-8"}, "en"),
    ({"LANG": "C.UTF-8"}, "en"),
    ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
    ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.GB18030"}, "zh_CN"),
    ({"LANG": "en_US.UTF-8", "LANGUAGE": "de:zh_CN:en"}, "zh_CN"),
    ({"LANG": "C", "LANGUAGE": "zh_CN"}, "en"),
    ({"LANG": "en_US.UTF-8", "GONGBAO_LANG": "zh"}, "zh_CN"),
    ({"LANG": "zh_CN.UTF-8", "GONGBAO_LANG": "en"}, "en"),
    ({"GONGBAO_LANG": "zh-Hans"}, "zh_CN"),
]


@pytest.fixture(autouse=True)
def _silent(monkeypatch) -> None:
    """Take away what the machine of the test says."""
    for name in ("GONGBAO_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(person_language, "_of_system", lambda: "")
    person_language._of_environment.cache_clear()
    yield
    person_language._of_environment.cache_clear()


@pytest.mark.parametrize(("environment", "spoken"), CASES, ids=str)
def test_the_environment_says_which_language(monkeypatch, environment, spoken) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert messages.language() == spoken


def test_without_a_locale_the_system_says_it(monkeypatch) -> None:
    monkeypatch.setattr(person_language, "_of_system", lambda: "zh-Hans-CN")
    assert messages.language() == "zh_CN"


def test_macos_says_it_in_its_preferences(monkeypatch, tmp_path) -> None:
    monkeypatch.undo()
    place = tmp_path / "Library" / "Preferences"
    place.mkdir(parents=True)
    (place / ".GlobalPreferences.plist").write_text(
        '<?xml version="1.0"?><plist version="1.0"><dict><key>AppleLanguages</key>'
        "<array><string>zh-Hans-CN</string></array></dict></plist>",
        encoding="utf-8",
    )
    monkeypatch.setattr(person_language.Path, "home", lambda: tmp_path)
    monkeypatch.setattr(person_language.sys, "platform", "darwin")
    assert person_language._of_system() == "zh-Hans-CN"
    (place / ".GlobalPreferences.plist").write_bytes(b"bplist00 broken")
    assert person_language._of_system() == ""


def test_a_setting_counts_before_the_locale_and_after_the_variable(monkeypatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    messages.prefer("zh_CN")
    assert messages.language() == "zh_CN"
    messages.prefer("en")
    assert messages.language() == "zh_CN"


def test_a_block_speaks_its_own_language(monkeypatch) -> None:
    with messages.speaking("zh"):
        assert messages.language() == "zh_CN"
    assert messages.language() == "en"


def test_another_process_speaks_the_language_of_the_environment() -> None:
    code = "from gongbao.messages import language; print(language())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": importable(), "LANG": "zh_CN.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "zh_CN\n"
