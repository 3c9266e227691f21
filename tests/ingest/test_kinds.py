"""Kinds of sources that ingest once got wrong: a small source each, and beside it what must come out. One test a source.

What a record says: record.py.
"""

import json
from pathlib import Path

import pytest
from gongbao.ingest import command

from tests.ingest.record import faults

KINDS = Path(__file__).parent / "shapes" / "kinds"
NAMES = sorted(path.stem for path in KINDS.glob("*.json"))


@pytest.mark.parametrize("name", NAMES)
def test_a_source_of_its_kind_is_read_rightly(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    want = json.loads((KINDS / f"{name}.json").read_text(encoding="utf-8"))
    source = next(path for path in KINDS.glob(f"{name}.*") if path.suffix != ".json")
    assert command.run(source, tmp_path) == 0, capsys.readouterr()
    assert faults(want, tmp_path) == []
