"""The list of stages tells the truth: each touches only the parts of the edition that it says, in the order of folders."""

from pathlib import Path

import pytest
from gongbao.ingest import pipeline, stages
from gongbao.ingest.model.edition import Edition
from gongbao.ingest.read import read
from gongbao.workshop import ROOT

SOURCES = sorted((ROOT / "sources").glob("*.txt"))
FOLDERS = ["model", "clean", "layout", "sort", "parse", "pictures", "check"]


class Watched(Edition):
    """An edition that notes which of its parts are read and set."""

    def __getattribute__(self, name):
        if not name.startswith("__"):
            vars_of = object.__getattribute__(self, "__dict__")
            vars_of.setdefault("_read", set()).add(name)
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        object.__getattribute__(self, "__dict__").setdefault("_set", set()).add(name)
        object.__setattr__(self, name, value)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name[:3])
def test_a_stage_touches_only_what_it_says(path: Path) -> None:
    edition = Watched(read(path))
    seen = object.__getattribute__(edition, "__dict__")
    for stage in stages.STAGES:
        seen["_read"], seen["_set"] = set(), set()
        stage.run(edition)
        assert seen["_read"] <= {*stage.reads, *stage.writes}, stage.name
        assert seen["_set"] <= set(stage.writes), stage.name


def test_the_stages_follow_the_order_of_the_folders() -> None:
    at = [FOLDERS.index(stage.folder) for stage in stages.STAGES]
    assert at == sorted(at)
    assert len({stage.name for stage in stages.STAGES}) == len(pipeline.STAGES)


def test_every_stage_says_what_it_does() -> None:
    assert [
        stage.name for stage in stages.STAGES if not (stage.run.__doc__ or "").strip().endswith(".")
    ] == []


def test_the_work_can_be_stopped_before_a_stage() -> None:
    edition = pipeline.run(Edition(read(SOURCES[0])), until="kind")
    assert edition.lines
    assert edition.kind == ""
    assert edition.records == []
