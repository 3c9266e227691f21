"""What a person decided about a source is done at each ingest, and every character keeps its place."""

import json
from pathlib import Path

import pytest
from gongbao.bulletin import article
from gongbao.ingest import command, pipeline
from gongbao.ingest.model import decisions
from gongbao.ingest.model.decisions import BulletinRules, Decisions, LineDecision, Right, Rule
from gongbao.ingest.parse.decided_fields import value_of
from gongbao.ingest.read import read

LETTER = """云溪市人民政府文件

云溪府发〔2021〕7号

云溪市人民政府
关于加强河道保洁工作的通知

全市各乡镇
为做好全市河道保洁工作，现就有关事项通知如下。
一、落实责任
各乡镇要把河道保洁列入年度工作计划，明确专人负责，按月检查。
云溪政报内部资料
市水利局每季度组织一次检查，检查结果在全市通报。

云溪市人民政府
2021年3月5日

关于调整防汛指挥部成员的说明
因工作变动，市防汛指挥部成员作相应调整，现予说明。
"""


def ingest(
    root: Path, text: str, *decided: tuple[int, str], right: tuple[Right, ...] = (), name="letter.txt"
) -> dict:
    """Ingest a text with decisions; return ledger, and texts of the articles in order."""
    source = root / name
    source.write_text(text, encoding="utf-8")
    content = root / "content"
    folder = content / "documents" / Path(name).stem
    lines = text.split("\n")
    folder.mkdir(parents=True, exist_ok=True)
    held = Decisions(name, [LineDecision(n, lines[n - 1], what) for n, what in decided], list(right))
    (folder / decisions.NAME).write_text(decisions.dump(held), encoding="utf-8")
    assert command.run(source, content) == 0
    ledger = json.loads((folder / "ingest.json").read_text(encoding="utf-8"))
    texts = [(folder / f"{one['slug']}.md").read_text(encoding="utf-8") for one in ledger["articles"]]
    return {"ledger": ledger, "articles": [article.load(text) for text in texts]}


def test_without_decisions_nothing_changes(tmp_path) -> None:
    made = ingest(tmp_path, LETTER)
    assert len(made["articles"]) == 1
    assert made["articles"][0][0].recipients is None


def test_a_line_becomes_the_field_that_it_is_said_to_be_and_leaves_the_text(tmp_path) -> None:
    made = ingest(tmp_path, LETTER, (8, "recipients"))
    meta, body = made["articles"][0]
    assert meta.recipients == "全市各乡镇"
    assert "全市各乡镇" not in body
    assert "为做好全市河道保洁工作" in body
    assert made["ledger"]["articles"][0]["elements"]["recipients"] == 8


def test_a_line_of_print_that_is_said_to_be_furniture_goes_and_the_sentence_closes(tmp_path) -> None:
    made = ingest(tmp_path, LETTER, (12, "furniture"))
    assert "云溪政报" not in made["articles"][0][1]
    assert {"rule": "decided-furniture", "line": 12, "text": "云溪政报内部资料"} in made["ledger"]["dropped"]


def test_a_text_is_split_where_another_begins(tmp_path) -> None:
    made = ingest(tmp_path, LETTER, (18, "opens"))
    (first, _), (second, body) = made["articles"]
    assert (first.doc_number, second.doc_number) == ("云溪府发〔2021〕7号", None)
    assert second.title == "关于调整防汛指挥部成员的说明"
    assert "因工作变动" in body
    assert [place["lines"] for place in made["ledger"]["places"]] == ["1-16", "18-19"]


def test_what_was_split_wrongly_is_joined(tmp_path) -> None:
    two = (
        LETTER
        + "\n云溪市人民政府文件\n\n云溪府发〔2021〕8号\n\n云溪市人民政府\n关于印发办法的通知\n\n各乡镇：\n现印发给你们。\n\n云溪市人民政府\n2021年3月9日\n"
    )
    line = two.split("\n").index("云溪市人民政府文件", 5) + 1
    assert len(ingest(tmp_path, two)["articles"]) == 2
    assert len(ingest(tmp_path, two, (line, "continues"))["articles"]) == 1


def test_a_line_becomes_a_heading_or_an_attachment(tmp_path) -> None:
    made = ingest(tmp_path, LETTER, (18, "attachment"), (13, "heading"))
    body = made["articles"][0][1]
    assert "## 关于调整防汛指挥部成员的说明 {: .attachment }" in body
    assert "\n## 市水利局每季度组织一次检查" in body


def test_what_noise_took_comes_back(tmp_path) -> None:
    text = LETTER.replace("云溪政报内部资料", "— 12 —")
    assert "12" not in ingest(tmp_path, text)["articles"][0][1]
    assert "12" in ingest(tmp_path, text, (12, "paragraph"))["articles"][0][1]


def test_a_title_of_two_lines_is_one_and_says_agency_and_genre(tmp_path) -> None:
    made = ingest(tmp_path, LETTER, (18, "title"))
    meta = made["articles"][0][0]
    assert meta.title == "关于调整防汛指挥部成员的说明"
    made = ingest(tmp_path, LETTER, (5, "title"), (6, "title"))
    meta = made["articles"][0][0]
    assert (meta.title, meta.agency, meta.genre) == (
        "云溪市人民政府关于加强河道保洁工作的通知", ("云溪市人民政府",), "通知",
    )  # fmt: skip


def test_a_decision_finds_its_line_when_the_source_grew(tmp_path) -> None:
    ingest(tmp_path, LETTER, (8, "recipients"))
    (tmp_path / "letter.txt").write_text("\n\n" + LETTER, encoding="utf-8")
    assert command.run(tmp_path / "letter.txt", tmp_path / "content") == 0
    folder = tmp_path / "content" / "documents" / "letter"
    assert "Recipients: 全市各乡镇" in next(folder.glob("*.md")).read_text(encoding="utf-8")


def test_a_decision_whose_line_is_gone_is_told(tmp_path) -> None:
    ingest(tmp_path, LETTER, (8, "recipients"))
    (tmp_path / "letter.txt").write_text(LETTER.replace("全市各乡镇", "各有关单位"), encoding="utf-8")
    command.run(tmp_path / "letter.txt", tmp_path / "content")
    ledger = json.loads((tmp_path / "content/documents/letter/ingest.json").read_text(encoding="utf-8"))
    assert "decision-without-line" in [flag["rule"] for flag in ledger["flags"]]


def test_what_is_no_value_of_the_field_is_told_and_stays_where_it_is(tmp_path) -> None:
    made = ingest(tmp_path, LETTER, (9, "issued"))
    assert "现就有关事项通知如下" in made["articles"][0][1]
    assert "decision-without-line" in [flag["rule"] for flag in made["ledger"]["flags"]]


def test_what_was_found_right_is_not_reported_again(tmp_path, capsys) -> None:
    text = LETTER.replace("每季度组织一次", "每季度组织组织一次")
    made = ingest(tmp_path, text)
    (flag,) = [one for one in made["ledger"]["flags"] if one["rule"] == "doubled-word"]
    assert "stands twice" in capsys.readouterr().out
    ingest(tmp_path, text, right=(Right(flag["rule"], flag["line"], flag["text"]),))
    assert "stands twice" not in capsys.readouterr().out


def test_the_rules_of_a_bulletin_hold_for_its_next_issue_and_for_no_other(tmp_path) -> None:
    content = tmp_path / "content"
    (content / "yunxi-gongbao").mkdir(parents=True)
    rules = BulletinRules(
        "云溪市人民政府文件", [Rule(decisions.likeness("云溪政报 内部资料12"), "furniture")]
    )
    (content / "yunxi-gongbao" / "rules.toml").write_text(decisions.dump_rules(rules), encoding="utf-8")
    assert (
        "云溪政报"
        not in ingest(tmp_path, LETTER.replace("云溪政报内部资料", "云溪政报　内部资料３"))["articles"][0][1]
    )
    other = LETTER.replace("云溪市人民政府文件", "白水市人民政府文件").replace(
        "云溪政报内部资料", "云溪政报内部资料3"
    )
    other = other.replace("云溪府发〔2021〕7号", "白水府发〔2021〕3号")
    assert "云溪政报" in ingest(tmp_path, other, name="other.txt")["articles"][0][1]


def test_decisions_are_written_alike_and_read_back() -> None:
    held = Decisions(
        "a.txt",
        [LineDecision(2, '他说"好"\\', "note"), LineDecision(1, "甲", "title")],
        [Right("r", 3, "乙")],
    )
    text = decisions.dump(held)
    assert text == decisions.dump(Decisions("a.txt", held.lines[::-1], held.right))
    assert '"他说\\"好\\"\\\\"' in text


@pytest.mark.parametrize("what", decisions.FIELDS)
def test_each_field_takes_a_value(what) -> None:
    assert value_of(
        what, ["云溪府发〔2021〕7号 2021年3月5日" if what in {"issued", "printed"} else "云溪府发〔2021〕7号"]
    )


@pytest.mark.parametrize(
    ("what", "texts", "value"),
    [
        ("cc", ["抄送：市委各部门，", "市人大办公室。"], "市委各部门，市人大办公室"),
        ("printed_by", ["云溪市人民政府办公室 2021年3月6日印发"], "云溪市人民政府办公室"),
        ("printed", ["云溪市人民政府办公室 2021年3月6日印发"], "2021-03-06"),
        ("issued", ["二〇二一年三月五日"], "2021-03-05"),
        ("doc_number", ["（云溪府发[2021]7号）"], "云溪府发〔2021〕7号"),
        ("disclosure", ["（此件公开发布）"], "此件公开发布"),
        ("recipients", ["各乡镇人民政府：", ], "各乡镇人民政府"),
        ("issued", ["各乡镇"], None),
        ("doc_number", ["各乡镇"], None),
    ],
)  # fmt: skip
def test_a_value_is_read_from_lines(what, texts, value) -> None:
    assert value_of(what, texts) == value


TABLE = """云溪市人民政府
关于公布公厕名单的通知

各乡镇人民政府：
现将名单公布如下。

| 公厕名单 | << | << |
| --- | --- | --- |
| 乡镇 | 地点 | 数量 |
| 东乡 | 街口 | 1 |
| ^^ | 桥头 | 2 |
| 西乡 | 渡口 | 3 |
| ^^ | 集市 | << |

云溪市人民政府
2021年3月5日
"""


def test_a_row_that_becomes_words_leaves_the_merged_cells_of_the_others(tmp_path) -> None:
    decided = ((7, "caption"), (10, "paragraph"))
    made = ingest(tmp_path, TABLE, *decided, name="letter.md")["articles"][0][1]
    assert "公厕名单\n" in made
    assert "\n东乡\u3000街口\u30001\n" in made
    # What 东乡 was merged with begins the table behind it; the cells of 西乡 stay merged.
    assert "|  | 桥头 | 2 |" in made
    assert "| ^^ | 集市 | << |" in made
    assert made.count("^^") == made.count("<<") == 1


def test_the_code_of_a_number_says_whose_it_is_where_the_text_does_not(tmp_path) -> None:
    text = "云办通〔2021〕7号\n\n关于加强河道保洁工作的通知\n\n各乡镇：\n请认真落实。\n\n2021年3月5日\n"
    rules = BulletinRules("", [], {"云办通": "云溪市人民政府办公室; 云溪市水利局"})
    assert decisions.dump_rules(rules).endswith(
        '[[number]]\ncode = "云办通"\nagency = "云溪市人民政府办公室; 云溪市水利局"\n'
    )
    source = tmp_path / "letter.txt"
    source.write_text(text, encoding="utf-8")
    for held, wanted in (
        (BulletinRules(), ()),
        (rules, ("云溪市人民政府办公室", "云溪市水利局")),
    ):
        made = pipeline.make(read(source), known=decisions.Known({}, {"yunxi": held}), publication="yunxi")
        (record,) = made.records
        assert tuple(record.fields.get("agency") or ()) == wanted
        assert [one.rule for one in record.inferred if one.field == "agency"] == ["code-of-bulletin"] * bool(
            wanted
        )
