"""An archive of each version that was released builds with the program of today, after what gongbao upgrade does."""

import re
import shutil
from pathlib import Path

import pytest
from gongbao import __version__
from gongbao.archives import doctor, first, new, upgrade
from gongbao.archives.new import Answers
from gongbao.messages import Message
from gongbao.workshop import ROOT, Failure, missed
from gongbao.workshop.build import build
from gongbao.workshop.settings import folders

RELEASED = Path(__file__).parent / "released"
VERSIONS = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    home = tmp_path / "云岭 公报"
    shutil.copytree(RELEASED / request.param, home)
    monkeypatch.chdir(home)
    return home


def test_an_archive_of_each_released_version_is_kept() -> None:
    assert sorted(path.name for path in RELEASED.iterdir()) == sorted(VERSIONS)


@pytest.mark.parametrize("archive", VERSIONS, indirect=True)
def test_an_archive_of_a_released_version_upgrades_and_builds(archive: Path) -> None:
    texts = {path: path.read_bytes() for path in (archive / "content").rglob("*.md")}
    upgrade.upgrade()
    build("pelicanconf.py")
    assert {path: path.read_bytes() for path in (archive / "content").rglob("*.md")} == texts
    page = (archive / "output" / "documents" / "yunling-fubanfa-2023-4.html").read_text(encoding="utf-8")
    assert "云岭县公报文库" in page
    assert "云岭府办发〔2023〕4号" in page
    assert list(doctor.faults(archive)) == []
    assert upgrade.version(archive) == __version__


@pytest.mark.parametrize("archive", ["0.1.0"], indirect=True)
def test_what_the_keeper_changed_of_the_first_version_stays_and_the_program_is_set_aside(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [fault for fault in doctor.faults(archive) if "gongbao upgrade" in fault]
    with pytest.raises(Failure, match="gongbao upgrade"):
        build("pelicanconf.py")
    upgrade.upgrade()
    said = capsys.readouterr().out
    assert "kept of yours: SITENAME, ARCHIVE_KEEPER, MENUITEMS, SEARCH" in said
    settings = (archive / "pelicanconf.py").read_text(encoding="utf-8")
    assert "# 本县网站" in settings, "with the keeper's own comments"
    assert "plugins." not in settings
    kept = sorted(p.relative_to(archive / "theme").as_posix() for p in (archive / "theme").rglob("*.*"))
    assert kept == ["README.md", "static/css/lists.css", "static/css/own.css"]
    assert first.is_of(archive / "before-upgrade")
    build("pelicanconf.py")
    assert ".list-of-yunling" in (archive / "output/theme/css/lists.css").read_text(encoding="utf-8")
    assert "https://www.example.gov.cn/" in (archive / "output/index.html").read_text(encoding="utf-8")


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = new.new(str(tmp_path / "a"), Answers("云岭"), ask=False)
    monkeypatch.chdir(home)
    return home


def test_an_archive_that_is_up_to_date_is_left_alone(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in fresh.rglob("*") if path.is_file()}
    upgrade.upgrade()
    assert {path: path.read_bytes() for path in fresh.rglob("*") if path.is_file()} == before
    assert "as version" in capsys.readouterr().out


def test_an_archive_of_a_newer_version_is_refused(fresh: Path) -> None:
    path = fresh / "requirements.txt"
    path.write_text(path.read_text(encoding="utf-8").replace(__version__, "99.1"), encoding="utf-8")
    with pytest.raises(Failure, match=r"99\.1.*install the newer"):
        upgrade.upgrade()


def test_what_else_stands_in_requirements_stays(fresh: Path) -> None:
    path = fresh / "requirements.txt"
    path.write_text("# 我的\nrequests==2.0\ngongbao==0.2.0a1\n", encoding="utf-8")
    upgrade.upgrade()
    assert path.read_text(encoding="utf-8") == f"# 我的\nrequests==2.0\ngongbao=={__version__}\n"


def test_a_template_that_replaces_nothing_is_named(fresh: Path) -> None:
    for name, text in {
        "index.html": '{% include "_banner.html" %}',
        "_banner.html": "",
        "artikel.html": "",
    }.items():
        (fresh / "theme" / "templates" / name).write_text(text, encoding="utf-8")
    assert [line.split(":")[0] for line in upgrade.idle(fresh)] == ["theme/templates/artikel.html"]


def test_the_clone_of_the_program_is_not_upgraded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(Failure, match="git pull"):
        upgrade.upgrade()


def test_the_doctor_names_what_is_wrong_with_file_and_remedy(fresh: Path) -> None:
    (fresh / "content" / "documents").mkdir()
    (fresh / "content" / "documents" / "a.md").write_text("Titel: 通知\n\n正文\n", encoding="utf-8")
    (fresh / "content" / "备忘.docx").touch()
    (fresh / "publishconf.py").write_text(
        "from pelicanconf import *\nSITEURL = 'www.example.gov.cn'\n", encoding="utf-8"
    )
    shutil.rmtree(fresh / "sources")
    found = "\n".join(doctor.faults(fresh))
    for word in (
        "content/documents/a.md: ",
        "备忘.docx",
        "write all of it: https://",
        "sources is not there",
    ):
        assert word in found, found
    with pytest.raises(Failure, match="are not right"):
        doctor.doctor()


def test_the_doctor_says_how_to_get_what_is_missing_and_what_builds_missed(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = doctor.importlib.util.find_spec
    monkeypatch.setattr(
        doctor.importlib.util, "find_spec", lambda name: None if name == "ebooklib" else here(name)
    )
    place = folders("pelicanconf.py")
    missed.save(place, {"a.html": Message("{folder} is not there — make it, or correct PATH", folder="甲")})
    doctor.doctor()
    told = capsys.readouterr()
    said = told.out
    assert told.err.startswith("warning: 甲 is not there")
    assert "– books (EPUB): run: " in said
    assert "requirements/epub.txt" in said
    assert "✓ reading PDF" in said
