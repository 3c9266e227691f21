"""A pattern that is compiled late does what a compiled one does."""

import copy
import pickle
import re
import subprocess
import sys

from gongbao.patterns import late
from gongbao.places import importable

COUNTED = """
import re._compiler
compiled = []
whole = re._compiler.compile
def counting(pattern, flags=0):
    compiled.append(pattern)
    return whole(pattern, flags)
re._compiler.compile = counting
from gongbao.bulletin import number
before = sum("一" in pattern for pattern in map(str, compiled))
assert number.parse("甲府发〔2018〕18号")
print(before, sum("〔" in pattern for pattern in map(str, compiled)))
"""


def test_it_finds_what_a_compiled_one_finds() -> None:
    given = r"(?P<year>\d{4})年"
    ours, plain = late(given, re.ASCII), re.compile(given, re.ASCII)
    text = "2018年和2019年"
    assert ours.findall(text) == plain.findall(text) == ["2018", "2019"]
    assert [m["year"] for m in ours.finditer(text)] == ["2018", "2019"]
    assert ours.sub("", text) == plain.sub("", text) == "和"
    assert (ours.pattern, ours.flags, ours.groups) == (plain.pattern, plain.flags, plain.groups)
    assert ours.fullmatch(text) is None and ours.match("２018年") is None


def test_it_is_copied_and_sent_to_other_processes() -> None:
    for used in (False, True):
        pattern = late("[一-鿿]+")
        if used:
            assert pattern.match("公报")
        for other in (copy.deepcopy(pattern), pickle.loads(pickle.dumps(pattern))):  # noqa: S301 - our own
            assert other.search("a公报b")[0] == "公报"


def test_what_is_not_used_is_not_compiled() -> None:
    run = subprocess.run(
        [sys.executable, "-c", COUNTED],
        env={"PYTHONPATH": importable()},
        capture_output=True,
        text=True,
        check=True,
    )
    before, after = map(int, run.stdout.split())
    # One of the numerals is in use everywhere, and the forms of numbers are compiled for the first one that is read.
    assert before <= 1 < after
