"""Two texts side by side: what stayed, what changed, and which paragraphs belong together."""

import pytest
from gongbao.versions import wording
from gongbao.versions.texts import Paragraph, Text
from hypothesis import given
from hypothesis import strategies as st


def text(*paragraphs: str) -> Text:
    return Text(None, "", "", tuple(Paragraph(f"p{n}", "paragraph", p) for n, p in enumerate(paragraphs)))


def marked(older: str, newer: str) -> str:
    """Return both as 甲[-去-]{+来+}乙."""
    first, second = wording.words(older, newer)
    sides = (
        [(p.text if not p.changed else f"[{p.text}]") for p in first],
        [(p.text if not p.changed else f"[{p.text}]") for p in second],
    )
    return "".join(sides[0]) + " → " + "".join(sides[1])


@pytest.mark.parametrize(
    ("older", "newer", "shown"),
    [
        ("收到通知之日起十五日内", "收到告知书之日起二十个工作日内", "收到[通知]之日起[十五]日内 → 收到[告知书]之日起[二十个工作]日内"),
        ("自2018年6月1日起施行", "自2023年6月15日起施行", "自[2018]年6月[1]日起施行 → 自[2023]年6月[15]日起施行"),
        ("单位应当", "单位和个人应当", "单位应当 → 单位[和个人]应当"),
        ("甲", "甲", "甲 → 甲"),
    ],
)  # fmt: skip
def test_words_that_changed(older: str, newer: str, shown: str) -> None:
    assert marked(older, newer) == shown


@given(st.text("甲乙丙丁一二三12。，", max_size=60), st.text("甲乙丙丁一二三12。，", max_size=60))
def test_no_word_is_lost(older: str, newer: str) -> None:
    first, second = wording.words(older, newer)
    assert "".join(p.text for p in first) == older
    assert "".join(p.text for p in second) == newer
    stayed = ["".join(p.text for p in side if not p.changed) for side in (first, second)]
    assert stayed[0] == stayed[1]


def test_paragraphs_that_belong_together() -> None:
    older = text(
        "第一条　为了节水，制定本办法。", "第二条　洗车场应当使用循环水。", "第三条　本办法自公布之日起施行。"
    )
    newer = text(
        "第一条　为了节水，制定本办法。",
        "第二条　鼓励农村建设集雨水窖。",
        "第三条　洗车场应当全部使用循环水。",
        "第四条　本办法自2023年8月1日起施行，原办法同时废止，此前已受理的申请照旧办理。",
    )
    found = wording.rows(older, newer)
    assert [row.kind for row in found] == ["same", "added", "changed", "changed"]
    assert [(r.older and r.older.id, r.newer and r.newer.id) for r in found] == [
        ("p0", "p0"), (None, "p1"), ("p1", "p2"), ("p2", "p3"),
    ]  # fmt: skip


PARAGRAPHS = st.lists(st.text("甲乙丙丁戊", min_size=1, max_size=12), max_size=8)


@given(PARAGRAPHS, PARAGRAPHS)
def test_every_paragraph_stands_once_and_in_order(older: list[str], newer: list[str]) -> None:
    found = wording.rows(text(*older), text(*newer))
    assert [r.older.text for r in found if r.older] == older
    assert [r.newer.text for r in found if r.newer] == newer
