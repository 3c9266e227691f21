"""From an empty folder to a published archive with the installed program, and on to its next version."""

import re
import shutil
from pathlib import Path

import pytest
from gongbao.workshop import ROOT

from tests.archives.installing import Installed, copy_of_program, environment, wheel

NOTICE = next((ROOT / "sources").glob("001*"))


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_program(tmp_path_factory.mktemp("program"))


@pytest.fixture(scope="module")
def installed(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    made = environment(tmp_path_factory.mktemp("installed"))
    made.install(wheel(program, made.folder))
    return made


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_nothing_but_the_package_lands_in_the_environment(installed: Installed) -> None:
    listed = installed.done("python", "-m", "pip", "show", "-f", "gongbao", cwd=installed.folder)
    files = [line.strip() for line in listed.partition("Files:")[2].splitlines() if line.strip()]
    tops = {name.split("/")[0] for name in files if not name.startswith("..")}
    assert tops == {"gongbao", next(top for top in tops if top.endswith(".dist-info"))}
    assert "gongbao/theme/templates/base.html" in files
    assert "gongbao/docs/metadata.md" in files
    assert not [name for name in files if name.startswith("gongbao/docs/") and not name.endswith(".md")]
    assert "gongbao/messages/locale/zh_CN/LC_MESSAGES/gongbao.mo" in files
    assert len(files) == len(set(files))


def test_the_manual_that_messages_name_is_there(installed: Installed) -> None:
    page = installed.done("gongbao", "manual", "metadata", cwd=installed.folder)
    assert page == (ROOT / "docs" / "metadata.md").read_text(encoding="utf-8") + "\n"
    wrong = installed.run("gongbao", "manual", "metdata", cwd=installed.folder)
    assert wrong.returncode == 1
    assert "did you mean metadata?" in wrong.stderr


def test_each_lock_of_the_package_holds_here(installed: Installed) -> None:
    """The packages of this environment are those of the locks, so pip has nothing to fetch."""
    where = "import gongbao.places as p; print(p.locks())"
    locks = Path(installed.done("python", "-c", where, cwd=installed.folder).strip())
    for name in ("site", "pdf", "epub", "publish"):
        installed.done(
            "python", "-m", "pip", "install", "-q", "--no-index", "--require-hashes", "-r", str(locks / f"{name}.txt"),
            cwd=installed.folder,
        )  # fmt: skip


def test_the_version_is_said(installed: Installed) -> None:
    from gongbao import __version__  # noqa: PLC0415

    assert __version__ in installed.done("gongbao", "--version", cwd=installed.folder)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_from_an_empty_folder_to_readers_and_on_to_the_next_version(
    installed: Installed, program: Path, tmp_path: Path, language: str
) -> None:
    def gongbao(*arguments: str, cwd: Path | None = None) -> str:
        return installed.done("gongbao", *arguments, cwd=cwd or home, language=language)

    home = tmp_path / "我的 公报 архив"
    said = gongbao("new", home.name, "--name", "云岭县公报文库", "--yes", cwd=tmp_path)
    assert ("文库已建好" in said) == (language == "zh_CN")
    shutil.copy(NOTICE, home / "sources" / "通知 一.txt")
    gongbao("ingest", "通知 一.txt", cwd=home / "sources")
    gongbao("build")
    www = tmp_path / "www"
    conf = home / "publishconf.py"
    conf.write_text(
        conf.read_text(encoding="utf-8").replace(
            "PUBLISH = {}", f"PUBLISH = {{'here': {{'kind': 'folder', 'path': {str(www)!r}}}}}"
        ),
        encoding="utf-8",
    )
    gongbao("publish", "--to", "here")
    gongbao("verify", str(www / "current"))
    gongbao("check")
    before = tree(www / "current")
    assert "云岭县公报文库" in before["index.html"].decode()

    # The same archive, by inv and its own tasks.py: same bytes.
    shutil.rmtree(home / "output")
    installed.done("python", "-m", "invoke", "preview", cwd=home, language=language)
    assert tree(home / "output") == before

    # An override of one's own, and the next version of the program with a template that changed.
    (home / "theme" / "templates" / "index.html").write_text(
        '{% extends "!theme/index.html" %}{% block content %}<p>试运行</p>{{ super() }}{% endblock %}',
        encoding="utf-8",
    )
    (home / "theme" / "static" / "css" / "own.css").write_text(
        ".site-name { color: #a40000 }\n", encoding="utf-8"
    )
    index = program / "theme" / "templates" / "index.html"
    text, version = index.read_text(encoding="utf-8"), program / "plugins" / "gongbao" / "__init__.py"
    declared = version.read_text(encoding="utf-8")
    try:
        index.write_text(
            text.replace("{% block content %}", "{% block content %}<!-- next -->", 1), encoding="utf-8"
        )
        version.write_text(re.sub(r'__version__ = ".*"', '__version__ = "9.0.0"', declared), encoding="utf-8")
        installed.install(wheel(program, tmp_path))
        said = gongbao("upgrade")
        assert "9.0.0" in said
        gongbao("publish", "--to", "here")
    finally:
        index.write_text(text, encoding="utf-8")
        version.write_text(declared, encoding="utf-8")
        installed.install(wheel(program, installed.folder))
    page = (www / "current" / "index.html").read_text(encoding="utf-8")
    assert page.index("<p>试运行</p>") < page.index("<!-- next -->")
    assert 'href="./theme/css/own.css"' in page
    assert "gongbao[desk,pdf,epub]==9.0.0" in (home / "requirements.txt").read_text(encoding="utf-8")
    gongbao("verify", str(www / "current"))
