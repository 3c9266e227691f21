"""Doubts about a source stand at their paragraphs; what was mended or found right is none."""

from pathlib import Path
from typing import Any

import pytest
from gongbao.ingest.check.severity import ORDER
from gongbao.issues import doubts
from gongbao.issues.originals import Line, Original, Piece
from gongbao.issues.rendered import Block

SOURCE = Original(
    "a.txt",
    tuple(
        Line(number, (Piece(text, True),))
        for number, text in [
            (3, "关于加强堤防养护的通知"),
            (5, "各镇要加强加强堤防巡查，每月报送一次巡查记录。"),
            (7, "县水务局负责督促检查，发现险情立即处置，"),
            (9, "副校长李四到北堤查看汛情。"),
        ]
    ),
)
BLOCKS = (
    Block("pa", "paragraph", "各镇要加强加强堤防巡查，每月报送一次巡查记录。"),
    Block("pb", "paragraph", "县水务局负责督促检查，发现险情立即处置，"),
    Block("pc", "paragraph", "副校长李四到北堤查看汛情。"),
)


def flag(rule: str, line: int, text: str, **values: Any) -> dict[str, Any]:
    return {"rule": rule, "line": line, "text": text, "values": values}


def found(*flags: dict[str, Any], blocks: tuple[Block, ...] = BLOCKS) -> list[tuple[str, tuple[str, ...]]]:
    return [(doubt.words, doubt.places) for doubt in doubts.of_article(flags, blocks, SOURCE)]


def test_each_stands_at_its_paragraph_in_the_order_of_the_text() -> None:
    assert found(
        flag("office-unlike-elsewhere", 9, "副校长李四到北堤查看", office="副校长", other="副区长"),
        flag("unfinished-paragraph", 7, "，发现险情立即处置，"),
        flag("doubled-word", 5, "加强加强", word="加强"),
    ) == [
        ("“加强”重复，疑为误排", ("pa",)),
        ("此段在来源中没有写完，可能不全", ("pb",)),
        ("此处作“副校长”，同刊他处同一人作“副区长”", ("pc",)),
    ]


def test_what_was_mended_in_the_archive_is_told_no_longer() -> None:
    mended = (Block("pa", "paragraph", "各镇要加强堤防巡查，每月报送一次巡查记录。"), *BLOCKS[1:])
    assert found(flag("doubled-word", 5, "加强加强", word="加强"), blocks=mended) == []


def test_a_doubt_about_the_title_has_no_paragraph() -> None:
    assert found(flag("title-against-citation", 3, "关于加强堤防养护的通知", name="加强堤防养护的通知")) == [
        ("印发的文件称它为“加强堤防养护的通知”", ())
    ]


def test_what_the_engine_doubted_is_quoted() -> None:
    assert found(flag("doubtful-sign", 9, "副[校]长")) == [
        ("由影像识别，把握不大（方括号内），请对照原件：“副[校]长”", ("pc",))
    ]


def test_flags_about_other_lines_and_about_the_making_are_none() -> None:
    assert (
        found(flag("doubled-word", 99, "加强加强", word="加强"), flag("kept-in-note", 5, "各镇要加强")) == []
    )


def test_a_ledger_of_an_earlier_version_has_no_values() -> None:
    ((words, places),) = found({"rule": "doubled-word", "line": 5, "text": "加强加强"})
    assert "加强" in words
    assert places == ("pa",)


def test_every_rule_is_one_of_ingest() -> None:
    assert set(doubts.WORDS) <= set(ORDER)


@pytest.mark.parametrize("text", ["not toml [", '[[right]]\nrule = "x"\n', "right = 3\n", "right = [1]\n"])
def test_damaged_decisions_decide_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "decisions.toml").write_text(text, encoding="utf-8")
    assert doubts.decided(tmp_path) == set()


def test_what_a_person_found_right_is_read(tmp_path: Path) -> None:
    (tmp_path / "decisions.toml").write_text(
        '[[right]]\nrule = "doubled-word"\nline = 5\ntext = "加强加强"\n', encoding="utf-8"
    )
    assert doubts.decided(tmp_path) == {("doubled-word", 5, "加强加强")}
