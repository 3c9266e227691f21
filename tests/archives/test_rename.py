"""A name that was corrected is corrected everywhere, and its published address leads on."""

from pathlib import Path

import pytest
from gongbao.archives import new
from gongbao.archives.new import Answers
from gongbao.archives.rename import rename
from gongbao.export import addresses
from gongbao.publish.release import release, sent
from gongbao.workshop import Failure
from gongbao.workshop.build import BuildError, build

DOCUMENT = "Title: 关于造林的通知\nSlug: {slug}\nKind: document\nPublication: documents\nAgency: {agency}\nSection: 政府文件\n\n各镇：做好造林。\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = new.new(str(tmp_path / "a"), Answers("云岭"), ask=False)
    for name, agency in (
        ("one", "云岭县人民政府办工室"),
        ("two", "云岭县林业局；云岭县人民政府办工室"),
        ("three", "云岭县林业局"),
    ):
        place = folder / "content" / "documents" / name / f"{name}.md"
        place.parent.mkdir(parents=True)
        place.write_bytes(DOCUMENT.format(slug=name, agency=agency).encode())
    monkeypatch.chdir(folder)
    return folder


def text(home: Path, name: str) -> str:
    return (home / "content" / "documents" / name / f"{name}.md").read_text(encoding="utf-8")


def test_a_name_is_corrected_and_its_published_address_leads_on(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release("publishconf.py")
    sent("publishconf.py")
    three = text(home, "three")
    rename("pelicanconf.py", "agency", "云岭县人民政府办工室", "云岭县人民政府办公室", yes=True)
    assert "Agency: 云岭县人民政府办公室\n" in text(home, "one")
    assert "Agency: 云岭县林业局; 云岭县人民政府办公室\n" in text(home, "two")
    assert text(home, "three") == three
    # 工 and 公 sound alike: the address is the same, and nothing has to lead on.
    assert not (home / "content" / addresses.REDIRECTS).exists()
    rename("pelicanconf.py", "section", "政府文件", "县政府文件", yes=True)
    line = "section/zheng-fu-wen-jian.html section/xian-zheng-fu-wen-jian.html\n"
    assert (home / "content" / addresses.REDIRECTS).read_text(encoding="utf-8") == line
    release("publishconf.py")
    assert "xian-zheng-fu-wen-jian" in (home / "output" / "section" / "zheng-fu-wen-jian.html").read_text(
        encoding="utf-8"
    )
    assert "3 documents were changed" in capsys.readouterr().out


def test_without_it_a_build_that_loses_the_address_says_so(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    build("pelicanconf.py")
    sent("pelicanconf.py")
    for name in ("one", "two", "three"):
        path = home / "content" / "documents" / name / f"{name}.md"
        path.write_text(text(home, name).replace("政府文件", "县政府文件"), encoding="utf-8")
    with pytest.raises(BuildError):
        build("pelicanconf.py")
    assert "section/zheng-fu-wen-jian.html was published" in capfd.readouterr().err


def test_it_asks_first_and_changes_nothing_unless_told(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = text(home, "one")
    with pytest.raises(Failure, match="--yes"):
        rename("pelicanconf.py", "section", "政府文件", "县政府文件")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _question: "n")
    rename("pelicanconf.py", "section", "政府文件", "县政府文件")
    assert "Nothing was changed" in capsys.readouterr().out
    assert text(home, "one") == before


def test_line_ends_and_everything_else_of_a_file_stay(home: Path) -> None:
    path = home / "content" / "documents" / "one" / "one.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    rename("pelicanconf.py", "section", "政府文件", "公文", yes=True)
    assert path.read_bytes() == before.replace("政府文件".encode(), "公文".encode())


@pytest.mark.parametrize(
    ("field", "old", "new_name", "said"),
    [
        ("genre", "通知", "通告", "cannot be renamed"),
        ("agency", "无此机关", "某机关", "no document has"),
        ("agency", "云岭县林业局", "甲局;乙局", "one name"),
    ],
)
def test_what_cannot_be_renamed_is_told(home: Path, field: str, old: str, new_name: str, said: str) -> None:
    with pytest.raises(Failure, match=said):
        rename("pelicanconf.py", field, old, new_name, yes=True)
