"""What a person is told is called by a name of the person's language: every rule that leaves something out has one."""

import re
from pathlib import Path

import pytest
from gongbao import ingest
from gongbao.ingest.words import names

ROOM = Path(ingest.__file__).parent
_USED = re.compile(r'\b(?:Drop\(\s*|rule ?= ?|drop ?= ?)"(?P<name>[a-z]+(?:-[a-z]+)+)"')
USED = sorted(
    {
        match["name"]
        for path in ROOM.rglob("*.py")
        for match in _USED.finditer(path.read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize("name", USED)
def test_a_rule_that_leaves_something_out_has_a_name_to_be_said(name: str) -> None:
    assert name in {*names.RULES, *names.INFERENCES, *names.OBJECTS}


def test_the_rules_are_found() -> None:
    assert {"card-of-page", "contents-field"} <= set(USED)
