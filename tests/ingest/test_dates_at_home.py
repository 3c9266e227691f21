"""What a date looks like is said in plugins/gongbao/bulletin/dates.py: no module of ingest has a pattern of its own for one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from gongbao.workshop import ROOT

MODULES = sorted((ROOT / "plugins" / "gongbao" / "ingest").rglob("*.py"))
# Formats of cells in sheets are no patterns: yyyy"年"m"月".
FIGURES = r"(?:(?<!\[)\\d|\[[^\]]*(?:0-9|九十)[^\]]*\])(?:\{[\d,]+\}|[+*?])?\)*(?:\\s[*?]?)?"
OF_A_DAY = re.compile(FIGURES + "[月日]")
OPENS_WITH_A_UNIT = re.compile(r"\)*(?:\\s[*?]?)?[月日]")


def private(code: str) -> Iterator[str]:
    """Give the strings of a module that look for figures before 月 or 日, written there or put in by a name of its own."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and OF_A_DAY.search(node.value):
            yield node.value
        if not isinstance(node, ast.JoinedStr):
            continue
        for name, text in zip(node.values, node.values[1:], strict=False):
            if isinstance(name, ast.FormattedValue) and isinstance(text, ast.Constant):
                known = ast.unparse(name.value)
                is_pattern = known.lstrip("_").isupper() and not known.startswith("dates.")
                if is_pattern and OPENS_WITH_A_UNIT.match(str(text.value)):
                    yield ast.unparse(node)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT / "plugins").as_posix())
def test_no_module_of_ingest_says_itself_what_a_date_looks_like(module: Path) -> None:
    assert list(private(module.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "code",
    [
        r'A = r"\d{1,2}月"',
        r'A = r"[一二三四五六七八九十]{1,3}\s*日$"',
        r'A = r"(?:\d{4}|[0-9]{2})年(?:\d+)月"',
        'A = rf"{_NUM}月"',
    ],
)
def test_a_pattern_of_its_own_is_seen(code: str) -> None:
    assert list(private(code))


@pytest.mark.parametrize(
    "code", ['A = rf"{dates.NUMBER}日"', r'A = r"[\d.年月日]*"', 'A = f"{moment.month}月"']
)
def test_other_strings_are_not(code: str) -> None:
    assert not list(private(code))
