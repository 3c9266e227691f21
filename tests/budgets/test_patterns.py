"""No pattern takes long for a text that is made to be hard for it: a kilobyte costs milliseconds, not the age of the world."""

import re
import signal
import time
from types import FrameType

import pytest

from tests.budgets.patterns import Pattern, collect, hard_texts

LENGTH = 4000
# Processor seconds, on a slow and busy machine; what grows with the square takes a tenth of it, with the cube for ever.
MOST = 0.6
# Asked of texts that the code cuts or refuses above so many characters.
BOUNDED = {
    "gongbao.ingest.sort.paging._EXTRA": 140,
    "gongbao.ingest.sort.paging._EXTRA_ALONE": 140,
    "gongbao.ingest.sort.paging._ON_COVER": 140,
    "gongbao.ingest.sort.paging._PAGE_LAST": 140,
    "gongbao.ingest.sort.paging._PAGE_HAN": 140,
    "gongbao.ingest.sort.paging._PAGE_FIRST": 140,
    "gongbao.ingest.layout.own_contents._PAGE": 300,
    "gongbao.ingest.layout.own_contents._LEADERS": 300,
}
PATTERNS = collect()


class _OverError(Exception):
    pass


def _over(_number: int, _frame: FrameType | None) -> None:
    raise _OverError


def seconds(pattern: Pattern, length: int) -> float:
    """Return the processor seconds of the hardest text; what takes longer than MOST is stopped."""
    one, worst = re.compile(pattern.pattern, pattern.flags), 0.0
    before = signal.signal(signal.SIGPROF, _over)
    try:
        for text in hard_texts(pattern, length):
            began = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, MOST)
            try:
                if pattern.anywhere:
                    for _ in one.finditer(text):
                        pass
                else:
                    one.match(text)
                    one.fullmatch(text)
            except _OverError:
                return MOST
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            worst = max(worst, time.process_time() - began)
    finally:
        signal.signal(signal.SIGPROF, before)
    return worst


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 700
    assert set(BOUNDED) <= {pattern.where for pattern in PATTERNS}


@pytest.mark.parametrize("part", range(8))
def test_no_pattern_takes_long(part: int) -> None:
    slow = {}
    for pattern in PATTERNS[part::8]:
        length = BOUNDED.get(pattern.where, LENGTH)
        # Once more, since on a busy machine a moment of another process may count as one's own.
        if seconds(pattern, length) >= MOST and (taken := seconds(pattern, length)) >= MOST:
            slow[pattern.where] = taken
    assert slow == {}


@pytest.mark.parametrize("hard", [r"(a|a)*b", r"(?:a+)+$", r"\s*\s*\s*x$"])
def test_a_hard_one_would_be_found(hard: str) -> None:
    assert seconds(Pattern("made up", hard, 0, anywhere=True), LENGTH) >= MOST
