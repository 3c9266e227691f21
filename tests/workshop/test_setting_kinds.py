"""A setting of the wrong kind is named, with the kind that it has to be, before anything is made of it."""

from pathlib import Path

import pytest
from gongbao import defaults
from gongbao.workshop import Failure, settings

OWN = "from gongbao.defaults import *\n"
ASKED = [name for name in vars(defaults) if name.isupper()]


def read(folder: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> dict[str, object]:
    (folder / "pelicanconf.py").write_text(OWN + line + "\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    return settings.values("pelicanconf.py")


@pytest.mark.parametrize("name", ASKED)
def test_what_is_none_of_these_kinds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with pytest.raises(Failure, match=rf"^pelicanconf\.py: {name} is <object .*, and has to be ") as told:
        read(tmp_path, monkeypatch, f"{name} = object()")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("MENUITEMS = ['x']", "a list of rows of two texts, (words, address)"),
        ("MENUITEMS = [('首页', None)]", "a list of rows of two texts, (words, address)"),
        ("SITE_PARTICULARS = [('主办单位', '某县')]", "a list of rows of three texts"),
        ("OUTPUT_PATH = ['output']", "a text in quotes"),
        ("OUTPUT_PATH = 'out\\0put'", "a text in quotes"),
        ("SITENAME = '甲\\udc80'", "a text in quotes"),
        ("OUTPUT_RETENTION = 'CNAME'", "a list of texts, in [ ]"),
        ("ORIGINAL_FILES = [None]", "a list of texts, in [ ]"),
        ("FIELDS = {'Topic': 'x'}", "a table of tables, in { }"),
        ("PUBLISH = ['somewhere']", "a table of tables, in { }"),
        ("INGEST_SECONDS = '600'", "a number"),
        ("INGEST_SECONDS = -1", "a number"),
        ("VERSIONS = 'no'", "True or False"),
        ("FILENAME_METADATA = 'http://[::1'", "a regular expression in quotes"),
    ],
)
def test_the_kind_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, kind: str) -> None:
    with pytest.raises(Failure) as told:
        read(tmp_path, monkeypatch, line)
    assert kind in str(told.value)


@pytest.mark.parametrize(
    "line",
    ["CATEGORY_SAVE_AS = '《' * 90", "FEED_ALL_ATOM = 'feeds/' + 'x' * 256", "ARTICLE_PATHS = ['x' * 300]"],
)
def test_names_that_no_folder_takes_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    with pytest.raises(Failure, match=r"^pelicanconf\.py: [A-Z_]+ is .*, a name of more than 255 bytes"):
        read(tmp_path, monkeypatch, line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "import pathlib; OUTPUT_PATH = pathlib.Path('elsewhere')",
        "MENUITEMS = (('首页', 'index.html'),)",
        "OUTPUT_RETENTION = {'.git'}",
        "SERVICE_WORKER = 0",
        "INGEST_SECONDS = 1.5",
        "FEED_ALL_ATOM = 'feeds/all.atom.xml'",
        "OWN_SETTING = object()",
    ],
)
def test_what_works_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    read(tmp_path, monkeypatch, line)
