"""What the workbench writes is what an editor and the commands would write; nothing of anybody is lost."""

import shutil

import pytest
from gongbao.bulletin import article as articles
from gongbao.desk import saving
from gongbao.desk.merging import Clash, merged
from gongbao.ingest import command
from gongbao.ingest.model import decisions


def address(article) -> str:
    return f"/article/documents/letter/{article().stem}"


def values(meta) -> dict[str, str]:
    return {"title": meta.title, "doc_number": meta.doc_number or "", "issued": meta.issued or ""}


def sent(article, **changed) -> dict:
    text = article().read_text(encoding="utf-8")
    meta, body = articles.load(text)
    return {"values": values(meta) | changed, "body": body, "etag": saving.etag(text)}


def test_saving_what_did_not_change_writes_the_same_bytes(client, article) -> None:
    before = article().read_bytes()
    assert client.post(address(article) + "/save", json=sent(article)).status_code == 200
    assert article().read_bytes() == before


def test_a_field_is_written_as_an_editor_would(client, article) -> None:
    before = article().read_text(encoding="utf-8")
    told = client.post(address(article) + "/save", json=sent(article, doc_number="云溪府发〔2021〕9号"))
    assert told.status_code == 200
    assert article().read_text(encoding="utf-8") == before.replace("〔2021〕7号", "〔2021〕9号")
    assert [path.name for path in article().parent.iterdir() if path.name.startswith(".")] == []


def test_the_sorting_day_follows_the_day_of_issue(client, article) -> None:
    client.post(address(article) + "/save", json=sent(article, issued="2021年3月8日"))
    meta, _ = articles.load(article().read_text(encoding="utf-8"))
    assert (meta.issued, meta.date) == ("2021-03-08", "2021-03-08")


def test_what_breaks_the_contract_is_refused_with_the_field(client, article) -> None:
    before = article().read_bytes()
    told = client.post(address(article) + "/save", json=sent(article, issued="昨天"))
    assert told.status_code == 422
    assert "昨天" in told.json()["fault"]
    assert article().read_bytes() == before


def test_a_file_that_an_editor_changed_meanwhile_is_not_overwritten(client, article) -> None:
    mine = sent(article, title="甲")
    article().write_text(
        article().read_text(encoding="utf-8").replace("河道保洁", "河湖保洁"), encoding="utf-8"
    )
    told = client.post(address(article) + "/save", json=mine)
    assert told.status_code == 409
    assert "河湖保洁" in told.json()["conflict"]["values"]["title"]
    assert "河湖保洁" in article().read_text(encoding="utf-8")
    again = client.post(address(article) + "/save", json=mine | {"etag": told.json()["conflict"]["etag"]})
    assert again.status_code == 200


def test_of_two_windows_the_second_is_told(client, article) -> None:
    first, second = sent(article, title="甲"), sent(article, title="乙")
    assert client.post(address(article) + "/save", json=first).status_code == 200
    assert client.post(address(article) + "/save", json=second).status_code == 409


def test_a_doubt_that_was_found_right_is_not_shown_again_after_an_ingest_either(client, place) -> None:
    doubt = client.get("/doubts").text.partition('data-right="')[2].partition('"')[0]
    assert client.post(doubt, json={}).json() == {"next": "/doubts", "left": 0}
    assert "Everything is checked" in client.get("/doubts").text
    assert command.run(place.sources / "letter.txt", place.content, force=True) == 0
    assert "Everything is checked" in client.get("/doubts").text
    assert client.post(doubt.replace("/right", "/open"), json={}).status_code == 200
    assert "Everything is checked" not in client.get("/doubts").text
    assert not (place.content / "documents" / "letter" / decisions.NAME).exists()


def test_what_is_said_of_a_line_leaves_what_the_command_leaves(client, place, article, tmp_path) -> None:
    told = client.post(address(article) + "/decide", json={"lines": [11], "what": "heading"}).json()
    assert told["fault"] == ""
    assert told["next"].endswith("?line=11")
    made = {path.name: path.read_bytes() for path in article().parent.iterdir()}
    assert "\n## 各乡镇要把" in article().read_text(encoding="utf-8")
    other = tmp_path / "other" / "documents" / "letter"
    other.mkdir(parents=True)
    (other / decisions.NAME).write_bytes(made[decisions.NAME])
    assert command.run(place.sources / "letter.txt", tmp_path / "other") == 0
    assert {path.name: path.read_bytes() for path in other.iterdir()} == made
    client.post(address(article) + "/decide", json={"lines": [11], "what": ""})
    assert "\n## 各乡镇要把" not in article().read_text(encoding="utf-8")


def test_what_was_corrected_by_hand_stays_when_lines_are_decided(client, article) -> None:
    client.post(address(article) + "/save", json=sent(article, doc_number="云溪府发〔2021〕9号"))
    told = client.post(address(article) + "/decide", json={"lines": [11], "what": "heading"}).json()
    assert told["fault"] == ""
    text = article().read_text(encoding="utf-8")
    assert "Doc_number: 云溪府发〔2021〕9号" in text
    assert "\n## 各乡镇要把" in text


def test_where_hand_and_decision_change_the_same_nothing_is_done(client, article, place) -> None:
    text = article().read_text(encoding="utf-8")
    article().write_text(text.replace("明确专人负责", "明确专人"), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in article().parent.iterdir()}
    told = client.post(address(article) + "/decide", json={"lines": [11], "what": "heading"})
    assert told.status_code == 409
    assert "明确专人" in told.json()["fault"]
    assert {path.name: path.read_bytes() for path in article().parent.iterdir()} == before


def test_lines_that_are_not_there_are_not_decided(client, article) -> None:
    for asked in ({"lines": [999], "what": "title"}, {"lines": [11], "what": "nonsense"}):
        assert client.post(address(article) + "/decide", json=asked).status_code in (409, 422)


HEAD = "Title: 甲\nSlug: jia\n\n"


@pytest.mark.parametrize(
    ("base", "mine", "new", "out"),
    [
        ("一\n\n二\n\n三", "一\n\n二改\n\n三", "零\n\n一\n\n二\n\n三", "零\n\n一\n\n二改\n\n三"),
        ("一\n\n二\n\n三", "一\n\n二\n\n添\n\n三", "一\n\n二", "一\n\n二\n\n添"),
        ("一\n\n二\n\n三", "一\n\n三", "一\n\n二\n\n三\n\n四", "一\n\n三\n\n四"),
        ("一\n\n二", "一\n\n二改", "一\n\n二改", "一\n\n二改"),
    ],
)
def test_paragraphs_are_carried_over(base, mine, new, out) -> None:
    assert merged(HEAD + base, HEAD + mine, HEAD + new).strip() == (HEAD + out).strip()


def test_the_same_paragraph_changed_twice_is_a_clash() -> None:
    with pytest.raises(Clash, match="二甲"):
        merged(HEAD + "一\n\n二\n\n三", HEAD + "一\n\n二甲\n\n三", HEAD + "一\n\n二乙\n\n三")
    with pytest.raises(Clash, match="Title"):
        merged("Title: 甲\nSlug: a\n\n一", "Title: 乙\nSlug: a\n\n一", "Title: 丙\nSlug: a\n\n一")


def test_the_code_of_a_number_is_kept_among_the_rules_of_the_bulletin(client, place, article) -> None:
    folder = place.content / "yunxi-gongbao" / "2021-01"
    shutil.copytree(article().parent, folder)
    issue = "Title: 云溪市人民政府公报\nPublication: yunxi-gongbao\nYear: 2021\nIssue: 1\n"
    (folder / "issue.md").write_text(issue, encoding="utf-8")
    one = folder / article().name
    at = f"/article/yunxi-gongbao/2021-01/{one.stem}"
    assert "data-code>" in client.get(at).text
    assert "data-code" not in client.get(address(article)).text
    rules = folder.parent / decisions.RULES
    for wanted, kept in ((True, {"云溪府发": "云溪市人民政府"}), (False, {})):
        assert client.post(f"{at}/save", json={**sent(lambda: one), "code": wanted}).status_code == 200
        assert decisions.load_rules(rules).codes == kept
        assert ("data-code checked" in client.get(at).text) == wanted
    assert decisions.load_rules(rules).bulletin == "云溪市人民政府公报"
