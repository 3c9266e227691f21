"""A workbench on an archive of made-up places."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from gongbao import places
from gongbao.desk import guard
from gongbao.desk.app import application
from gongbao.desk.history import History
from gongbao.desk.place import Place
from gongbao.ingest import command
from starlette.testclient import TestClient

HOST = "127.0.0.1:8765"
ORIGIN = f"http://{HOST}"

LETTER = """云溪市人民政府文件

云溪府发〔2021〕7号

云溪市人民政府
关于加强河道保洁工作的通知

各乡镇人民政府，市政府各部门：
为做好全市河道保洁工作，现就有关事项通知如下。
一、落实责任
各乡镇要把河道保洁列入年度工作计划，明确专人负责，按月检查。
二、加强检查
市水利局每季度组织组织一次检查，检查结果在全市通报。

云溪市人民政府
2021年3月5日

抄送：市委各部门。
云溪市人民政府办公室 2021年3月6日印发
"""


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive with one document, taken in by the command; made once, to be copied."""
    root = tmp_path_factory.mktemp("desk")
    (root / "sources").mkdir()
    (root / "sources" / "letter.txt").write_text(LETTER, encoding="utf-8")
    assert command.run(root / "sources" / "letter.txt", root / "content") == 0
    return root


@pytest.fixture
def place(taken: Path, tmp_path: Path) -> Place:
    """Return an archive of one's own."""
    root = shutil.copytree(taken, tmp_path / "archive")
    return Place(root, root / "content", root / "sources", root / "output", places.theme(), "云溪文库")


@pytest.fixture
def keys(place: Place) -> guard.Keys:
    return guard.Keys(place.cache / "keys")


@pytest.fixture
def history(place: Place, monkeypatch: pytest.MonkeyPatch) -> History:
    """Return the history of the archive, which is not begun."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "档案员")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "a@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    return History(place.root, place.content, place.sources)


@pytest.fixture
def stranger(place: Place, keys: guard.Keys) -> Iterator[TestClient]:
    """Return a client that has no key."""
    app = application(place, (HOST, "localhost:8765"), keys)
    with closing(app.state.desk):
        yield TestClient(app, base_url=ORIGIN)


@pytest.fixture
def client(stranger: TestClient, keys: guard.Keys) -> TestClient:
    """Return a client that came in by a key; it sends what a page of the workbench sends."""
    assert stranger.get(f"/?key={keys.new()}").status_code == 200
    token = stranger.get("/").text.partition('name="desk-token" content="')[2].partition('"')[0]
    stranger.headers.update({"Origin": ORIGIN, guard.TOKEN_HEADER: token})
    return stranger


@pytest.fixture
def article(place: Place) -> Callable[[], Path]:
    """Return a function that finds the file of the one article."""
    return lambda: next((place.content / "documents" / "letter").glob("*.md"))
