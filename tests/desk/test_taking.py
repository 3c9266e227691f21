"""Files come in through the workbench as by the command: read on trial, said to be something else, taken."""

import time

import pytest
from gongbao.desk import uploads
from gongbao.ingest import command

NEWS = "云溪日报\n\n市里召开防汛工作会议\n本报讯 昨日，市里召开防汛工作会议，部署汛期各项工作。会议要求各乡镇落实责任。\n"
OTHER = """白水镇人民政府文件

白水府发〔2022〕3号

白水镇人民政府
关于开展春季植树的通知

各村民委员会：
定于三月开展春季植树，请认真组织。

白水镇人民政府
2022年3月1日
"""


@pytest.fixture
def archive(place, client):
    """Give the archive the settings that the work in another process looks for."""
    (place.root / "pelicanconf.py").write_text("from gongbao.defaults import *\n", encoding="utf-8")
    return place


def waited(client) -> list[dict]:
    for _ in range(600):
        state = client.get("/in/state").json()
        if state["done"]:
            return [event for event in state["events"] if event.get("status") not in (None, "reading")]
        time.sleep(0.1)
    raise AssertionError("it is never done")


def test_what_is_dropped_is_read_on_trial_then_taken_as_the_command_would(client, archive, tmp_path) -> None:
    assert client.put("/in/file?name=植树.txt", content=OTHER.encode()).json() == {"fault": ""}
    client.post("/in/read", json={})
    (event,) = waited(client)
    assert (event["kind"], event["titles"]) == ("document", ["白水镇人民政府关于开展春季植树的通知"])
    assert not (archive.content / event["folder"]).exists()
    assert not (archive.sources / "植树.txt").exists()
    client.post("/in/take", json={"names": ["植树.txt"]})
    (event,) = waited(client)
    assert event["status"] == "ok"
    assert command.run(archive.sources / "植树.txt", tmp_path / "other") == 0
    made, alone = (
        {p.name: p.read_bytes() for p in (at / event["folder"]).iterdir()}
        for at in (archive.content, tmp_path / "other")
    )
    assert made == alone
    assert uploads.waiting(archive.cache / "inbox") == []


def test_the_sources_of_a_folder_come_one_by_one_and_lie_among_the_others(client, archive) -> None:
    for year in (2021, 2022):
        text = OTHER.replace("2022", str(year)).replace("植树", f"植树{year}")
        client.put(f"/in/file?name=抽屉/{year}/通知.txt", content=text.encode())
    client.put("/in/file?name=抽屉/照片/说明.xyz", content=b"x")
    names = ["抽屉/2021/通知.txt", "抽屉/2022/通知.txt"]
    client.post("/in/read", json={})
    assert [event["source"] for event in waited(client)] == names
    client.post("/in/say", json={"name": names[1], "facts": {"kind": "document"}})
    waited(client)
    client.post("/in/take", json={"names": names})
    found = waited(client)
    assert [(event["source"], event["status"]) for event in found] == [(name, "ok") for name in names]
    lying = sorted(path.name for path in archive.sources.iterdir())
    assert lying == ["2022-通知.toml", "2022-通知.txt", "letter.txt", "通知.txt"]
    assert uploads.unread(archive.sources, {"letter.txt", "通知.txt", "2022-通知.txt"}) == []
    for event in found:
        page = client.get(f"/source/{event['folder']}").text
        assert "植树" in page
        assert "来源文件不在" not in page
    # What cannot be read stays, and is told.
    client.post("/in/read", json={})
    (event,) = waited(client)
    assert (event["source"], event["status"]) == ("抽屉", "failed")
    client.post("/in/forget", json={"name": "抽屉"})
    assert list((archive.cache / "inbox").iterdir()) == []


def test_the_pictures_of_a_saved_page_go_with_it(client, archive) -> None:
    page = "<html><body><h1>关于修剪行道树的通告</h1><p>定于三月修剪行道树。</p><img src='树_files/a.png'></body></html>"
    client.put("/in/file?name=树.html", content=page.encode())
    client.put("/in/file?name=树_files/a.png", content=b"\x89PNG")
    assert [path.name for path in uploads.waiting(archive.cache / "inbox")] == ["树.html"]
    client.post("/in/take", json={"names": ["树.html"]})
    assert [event["status"] for event in waited(client)] == ["ok"]
    assert (archive.sources / "树_files" / "a.png").read_bytes() == b"\x89PNG"
    assert list((archive.cache / "inbox").iterdir()) == []
    assert uploads.unread(archive.sources, {"letter.txt", "树.html"}) == []


def test_what_a_person_says_it_is_lies_beside_it_as_an_archivist_would_write_it(client, archive) -> None:
    client.put("/in/file?name=page.txt", content=NEWS.encode())
    client.post("/in/say", json={"name": "page.txt", "facts": {"kind": "newspaper", "nonsense": "x"}})
    (event,) = waited(client)
    assert event["kind"] == "newspaper"
    client.post("/in/take", json={"names": ["page.txt"]})
    waited(client)
    assert (archive.sources / "page.toml").read_text(encoding="utf-8") == 'kind = "newspaper"\n'


def test_what_is_held_already_is_said_to_be(client, archive) -> None:
    client.put("/in/file?name=again.txt", content=(archive.sources / "letter.txt").read_bytes())
    client.post("/in/read", json={})
    (event,) = waited(client)
    assert event["status"] == "held"


@pytest.mark.parametrize(
    "name",
    [
        "../x.txt",
        "/etc/x",
        "a/../../x",
        ".hidden",
        "a\\..\\x",
        "",
        "a//b/../../../x",
        "x\x00y",
        "con:x",
        "a" * 300,
    ],
)
def test_a_file_whose_name_climbs_is_refused(client, archive, name) -> None:
    assert client.put("/in/file", params={"name": name}, content=b"x").status_code == 422
    assert uploads.waiting(archive.cache / "inbox") == []


def test_a_hundred_megabytes_go_to_the_disk_and_not_into_memory(client, archive) -> None:
    chunk = b"0" * (1 << 20)
    assert client.put("/in/file?name=large.pdf", content=(chunk for _ in range(100))).status_code == 200
    assert (archive.cache / "inbox" / "large.pdf").stat().st_size == 100 << 20


def test_too_large_a_file_is_refused_and_leaves_nothing(client, archive, monkeypatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 10)
    assert client.put("/in/file?name=large.pdf", content=b"0" * 11).status_code == 413
    assert list((archive.cache / "inbox").iterdir()) == []


def test_another_file_of_the_same_name_is_not_overwritten(client, archive) -> None:
    before = (archive.sources / "letter.txt").read_bytes()
    client.put("/in/file?name=letter.txt", content=OTHER.encode())
    assert client.post("/in/take", json={"names": ["letter.txt"]}).status_code == 422
    assert (archive.sources / "letter.txt").read_bytes() == before


def test_reading_can_be_stopped(client, archive) -> None:
    for number in range(30):
        client.put(f"/in/file?name={number}.txt", content=OTHER.replace("3号", f"{number}号").encode())
    client.post("/in/read", json={})
    client.post("/in/cancel", json={})
    assert len(waited(client)) < 30
    assert client.get("/in/state").json()["cancelled"]


def test_a_file_that_is_not_wanted_is_thrown_away(client, archive) -> None:
    client.put("/in/file?name=a.txt", content=b"x")
    client.post("/in/forget", json={"name": "../../sources/letter.txt"})
    client.post("/in/forget", json={"name": "a.txt"})
    assert uploads.waiting(archive.cache / "inbox") == []
    assert (archive.sources / "letter.txt").exists()


def test_what_lies_in_sources_and_is_not_taken_is_offered(client, archive) -> None:
    (archive.sources / "植树.txt").write_text(OTHER, encoding="utf-8")
    assert "植树.txt" in client.get("/in").text
    client.post("/in/read", json={"names": ["植树.txt", "letter.txt"]})
    assert [event["source"] for event in waited(client)] == ["植树.txt"]


def test_a_source_that_ends_the_process_is_told_and_the_others_go_on(client, archive) -> None:
    client.put("/in/file?name=1.txt", content=("甲，" * 3_000_000).encode())
    client.put("/in/file?name=2.txt", content=OTHER.encode())
    client.post("/in/read", json={})
    job = client.app.state.desk.reading
    for _ in range(600):
        if any(event.get("status") == "reading" for event in job.events):
            break
        time.sleep(0.05)
    job.process.kill()
    first, second = waited(client)
    assert (first["source"], first["status"]) == ("1.txt", "failed")
    assert "ended the process" in first["message"]
    assert (second["source"], second["kind"]) == ("2.txt", "document")
