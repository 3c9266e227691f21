"""A ledger that was damaged is refused by name, wherever something else stands than was written."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gongbao.bulletin import ledger
from gongbao.issues.originals import Ledgers, OriginalError
from gongbao.numbers.coverage import of_ledger
from gongbao.workshop import ROOT

WHOLE = ROOT / "content" / "qijiang-gongbao" / "2018-05" / "ingest.json"


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where something stands in a ledger; of a list, the first member."""
    if path:
        yield path
    inner = (
        value.items()
        if isinstance(value, dict)
        else list(enumerate(value))[:1]
        if isinstance(value, list)
        else ()
    )
    for key, member in inner:
        yield from places(member, (*path, key))


def test_a_whole_ledger_is_read() -> None:
    assert ledger.read(WHOLE) == json.loads(WHOLE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "3",
        "[]",
        "{}",
        '{"source": {}}',
        "[" * 99999 + "]" * 99999,
        "\ufeff{",
        '{"source": {"name": "a"}',
    ],
)
def test_what_is_no_ledger_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "ingest.json").write_text(text, encoding="utf-8")
    with pytest.raises(ledger.LedgerError, match=r"ingest\.json: damaged"):
        ledger.read(tmp_path / "ingest.json")


def test_no_wrong_value_ends_in_a_trace(tmp_path: Path) -> None:
    whole = json.loads(WHOLE.read_text(encoding="utf-8"))
    path = tmp_path / "ingest.json"
    article = tmp_path / next(p["name"] for p in whole["places"] if p["name"] != "masthead")
    refused = tried = 0
    for place in places(whole):
        for wrong in (None, 3, "x", [], {}, [None], {"x": None}, True, 1e300):
            *above, last = place
            damaged = inside = json.loads(json.dumps(whole))
            for key in above:
                inside = inside[key]
            inside[last] = wrong
            path.write_text(json.dumps(damaged), encoding="utf-8")
            tried += 1
            try:
                of_ledger(ledger.read(path))
                known = Ledgers(ROOT / "sources")
                known.original(article)
                known.received(article)
            except (ledger.LedgerError, OriginalError) as error:
                assert "ingest" in str(error)
                refused += 1
    assert tried > 200
    assert refused > tried // 3
