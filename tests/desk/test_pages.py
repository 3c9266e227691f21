"""The pages of the workbench say what the archive holds."""

import json
import re

from gongbao.desk import doubts
from gongbao.desk.shelf import Shelf
from gongbao.ingest.model import decisions
from gongbao.workshop import unexpected_errors


def test_the_overview_names_the_sources_and_what_is_open(client) -> None:
    page = client.get("/").text
    assert "云溪市人民政府关于加强河道保洁工作的通知" in page
    assert "letter.txt" in page
    assert "1 to check" in page


def test_the_pages_speak_the_language_that_was_chosen(client) -> None:
    client.post("/language", data={"language": "zh_CN", "back": "/"})
    page = client.get("/").text
    assert 'lang="zh-CN"' in page
    assert "1 处待核对" in page


def test_a_doubt_is_shown_beside_its_lines(client) -> None:
    page = client.get("/doubts").text
    assert "A word stands twice" in page
    assert re.search(
        r'class="line marked" data-line="13"[^>]*>\s*<span[^>]*>13</span>\s*<span[^>]*>市水利局每季度组织组织',
        page,
    )


def test_an_empty_queue_says_so(client, place) -> None:
    ledger = place.content / "documents" / "letter" / "ingest.json"
    held = json.loads(ledger.read_text(encoding="utf-8"))
    ledger.write_text(json.dumps(held | {"flags": []}), encoding="utf-8")
    assert "Everything is checked" in client.get("/doubts").text


def test_the_most_dangerous_doubt_comes_first(place) -> None:
    ledger = place.content / "documents" / "letter" / "ingest.json"
    held = json.loads(ledger.read_text(encoding="utf-8"))
    held["flags"] += [
        {"line": 3, "text": "云", "what": "w", "rule": rule}
        for rule in ("breaks-off", "kept-in-note", "no-text")
    ]
    ledger.write_text(json.dumps(held), encoding="utf-8")
    assert [doubt.rule for doubt in doubts.queue(Shelf(place.content))] == [
        "no-text", "breaks-off", "doubled-word", "kept-in-note",
    ]  # fmt: skip


def test_what_an_official_document_lacks_is_a_doubt(place, article) -> None:
    path = article()
    path.write_text(re.sub("Doc_number: .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert [doubt.rule for doubt in doubts.queue(Shelf(place.content))] == ["no-number", "doubled-word"]


def test_an_article_stands_beside_its_lines_with_every_field(client, article) -> None:
    page = client.get(f"/article/documents/letter/{article().stem}").text
    assert 'value="云溪府发〔2021〕7号"' in page
    assert re.search(
        r'data-select="3">云溪府发〔2021〕7号</button>\s*<span class="line-notes"><span class="tag">Document number',
        page,
    )


def test_a_header_that_breaks_the_contract_is_told_and_not_lost(client, article) -> None:
    path = article()
    path.write_text("Title: 通知\nIssued: 昨天\n\n正文\n", encoding="utf-8")
    page = client.get(f"/article/documents/letter/{path.stem}").text
    assert "is not a date" in page


def test_the_preview_is_that_of_the_site_and_obeys_no_html(client, article) -> None:
    address = f"/article/documents/letter/{article().stem}/preview"
    told = client.post(address, json={"body": "## 一、总则\n\n<script>x</script>\n\n甲\n{: .date }\n"}).json()
    assert "<script" not in told["html"]
    assert '<p class="date"' in told["html"]
    assert client.post(address, json={"body": "甲\n{: .nothing }\n"}).json()["fault"]


def test_what_cannot_be_read_is_told_in_one_line_and_the_other_pages_go_on(
    client, place, article, capsys
) -> None:
    path = article().parent / decisions.NAME
    path.write_text("[[", encoding="utf-8")
    told = client.get(f"/article/documents/letter/{article().stem}")
    assert told.status_code == 500
    assert decisions.NAME in told.text
    assert "Traceback" not in told.text + capsys.readouterr().err
    assert client.get("/in").status_code == 200
    (place.sources / "b.txt").write_text("甲", encoding="utf-8")
    (place.sources / "b.toml").write_text("[[", encoding="utf-8")
    told = client.post("/in/say", json={"name": "b.txt", "facts": {"kind": "document"}})
    assert told.status_code == 422
    assert "b.toml" in told.json()["fault"]
    assert (place.sources / "b.toml").read_text(encoding="utf-8") == "[["


def test_a_fault_of_the_program_is_told_with_the_file_of_its_trace(client, monkeypatch, capsys) -> None:
    monkeypatch.setattr(doubts, "queue", lambda _shelf: 1 / 0)
    for told in (client.get("/doubts"), client.post("/doubts/x/right")):
        assert told.status_code == 500
        assert "ZeroDivisionError" in told.text
        assert unexpected_errors.TRACE in told.text
        assert "Traceback" not in told.text
    assert "Traceback" not in capsys.readouterr().err
