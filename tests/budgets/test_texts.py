"""What a build reads of an article takes time that grows with its length, whatever the text is made of.

A limit of processor time stands for that: what takes the square of the length takes minutes and more.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from gongbao.bulletin import references, validity
from gongbao.issues.bare_text import bare
from gongbao.issues.markup import Renderer

MOST = 20
SIZE = 200_000
ROWS = {
    "numbers in a row": "云政发〔2018〕1号",
    "numbers in a list": "、云政发〔2018〕12号",
    "titles in a row": "《防汛条例》",
    "titles of documents": "《云岭县防汛管理办法》、",
    "titles with numbers": "《云岭县防汛管理办法》（云政发〔2018〕1号）、",
    "sentences that cite": "《云岭县防汛管理办法》（云政发〔2018〕1号）。",
    "sentences of numbers alone": "（云政发〔2018〕1号）。",
    "masked numbers": "云政发〔20xx〕x号",
    "brackets never closed": "（《〔【“",
    "numbers never closed": "云政发〔2018",
    "square brackets": "[",
    "pictures never closed": "![",
    "links never closed": "[甲](",
    "stars": "*a",
    "backslashes": "\\",
    "protected signs": "\\[",
    "raised words never closed": "^{a",
    "struck out words": "~~a~~",
    "less-than signs": "<a ",
    "comments": "<!---->",
    "entities": "&#",
    "blanks": " ",
    "wide blanks": "　",
    "blanks and line ends": " \n ",
    "equal signs": "=",
    "dashes": "-",
    "quotation marks": "> ",
    "class marks": "{: .note }",
    "class marks never closed": "{: .",
    "combining signs": "\u0301",
    "years": "2018年",
    "short paragraphs": "甲乙\n\n",
    "headings": "## 一、总体要求\n\n",
    "numbered paragraphs": "第1条 各级人民政府应当。\n\n",
    "attachments": "## 附件 {: .attachment }\n\n甲\n\n",
    "signatures": "云岭县人民政府\n{: .signature }\n\n2024年5月16日\n{: .date }\n\n",
    "items": "- 甲\n",
    "numbered items": "1. 甲\n",
    "quotations": "> 甲\n",
    "quotations of one paragraph each": "> 甲\n\n",
    "paragraphs that cite": "《云岭县防汛管理办法》（云政发〔2018〕1号）\n\n",
}
TABLE = "| 甲 | 乙 | 丙 |\n| --- | --- | --- |\n"
BODIES = {name: "甲\n\n" + piece * (SIZE // len(piece.encode())) + "\n" for name, piece in ROWS.items()} | {
    "a table of 10,000 rows": TABLE + "| 一 | 二 | 3 |\n" * 10_000,
    "a table of cells merged upwards": TABLE + "| ^^ | 二 | ^^ |\n" * 10_000,
    "a row of cells": "| 甲 " * 10_000 + "|\n" + "| --- " * 10_000 + "|\n",
    "a row of cells merged to the left": "| 甲 |" + " << |" * 10_000 + "\n" + "| --- " * 10_001 + "|\n",
    "a list that nests": "\n".join(" " * (n % 600) + "- 甲" for n in range(3000)),
    "one sentence": "各级各部门要高度重视防汛工作，明确责任，落实措施，" * 2_600,
}


@contextmanager
def processor_seconds(most: float) -> Iterator[None]:
    """Fail where the work within takes more processor time."""

    def over(_number: int, _frame: FrameType | None) -> None:
        pytest.fail(f"more than {most} processor seconds")

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize("name", BODIES)
def test_the_worst_takes_seconds(name: str) -> None:
    with processor_seconds(MOST):
        made = Renderer().render(BODIES[name])
        references.find(made.blocks, frozenset({"云政发"}), "云岭县人民政府关于废止文件的通知")
        validity.find(made.blocks, "2024-05-16")
        assert bare(BODIES[name]).bare


def test_the_sentence_of_each_of_thousands_is_no_longer_than_a_paragraph() -> None:
    text = "".join(f"《云岭县防汛管理办法》（云政发〔2018〕{n}号）、" for n in range(1, 4000)) + "同时废止。"
    made = Renderer().render(text)
    found = references.find(made.blocks, frozenset({"云政发"}))
    assert len(found) == 3999
    assert {reference.relation for reference in found} == {"repeals"}
    assert max(len(reference.sentence) for reference in found) <= references.LONGEST_EVIDENCE + 2
    middle = found[2000]
    assert middle.sentence[0] == middle.sentence[-1] == "…"
    assert middle.sentence[middle.start : middle.end] == "《云岭县防汛管理办法》（云政发〔2018〕2001号）"
