"""Documents and bulletins as they are typeset, printed to a PDF and read from that: a small page each, and what must come out.

The pages are those of shapes/typeset, with the style sheets that they share. What a record says: record.py.
"""

import json
from pathlib import Path

import pytest
import weasyprint
from gongbao.ingest import command

from tests.ingest.record import faults

TYPESET = Path(__file__).parent / "shapes" / "typeset"
NAMES = sorted(path.stem for path in TYPESET.glob("*.json"))


@pytest.mark.parametrize("name", NAMES)
def test_what_was_typeset_is_read_as_it_was_written(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    want = json.loads((TYPESET / f"{name}.json").read_text(encoding="utf-8"))
    source = tmp_path / f"{name}.pdf"
    weasyprint.HTML(TYPESET / f"{name}.html").write_pdf(source)
    assert command.run(source, tmp_path / "content") == 0, capsys.readouterr()
    assert faults(want, tmp_path / "content") == []
