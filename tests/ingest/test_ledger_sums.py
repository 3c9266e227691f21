"""The sum of the ledger: each character of a source has one place, and what is twice, lost or changed is told."""

import pytest
from gongbao.ingest.check.ledger import LedgerError, block_counts, check, check_words
from gongbao.ingest.model.lines import Drop, Line
from gongbao.ingest.model.record import Block, Record
from gongbao.ingest.model.source import Source, SourceLine

TEXTS = ("甲乙 丙", "", "丁戊", "己", "　", "庚辛壬")


def source(*texts: str) -> Source:
    lines = tuple(SourceLine(n, text) for n, text in enumerate(texts or TEXTS, start=1))
    return Source("公报.txt", "text", "utf-8", "0" * 64, lines)


def line(number: int, start: int = 0, end: int | None = None, texts: tuple[str, ...] = TEXTS) -> Line:
    text = texts[number - 1]
    return Line(number, text, tuple(range(len(text)))).cut(start, end)


def test_places_name_the_lines_that_they_hold_whole_and_the_columns_of_others() -> None:
    places = {
        "a.md": [line(1), line(3)],
        "b.md": [line(6, 1)],
        "issue.md": [line(6, 0, 1)],
        "c.md": [],
    }
    found, total = check(source(), places, [Drop("page-number", line(4))])
    assert total == 9
    assert [(place.name, place.lines, place.spans, place.characters) for place in found] == [
        ("a.md", "1-3", ("1-3",), 5),
        ("b.md", "6-6", ("6:2-3",), 2),
        ("issue.md", "6-6", ("6:1-1",), 1),
        ("c.md", "", (), 0),
    ]


def test_a_span_ends_where_another_place_stands_between() -> None:
    places = {"a.md": [line(1), line(4), line(6)], "b.md": [line(3)]}
    found, _ = check(source(), places, [])
    assert found[0].spans == ("1", "4-6")


def test_parts_of_a_line_that_touch_are_one_span_and_others_are_not() -> None:
    places = {"a.md": [line(1, 0, 1), line(1, 3)], "b.md": [line(1, 1, 3)], "c.md": [line(3), line(6)]}
    found, _ = check(source(), places, [Drop("noise", line(4))])
    assert found[0].spans == ("1:1-1", "1:4-4")
    assert found[1].spans == ("1:2-2",)
    assert found[2].spans == ("3", "6")
    whole, _ = check(
        source("甲乙丙"), {"a.md": [line(1, 0, 1, ("甲乙丙",)), line(1, 1, None, ("甲乙丙",))]}, []
    )
    assert whole[0].spans == ("1",)
    parts = [line(1, 0, 2, ("甲乙丙丁",)), line(1, 2, 3, ("甲乙丙丁",))]
    found, _ = check(source("甲乙丙丁"), {"a.md": parts, "b.md": [line(1, 3, None, ("甲乙丙丁",))]}, [])
    assert (found[0].spans, found[1].spans) == (("1:1-3",), ("1:4-4",))


@pytest.mark.parametrize(
    ("places", "drops", "words"),
    [
        ({"a.md": [line(1)], "b.md": [line(1, 1, 2)]}, [], "公报.txt, line 1: '乙' in b.md is counted twice"),
        (
            {"a.md": [line(3)]},
            [Drop("page-number", line(3, 1))],
            "line 3: '戊' in dropped (page-number) is counted twice",
        ),
        ({"a.md": [line(1), line(3), line(4)]}, [], "line 6: '庚辛壬' was given no place"),
        ({"a.md": [line(1), line(3), line(4), line(6, 0, 2)]}, [], "line 6: '壬' was given no place"),
        ({"a.md": [Line(9, "癸", (0,))]}, [], "line 9: '癸' in a.md is counted twice"),
        ({"a.md": [Line(3, "丁戊己", (0, 1, 2))]}, [], "line 3: '丁戊己' in a.md is counted twice"),
    ],
)
def test_what_is_twice_or_nowhere_is_told_with_its_line(
    places: dict[str, list[Line]], drops: list[Drop], words: str
) -> None:
    with pytest.raises(LedgerError) as told:
        check(source(), places, drops)
    assert words in str(told.value)


def test_what_is_told_is_thirty_characters_at_most() -> None:
    texts = ("甲" * 40,)
    end = "please report this with the file; nothing was written"
    with pytest.raises(LedgerError) as told:
        check(source(*texts), {}, [])
    assert str(told.value) == f"公报.txt, line 1: '{'甲' * 30}' was given no place — {end}"
    whole = line(1, texts=texts)
    with pytest.raises(LedgerError, match=f"line 1: '{'甲' * 30}' in b.md is counted twice"):
        check(source(*texts), {"a.md": [whole], "b.md": [whole]}, [])
    changed = record(Block("paragraph", "乙" * 40, lines=[whole]))
    with pytest.raises(LedgerError) as told:
        check_words(changed, source(*texts))
    assert str(told.value) == (
        f"公报.txt, line 1: the words changed from '{'甲' * 30}' to '{'乙' * 30}' — {end}"
    )


def record(*blocks: Block) -> Record:
    found = Record()
    found.blocks.extend(blocks)
    return found


@pytest.mark.parametrize(
    ("text", "source_text"),
    [("甲乙丙", "甲乙 丙"), ("甲（乙）", "甲(乙)"), ("附件", "附件："), ("甲^^乙", "甲乙")],
)
def test_blanks_widths_and_marks_of_merged_cells_are_no_words(text: str, source_text: str) -> None:
    check_words(record(Block("paragraph", text, lines=[line(1, texts=(source_text,))])), source(source_text))


def test_a_table_says_what_its_cells_say() -> None:
    held = [line(1, texts=("甲\t乙",)), line(2, texts=("", "丙\t<<"))]
    check_words(
        record(Block("table", rows=[["甲", "乙"], ["丙", "<<"]], lines=held)), source("甲\t乙", "丙\t<<")
    )


@pytest.mark.parametrize("text", ["附件x", "附", "附件", ""])
def test_a_colon_at_the_end_is_all_that_may_be_missing(text: str) -> None:
    with pytest.raises(LedgerError):
        check_words(
            record(Block("paragraph", text, lines=[line(1, texts=("附件：x：",))])), source("附件：x：")
        )


@pytest.mark.parametrize("block", [Block("paragraph", "甲丙"), Block("table", "甲乙", rows=[["甲"], ["丙"]])])
def test_a_word_that_changed_is_told_with_its_line_whatever_stands_before(block: Block) -> None:
    block.lines = [line(2, texts=("", "甲乙"))]
    made_up = Block("paragraph", "没有行的话")
    with pytest.raises(LedgerError, match="line 2: the words changed from '甲乙' to '甲丙'"):
        check_words(record(made_up, block), source("", "甲乙"))


def test_blocks_are_counted_by_kind() -> None:
    blocks = [Block("paragraph"), Block("table"), Block("paragraph")]
    assert block_counts(blocks) == {"paragraph": 2, "table": 1}
