"""The account of an edition, ingest.json: one of everything that it can tell, held as a whole."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from gongbao.ingest.check import ledger
from gongbao.ingest.model.edition import Edition
from gongbao.ingest.model.given import Given
from gongbao.ingest.model.lines import Drop, Line
from gongbao.ingest.model.record import Block, Flag, Inference, Join, Record
from gongbao.ingest.model.source import Place, Source, SourceError, SourceLine, SourceObject
from gongbao.ingest.write import account, owner
from gongbao.messages import N_, Message

BOX = (0.1, 0.2, 0.5, 0.25)


def _source() -> Source:
    lines = (
        SourceLine(1, "公报,第2期", page=1, place=Place(1, BOX, 90), sure=0.98765),
        SourceLine(2, "通知", page=1, place=Place(1)),
        SourceLine(3, "甲乙", page=2, place=Place(2, BOX), rows=((0, Place(2, BOX)), (1, Place(3)), (2, Place(3, BOX)))),
        SourceLine(4, "丙丁,戊", page=3),
        SourceLine(5, "己"),
    )  # fmt: skip
    first = Source("正文.pdf", "pdf", "", "1" * 64, lines[:3])
    objects = (
        SourceObject("picture", 3, "图", "file a.picture-1.png", place=Place(2, BOX), file="x"),
        SourceObject("seal", rule="seal", place=Place(3)),
        SourceObject("note"),
    )
    empty = Source("空.pdf", "pdf", "", "2" * 64, ())
    return Source("公报.zip", "bundle", "utf-8", "0" * 64, lines, objects=objects, parts=(first, empty))


def _edition() -> Edition:
    source = _source()
    first = Record(
        fields={"title": "通知", "doc_number": "甲发〔2024〕1号"},
        blocks=[Block("paragraph", "甲乙"), Block("heading", "丙")],
        joins=[Join(3, 4, "乙丙", "no-end")],
        flags=[Flag(4, "丙丁", Message(N_("the date has no day")), "date-without-day", "2024-05-01")],
        inferred=[Inference("issued", "2024-05-06", "meeting")],
        where={"title": 2, "doc_number": 1},
    )
    late, early = Line(5, "　己 ", (0, 1, 2)), Line(1, "公报", (0, 1))
    return Edition(
        source, kind="gazette", records=[first, Record()], drops=[Drop("noise", late), Drop("foot", early)],
        flags=[Flag(1, "公报", Message(N_("no title was found")), "title")],
        given=Given({"kind": "gazette"}, {"credit": "某报"}, {2: {"note": "缺页"}}),
    )  # fmt: skip


def test_an_account_tells_of_everything_where_it_went() -> None:
    places = [
        ledger.Place("masthead", "1", ("1",), 6),
        ledger.Place("a.md", "2-4", ("2-3", "4:1-2"), 5),
        ledger.Place("b.md", "", (), 0),
    ]
    files = {"b.md": "乙", "a.picture-1.png": b"\xff"}
    made = account.text(_edition(), ["a", "b"], places, 12, files)
    assert made.endswith("}\n")
    box = "0.1 0.2 0.5 0.25"
    assert json.loads(made) == {
        "source": {
            "name": "公报.zip", "form": "bundle", "encoding": "utf-8", "sha256": "0" * 64, "characters": 12,
            "parts": [
                {"name": "正文.pdf", "form": "pdf", "sha256": "1" * 64, "lines": "1-3"},
                {"name": "空.pdf", "form": "pdf", "sha256": "2" * 64, "lines": ""},
            ],
        },
        "kind": "gazette",
        "articles": [
            {"slug": "a", "order": 1, "title": "通知", "doc_number": "甲发〔2024〕1号",
             "elements": {"doc_number": 1, "title": 2}, "blocks": {"paragraph": 1, "heading": 1}},
            {"slug": "b", "order": 2, "title": None, "doc_number": None, "elements": {}, "blocks": {}},
        ],
        "places": [
            {"name": "masthead", "lines": "1", "spans": ["1"], "characters": 6, "set_wide": 1, "pages": "1-1"},
            {"name": "a.md", "lines": "2-4", "spans": ["2-3", "4:1-2"], "characters": 5, "set_wide": 1, "pages": "1-3"},
        ],
        "on_pages": {"1": f"1 {box} 0.988", "3": f"2 {box}"},
        "on_rows": {"3": f"0 {box}, 2 {box}"},
        "turned": {"1": 90},
        "dropped": [{"rule": "foot", "line": 1, "text": "公报"}, {"rule": "noise", "line": 5, "text": "己"}],
        "objects": [
            {"kind": "picture", "line": 3, "text": "图", "kept": "file a.picture-1.png", "page": 2, "box": list(BOX)},
            {"kind": "seal", "rule": "seal", "page": 3},
            {"kind": "note"},
        ],
        "joins": [{"first": 3, "second": 4, "joined": "乙丙", "why": "no-end"}],
        "inferred": [{"article": "a", "field": "issued", "value": "2024-05-06", "rule": "meeting"}],
        "given": {"file": {"kind": "gazette"}, "article": {"credit": "某报"}, "by_order": {"2": {"note": "缺页"}}},
        "flags": [
            {"line": 4, "text": "丙丁", "what": "the date has no day", "rule": "date-without-day", "suggest": "2024-05-01"},
            {"line": 1, "text": "公报", "what": "no title was found", "rule": "title", "suggest": ""},
        ],
        "files": {"a.picture-1.png": sha256(b"\xff").hexdigest(), "b.md": sha256("乙".encode()).hexdigest()},
    }  # fmt: skip
    assert list(json.loads(made)["files"]) == ["a.picture-1.png", "b.md"]


def test_an_account_of_little_has_nothing_that_is_empty() -> None:
    bare = Edition(Source("a.txt", "text", "utf-8", "0" * 64, (SourceLine(1, "甲"),)))
    made = json.loads(account.text(bare, [], [ledger.Place("a.md", "1", ("1",), 1)], 1, {}))
    assert made == {
        "source": {"name": "a.txt", "form": "text", "encoding": "utf-8", "sha256": "0" * 64, "characters": 1},
        "kind": "", "articles": [], "dropped": [], "joins": [], "inferred": [], "given": {}, "flags": [], "files": {},
        "places": [{"name": "a.md", "lines": "1", "spans": ["1"], "characters": 1}],
    }  # fmt: skip


HELD = {"name": "公报.zip", "sha256": "0" * 64}
ALIKE, OTHER = {"title": "通 知"}, {"title": "关于防汛工作的通报", "doc_number": ""}
NUMBERED = {"title": "别的题目", "doc_number": "甲发〔2024〕1号"}


@pytest.mark.parametrize(
    ("previous", "first", "said"),
    [
        (None, "公报.zip", ""),
        ({"source": HELD, "articles": [OTHER]}, "别的.zip", ""),  # the same source, whatever its articles
        ({"source": {**HELD, "sha256": "1" * 64}, "articles": [ALIKE]}, "公报.zip", ""),
        ({"source": {**HELD, "sha256": "1" * 64}, "articles": [OTHER, NUMBERED]}, "公报.zip", ""),
        ({"source": {**HELD, "sha256": "1" * 64}, "articles": []}, "公报.zip", ""),
        ({"source": "damaged"}, "公报.zip", ""),
        ({"source": {**HELD, "name": "乙.zip"}}, "公报.zip", "公报.zip: folder already holds 乙.zip; rename the file, or"),
        (None, "乙.zip", "公报.zip: folder already holds 乙.zip, another file; rename one"),
        ({"source": {**HELD, "sha256": "1" * 64}, "articles": [OTHER]}, "公报.zip",
         "公报.zip: folder already holds 关于防汛工作的通报 of another file with this name; rename the new file, or"),
        ({"source": {**HELD, "sha256": "1" * 64}, "articles": [{**ALIKE, "doc_number": "甲发〔2024〕2号"}]}, "公报.zip",
         "公报.zip: folder already holds 甲发〔2024〕2号 of another"),
        ({"source": {**HELD, "sha256": "1" * 64}, "articles": [{}]}, "公报.zip", "公报.zip: folder already holds a text of another"),
    ],
)  # fmt: skip
def test_a_folder_is_that_of_one_source(previous: dict[str, Any] | None, first: str, said: str) -> None:
    made = _edition()
    made.records.pop()
    try:
        owner.check(made, previous, Path("folder"), Path(first), Path("公报.zip"))
    except SourceError as error:
        assert said and str(error).startswith(said)
    else:
        assert not said


def test_a_folder_is_known_by_its_source() -> None:
    known: Mapping[str, Any] = {"source": HELD}
    assert owner.is_of(dict(known), "公报.zip") and not owner.is_of(dict(known), "乙.zip")
    assert not owner.is_of(None, "公报.zip") and not owner.is_of({"source": "公报.zip"}, "公报.zip")
