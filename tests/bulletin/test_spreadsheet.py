"""No text of a bulletin becomes a formula where a table is opened in a spreadsheet; numbers stay numbers."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from gongbao.bulletin import spreadsheet
from gongbao.export import tables

FORMULAS = [
    "=1+1",
    "+甲",
    "-甲",
    "-1+1",
    "-2+3|cmd",
    "@SUM(1)",
    "＝1",
    "＋甲",
    "－甲",
    "＠甲",
    "\t=1",
    "=",
    "+",
    "@",
    "+86-10",
    "-1.2.3",
    "--1",
]
VALUES = ["", "甲", "-3.2", "+3.2%", "-1,024", "-.5", "-", "--", "3-1", "甲=乙", "（-3）", "—", "−3"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_reckon_is_a_text(text: str) -> None:
    assert spreadsheet.cell(text) == f"'{text}"
    assert tables.to_csv([[text.strip()]]).startswith(("\ufeff'", "\ufeff\"'")) or text == "\t=1"


@pytest.mark.parametrize("text", VALUES)
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert spreadsheet.cell(text) == text


def test_the_client_does_the_same() -> None:
    node = shutil.which("node")
    assert node, "Node is not installed — run: apt-get install nodejs"
    script = (
        "const {load} = require('./scripts.js'); const g = load('exports');"
        "const texts = JSON.parse(require('fs').readFileSync(0, 'utf-8'));"
        "process.stdout.write(JSON.stringify(texts.map((t) => g.exports.cell(t))));"
    )
    done = subprocess.run(
        [node, "-e", script], cwd=Path(__file__).parent.parent / "search" / "js",
        input=json.dumps(FORMULAS + VALUES), capture_output=True, text=True, check=True,
    )  # fmt: skip
    quoted = [spreadsheet.cell(text) for text in FORMULAS + VALUES]
    assert json.loads(done.stdout) == [f'"{one}"' if "," in one else one for one in quoted]
