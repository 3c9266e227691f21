"""Where paragraphs stand on pages is found by their words."""

import json
from pathlib import Path

import pytest
from gongbao.facsimile import ledger
from gongbao.facsimile.album import printed_numbers
from gongbao.facsimile.placing import Placed, Reading, Spot, Unit, packed, whole

FIRST = "一、各单位要严格值班制度，实行领导带班，重要情况随时报告。"
ROWS = {1: "0 0.2 0.1 0.8 0.12", 2: "0 0.1 0.2 0.9 0.22, 20 0.1 0.23 0.5 0.25"}


def held(
    folder: Path, lines: list[str], rows: dict[int, str], spans: list[str], **more: object
) -> ledger.Ledger:
    """Return a ledger of lines that stand on page 1 in the given rows; each row: start, left, top, right, bottom."""
    data = {
        "source": {"name": "通知.pdf", "form": "pdf", "sha256": "0" * 64},
        "places": [{"name": "a.md", "spans": spans, "pages": "1-1"}],
        "on_pages": {str(n): "1 0.1 0.1 0.9 0.9" for n in rows},
        "on_rows": {str(n): row for n, row in rows.items()},
        **more,
    }
    (folder / ledger.LEDGER).write_text(json.dumps(data), encoding="utf-8")
    (folder / ledger.TEXT).write_text("\n".join(lines), encoding="utf-8")
    found = ledger.read(folder)
    assert found is not None
    return found


def test_a_paragraph_has_the_rows_that_it_is_printed_in(tmp_path: Path) -> None:
    known = held(tmp_path, ["关于防汛工作的通知", FIRST], ROWS, ["1-2"])
    title, paragraph = Reading(known, "a.md").find(
        [Unit("@title", "关于防汛工作的通知", apart=True), Unit("p-1", FIRST)]
    )
    assert title == Placed("@title", (Spot(1, (0.2, 0.1, pytest.approx(0.8), 0.12), 9),))
    assert [(spot.signs, spot.box[1]) for spot in paragraph.spots] == [(20, 0.2), (len(FIRST) - 20, 0.23)]


def test_a_part_of_a_row_has_its_share_of_the_box(tmp_path: Path) -> None:
    known = held(tmp_path, ["张三　局长　李四　科长"], {1: "0 0 0.1 1 0.12"}, ["1"])
    (found,) = Reading(known, "a.md").find([Unit("p-1", "李四")])
    assert found.spots[0].box == (pytest.approx(6 / 11), 0.1, pytest.approx(8 / 11), 0.12)


def test_other_articles_on_the_page_are_not_looked_at(tmp_path: Path) -> None:
    known = held(tmp_path, [FIRST, FIRST], {1: "0 0.1 0.1 0.9 0.12", 2: "0 0.1 0.5 0.9 0.52"}, ["2"])
    (found,) = Reading(known, "a.md").find([Unit("p-1", FIRST)])
    assert {spot.box[1] for spot in found.spots} == {0.5}


def test_words_that_come_twice_are_found_in_the_order_of_the_text(tmp_path: Path) -> None:
    lines = ["枫林县人民政府", FIRST, "枫林县人民政府"]
    rows = {1: "0 0.1 0.1 0.9 0.12", 2: "0 0.1 0.3 0.9 0.32", 3: "0 0.1 0.5 0.9 0.52"}
    found = Reading(held(tmp_path, lines, rows, ["1-3"]), "a.md").find(
        [Unit("@agency", "枫林县人民政府", apart=True), Unit("p-1", FIRST), Unit("p-2", "枫林县人民政府")]
    )
    assert [one.spots[0].box[1] for one in found] == [0.1, 0.3, 0.5]


@pytest.mark.parametrize(
    "corrected",
    [
        FIRST.replace("严格", "从严执行"),
        FIRST.replace("，实行领导带班", ""),
        "一、各单位要严格值班制度（含节假日），实行领导带班，重要情况随时报告。",
    ],
)
def test_a_paragraph_that_was_corrected_by_hand_is_still_found(tmp_path: Path, corrected: str) -> None:
    known = held(tmp_path, ["关于防汛工作的通知", FIRST], ROWS, ["1-2"])
    (found,) = Reading(known, "a.md").find([Unit("p-1", corrected)])
    assert sum(spot.signs for spot in found.spots) == len(corrected)
    assert {spot.box[1] for spot in found.spots} == {0.2, 0.23}


def test_what_stands_not_on_the_page_has_no_place(tmp_path: Path) -> None:
    known = held(tmp_path, ["关于防汛工作的通知", FIRST], ROWS, ["1-2"])
    assert Reading(known, "a.md").find([Unit("p-1", "整理者说明：本件据油印本录入，原件缺第二页。")]) == []


def test_cells_have_their_own_boxes(tmp_path: Path) -> None:
    known = held(tmp_path, ["水库\t水利局"], {1: "0 0.1 0.1 0.4 0.2, 3 0.4 0.1 0.9 0.2"}, ["1"])
    found = Reading(known, "a.md").find([Unit("b-1~1", "水库"), Unit("b-1~2", "水利局")])
    assert [one.spots[0].box[0] for one in found] == [0.1, 0.4]


def test_places_are_packed_in_thousandths_and_by_page() -> None:
    spots = (Spot(3, (0.1, 0.9, 0.9, 0.92), 30), Spot(4, (0.1, 0.08, 0.5, 0.1), 12))
    assert packed([Placed("p-1", spots)]) == "p-1=3:100 900 900 920 30/4:100 80 500 100 12"


def test_the_whole_of_a_paragraph_is_a_box_for_each_column() -> None:
    spots = tuple(
        Spot(1, (left, top, left + 0.4, top + 0.02), 20) for left in (0.05, 0.55) for top in (0.1, 0.13, 0.16)
    )
    assert [spot.box for spot in whole(Placed("p", spots)).spots] == [
        (0.05, 0.1, pytest.approx(0.45), pytest.approx(0.18)),
        (0.55, 0.1, pytest.approx(0.95), pytest.approx(0.18)),
    ]


def test_printed_numbers_go_on_from_what_the_contents_say() -> None:
    assert printed_numbers([(3, "1"), (7, "5")], 9) == {3: 1, 4: 2, 5: 3, 6: 4, 7: 5, 8: 6, 9: 7}


def test_articles_that_the_contents_do_not_name_have_numbers_too() -> None:
    assert printed_numbers([(3, None), (6, "4")], 7) == {3: 1, 4: 2, 5: 3, 6: 4, 7: 5}


def test_printed_numbers_that_do_not_agree_are_known_only_where_they_stand() -> None:
    # Two pages in each picture.
    assert printed_numbers([(2, "1"), (3, "3")], 4) == {2: 1, 3: 3}
    assert printed_numbers([(2, None)], 4) == {}


def test_an_older_ledger_without_rows_and_a_damaged_one(tmp_path: Path) -> None:
    known = held(tmp_path, ["关于防汛工作的通知"], {1: ""}, ["1"], on_rows={})
    (found,) = Reading(known, "a.md").find([Unit("p-1", "关于防汛工作的通知")])
    assert found.spots[0].box == (0.1, 0.1, pytest.approx(0.9), 0.9)
    (tmp_path / ledger.LEDGER).write_text("{}", encoding="utf-8")
    with pytest.raises(ledger.LedgerError, match="is no ledger"):
        ledger.read(tmp_path)
    (tmp_path / ledger.TEXT).unlink()
    assert ledger.read(tmp_path) is None
