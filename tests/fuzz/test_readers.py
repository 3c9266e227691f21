"""Random input for contents, heads, boxes of pages, and what readers type into the search."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from gongbao.bulletin.ledger import LedgerError
from gongbao.facsimile import ledger
from gongbao.ingest.forms import heads
from gongbao.ingest.model.lines import Line
from gongbao.ingest.sort import contents, paging
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.test_fuzz import PIECES, many

CASES = int(os.environ.get("FUZZ_CASES", "1000"))
ENTRIES = st.sampled_from(
    [*"目录次·…．.—-/（）() \t\u3000", "目　录", "……………", "1.1", "12", "第3期", "（8）", "云岭县人民政府", "政府文件", "关于做好防汛工作的通知", "云政发〔2024〕5号",
     "各乡镇人民政府：", "云岭县人民政府办公室", "主办：", "签发人：", "附件1", "★", "密级", "此件公开发布"]
)  # fmt: skip
LINES = st.lists(st.lists(ENTRIES | PIECES, max_size=8).map("".join), max_size=12)


def lines_of(texts: list[str]) -> list[Line]:
    held = [text.strip() for text in texts]
    return [Line(n, text, tuple(range(len(text)))) for n, text in enumerate(held, 1) if text]


@many
@given(LINES)
def test_contents_are_found_or_not(texts: list[str]) -> None:
    lines = lines_of(texts)
    found = contents.find(lines)
    assert found is None or found.entries is not None
    for line in lines:
        paging.read(line)


@many
@given(LINES)
def test_heads_are_read_or_not(texts: list[str]) -> None:
    lines = lines_of(texts)
    for at in range(len(lines)):
        heads.element(lines, at)
        heads.opening(lines, at)
        heads.opening(lines, at, in_issue=True)
        heads.begins(lines, at)


BOXES = st.lists(
    st.sampled_from(["1", "0.5", "0", "-1", "nan", "inf", "1e999", "x", "", "²", ",", "2"])
    | st.text(max_size=4),
    max_size=7,
).map(" ".join)
ODD = st.none() | st.integers() | st.lists(st.integers(), max_size=2)


@settings(
    max_examples=max(200, CASES // 10),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.dictionaries(st.sampled_from(["1", "2", "9", "x", "-1"]), BOXES | ODD, max_size=3),
    st.dictionaries(st.sampled_from(["1", "2", "x"]), BOXES | ODD, max_size=2),
    st.dictionaries(st.sampled_from(["1", "x"]), st.sampled_from([90, 0, None, "x", 1e400]), max_size=2),
)
def test_boxes_of_pages_are_read_or_refused_in_words(
    tmp_path: Path, on_pages: object, on_rows: object, turned: object
) -> None:
    told = {"source": {"name": "a.pdf", "form": "pdf", "sha256": "0"}, "on_pages": on_pages, "on_rows": on_rows, "turned": turned,
            "places": [{"name": "a.md", "lines": "1", "spans": ["1"], "characters": 1, "pages": "1"}]}  # fmt: skip
    (tmp_path / ledger.LEDGER).write_text(json.dumps(told), encoding="utf-8")
    (tmp_path / ledger.TEXT).write_text("云岭县人民政府\n关于\n", encoding="utf-8")
    try:
        held = ledger.read(tmp_path)
    except LedgerError as error:
        assert str(error)
        return
    assert held is not None
    assert all(abs(side) < 1e9 for rows in held.rows.values() for row in rows for side in row.box)


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    assert found, "Node is not installed — run: apt-get install nodejs"
    return found


def test_what_a_reader_types_is_read(node: str) -> None:
    done = subprocess.run(
        [node, str(Path(__file__).parent / "query.js"), str(CASES)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"cases": CASES, "slowest": "in time"}
