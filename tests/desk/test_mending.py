"""A doubt is mended where it stands: the paragraph beside its place on the page, changed as an editor would change it."""

import hashlib
import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from gongbao.bulletin import article as articles
from gongbao.bulletin.article import ArticleMeta
from gongbao.desk import doubts, page_strips, passage, rules, saving
from gongbao.desk.doubts import Doubt
from gongbao.desk.painter import Painter
from gongbao.desk.shelf import Article, Folder
from gongbao.ingest.check.severity import ORDER
from gongbao.ingest.model import decisions
from gongbao.ingest.model.source import SourceError
from gongbao.limit import Limits
from PIL import Image

WAS = "市水利局每季度组织组织一次检查，检查结果在全市通报。"
NOW = WAS.replace("组织组织", "组织")


@pytest.fixture
def doubt(client) -> str:
    """Return the address of the doubt about the word that stands twice."""
    page = client.get("/doubts").text
    assert "<mark>组织组织</mark>" in page
    return page.partition('data-mend="')[2].partition('/mend"')[0]


def sent(article, text: str, was: str = WAS) -> dict:
    return {"was": was, "text": text, "etag": saving.etag(article().read_text(encoding="utf-8"))}


def test_a_paragraph_is_mended_as_an_editor_would_and_the_doubt_is_settled(client, article, doubt) -> None:
    before = article().read_text(encoding="utf-8")
    told = client.post(f"{doubt}/mend", json=sent(article, NOW)).json()
    assert (told["next"], told["left"]) == ("/doubts", 0)
    assert article().read_text(encoding="utf-8") == before.replace(WAS, NOW)
    held = decisions.load(article().parent / decisions.NAME)
    assert [one.text for one in held.right] == ["组织组织"]


def test_a_paragraph_that_is_emptied_goes(client, article, doubt) -> None:
    client.post(f"{doubt}/mend", json=sent(article, "\n"))
    _meta, body = articles.load(article().read_text(encoding="utf-8"))
    assert WAS not in body
    assert "\n\n\n" not in body


@pytest.mark.parametrize("how", ["another file", "another paragraph"])
def test_what_was_changed_meanwhile_is_not_overwritten(client, article, doubt, how) -> None:
    asked = sent(article, NOW, WAS if how == "another file" else "没有这一段。")
    if how == "another file":
        article().write_text(article().read_text(encoding="utf-8") + "\n又一段。\n", encoding="utf-8")
    before = article().read_bytes()
    told = client.post(f"{doubt}/mend", json=asked)
    assert (told.status_code, article().read_bytes()) == (409, before)
    assert client.get("/doubts").text.count("<mark>组织组织</mark>") == 1


def test_a_doubt_that_is_settled_already_is_told(client, article, doubt) -> None:
    client.post(f"{doubt}/mend", json=sent(article, NOW))
    assert client.post(f"{doubt}/mend", json=sent(article, "别的。", NOW)).status_code == 409
    assert NOW in article().read_text(encoding="utf-8")


def recognised(article, *objects: tuple[str, list[float]], text: str = "", body: str = "") -> Doubt:
    """Return a doubt of recognition in line 3, about signs that the ledger places on page 2."""
    held = [{"kind": "doubt", "line": 3, "text": words, "page": 2, "box": box} for words, box in objects]
    one = Article(article(), body, None, body)
    folder = Folder("documents/letter", article().parent, {"objects": held}, (one,))
    return Doubt(folder, "doubtful-sign", 3, text, "", one)


def test_the_signs_in_doubt_are_marked_in_their_paragraph_in_whatever_width(article) -> None:
    boxes = [0.1, 0.1, 0.2, 0.2], [0.3, 0.1, 0.4, 0.2], [0.5, 0.1, 0.6, 0.2]
    words = ("(云府[〔]2021", "2021[〕]7号)", "见前[]]2")
    body = "第一段。\n\n依据（云府〔2021〕 7号）办理。\n\n末段。"
    found = recognised(article, *zip(words, boxes, strict=True), body=body)
    strips = page_strips.of(found)
    assert [(cut.signs, cut.page) for cut in strips] == [("〔", 2), ("〕", 2), ("]", 2)]
    shown = passage.of(found, strips)
    assert shown is not None
    assert shown.text == "依据（云府〔2021〕 7号）办理。"
    assert [piece.text for piece in shown.pieces if piece.is_marked] == ["〔", "〕"]
    assert "".join(piece.text for piece in shown.pieces) == shown.text


@pytest.mark.parametrize(
    ("body", "shown"),
    [("## 三、检查检查", "三、检查检查"), ("2021年3月35日\n{: .date }", "2021年3月35日")],
)
def test_a_paragraph_is_shown_without_the_marks_of_its_markdown(article, body, shown) -> None:
    one = Article(article(), body, None, body)
    doubt = Doubt(Folder("documents/letter", article().parent, {}, (one,)), "doubled-word", 3, shown, "", one)
    found = passage.of(doubt, ())
    assert found is not None
    assert "".join(piece.text for piece in found.pieces if not piece.is_markup) == shown


def test_a_day_that_cannot_be_read_is_asked_for_once(article) -> None:
    """It stands there; whether the original has one is no question beside it."""
    meta = ArticleMeta("关于河道保洁的通知", "yunxi", kind="document", genre="通知")
    meta = replace(meta, doc_number="云溪府发〔2021〕7号", agency=("云溪市人民政府",))
    one = Article(article(), "", meta, "")
    ledger = {
        "flags": [{"rule": "unreadable-date", "line": 16, "text": "2021年3月35日", "what": ""}],
        "places": [{"name": f"{one.slug}.md", "spans": ["1-20"]}],
    }
    folder = Folder("documents/letter", article().parent, ledger, (one,))
    assert [found.rule for found in doubts.every(folder)] == ["unreadable-date"]
    assert "no-date" in [found.rule for found in doubts.every(replace(folder, ledger={}))]


def test_every_flag_of_ingest_has_a_meaning_for_a_clerk() -> None:
    assert set(ORDER) - set(rules.MEANINGS) == set()


def test_words_that_two_paragraphs_have_are_left_to_the_whole_text(article) -> None:
    found = recognised(article, ("甲[乙]丙", [0.1, 0.1, 0.2, 0.2]), body="甲乙丙。\n\n又是甲乙丙。")
    assert passage.of(found, page_strips.of(found)) is None


def test_a_strip_of_the_page_shows_the_signs_in_a_frame(client, place) -> None:
    out = BytesIO()
    Image.new("RGB", (1200, 1600), "white").save(out, "PNG")
    (place.sources / "sheet.png").write_bytes(out.getvalue())
    folder = place.content / "documents" / "sheet"
    folder.mkdir()
    digest = hashlib.sha256(out.getvalue()).hexdigest()
    source = {"name": "sheet.png", "form": "picture", "sha256": digest}
    (folder / "ingest.json").write_text(json.dumps({"source": source}), encoding="utf-8")
    told = client.get("/source/documents/sheet/page/1/cut?box=0.5,0.5,0.52,0.515")
    assert told.headers["content-type"] == "image/jpeg"
    strip = Image.open(BytesIO(told.content))
    assert strip.width > 4 * strip.height
    assert any(red > 120 and green < 90 for _n, (red, green, _blue) in strip.getcolors(1 << 20))
    for wrong in ("", "0.5,0.5,0.4,0.6", "0,0,1,nan", "0,0,1,2", "a,b,c,d"):
        assert client.get(f"/source/documents/sheet/page/1/cut?box={wrong}").status_code == 404
    assert client.get("/source/documents/sheet/page/9/cut?box=0,0,1,1").status_code == 404


def test_a_page_that_ends_the_process_that_draws_it_ends_no_workbench(tmp_path: Path) -> None:
    small, large = tmp_path / "small.png", tmp_path / "large.png"
    Image.new("RGB", (30, 20), "white").save(small)
    Image.new("1", (9_000, 9_000)).save(large)
    painter = Painter(Limits(memory=60_000_000))
    try:
        assert painter.draw(small, 1, 60).size == (60, 40)
        with pytest.raises(SourceError, match=r"large\.png: page 1 cannot be shown"):
            painter.draw(large, 1, 100)
        assert painter.draw(small, 1, 60).size == (60, 40)
    finally:
        painter.close()
