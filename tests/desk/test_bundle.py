"""A document with its attachments in a folder of its own is decided like any other source; each page of a scan is told."""

import pytest
from gongbao.ingest import command
from gongbao.ingest.read.scan.progress import listening, progress

from tests.ingest.made import word

NOTICE = [
    "云溪府发〔2023〕9号",
    "云溪市人民政府关于下达植树任务的通知",
    "各乡镇人民政府：",
    "现将今年植树任务下达给你们，请认真组织实施。",
    "附件：1. 植树任务表",
    "云溪市人民政府",
    "2023年2月8日",
]


@pytest.fixture
def bundle(place):
    folder = place.sources / "植树任务"
    folder.mkdir()
    (folder / "通知.docx").write_bytes(word(NOTICE))
    (folder / "附件1.植树任务表.docx").write_bytes(
        word(["植树任务表", "白水镇植树一千株。", "关于石桥镇植树情况的说明", "石桥镇植树八百株，已经完成。"])
    )
    assert command.run(folder, place.content, bundle=True) == 0
    return next(
        path.parent
        for path in (place.content / "documents").rglob("*.md")
        if "植树任务" in path.read_text("utf-8")
    )


def test_a_line_of_an_attachment_in_a_folder_is_said_to_be_a_heading(client, place, bundle) -> None:
    name = bundle.relative_to(place.content).as_posix()
    path = next(one for one in bundle.glob("*.md"))
    page = client.get(f"/article/{name}/{path.stem}").text
    assert "白水镇植树一千株。</button>" in page
    lines = (bundle / "original.txt").read_text(encoding="utf-8").split("\n")
    line = next(n for n, text in enumerate(lines, start=1) if "白水镇植树" in text)
    told = client.post(
        f"/article/{name}/{path.stem}/decide", json={"lines": [line], "what": "heading"}
    ).json()
    assert told["fault"] == ""
    assert "\n### 白水镇植树一千株。" in path.read_text(encoding="utf-8")
    client.post(f"/article/{name}/{path.stem}/decide", json={"lines": [line], "what": ""})
    assert "### 白水镇" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", ["关于石桥镇", "植树任务表"])
def test_another_text_begins_within_an_attachment(client, place, bundle, words) -> None:
    name = bundle.relative_to(place.content).as_posix()
    (path,) = bundle.glob("*.md")
    before = path.read_text(encoding="utf-8")
    lines = (bundle / "original.txt").read_text(encoding="utf-8").split("\n")
    line = next(n for n, text in enumerate(lines, start=1) if text.startswith(words))
    address = f"/article/{name}/{path.stem}/decide"
    told = client.post(address, json={"lines": [line], "what": "opens"}).json()
    assert told["fault"] == ""
    one, other = sorted(bundle.glob("*.md"), key=lambda file: file != path)
    assert "石桥镇植树八百株" not in one.read_text(encoding="utf-8")
    assert "石桥镇植树八百株" in other.read_text(encoding="utf-8")
    assert ("白水镇植树一千株" in one.read_text(encoding="utf-8")) == (words == "关于石桥镇")
    client.post(address, json={"lines": [line], "what": ""})
    assert path.read_text(encoding="utf-8") == before
    assert len(list(bundle.glob("*.md"))) == 1


def test_each_page_of_a_scan_is_told_to_who_listens(capsys) -> None:
    heard = []
    with listening(lambda done, total, left: heard.append((done, total))), progress(3, "扫描.pdf") as advance:
        for _ in range(3):
            advance(True)
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert capsys.readouterr() == ("", "")
